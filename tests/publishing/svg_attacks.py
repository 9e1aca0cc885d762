"""Drawings that try to run something, to lead somewhere or to ask for something."""

SPACE = "http://www.w3.org/2000/svg"
HTML = 'xmlns="http://www.w3.org/1999/xhtml"'
NAMES = f'xmlns="{SPACE}" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:h="http://www.w3.org/1999/xhtml"'
FAR = "https://bad.example/"
RUN = "javascript:bad()"


def drawing(inside: str, attributes: str = "") -> bytes:
    return f'<svg {NAMES} viewBox="0 0 9 9" {attributes}>{inside}</svg>'.encode()


def handlers() -> list[str]:
    return [
        f'<{element} {name}="bad()"/>'
        for element in ("rect", "g", "animate", "a", "image", "style")
        for name in (
            "onload",
            "onclick",
            "onbegin",
            "onerror",
            "ONLOAD",
            "onwhatever",
            "on",
            "onfocusin",
        )
    ]


def leading() -> list[str]:
    addresses = (
        RUN,
        "JaVaScript:bad()",
        "&#1;javascript:bad()",
        "java&#10;script:bad()",
        FAR,
        "//bad.example/",
        "/bad.svg",
        "bad.svg#a",
        "?bad#a",
        "\\bad",
        "data:text/html,bad",
        "data:image/svg+xml,bad",
        "data:image/svg+xml;base64,YmFk#a",
        "data:image/png,bad",
        " data:image/svg+xml;base64,YmFk",
        "data:image/png;base64,YmFk&quot;bad",
        "blob:bad",
        "vbscript:bad",
        "file:///bad",
        "#bad bad",
        "",
    )
    return [
        f'<{element} {name}="{address}"/>'
        for address in addresses[:-1]
        for name in ("href", "xlink:href")
        for element in (
            "a",
            "use",
            "image",
            "feImage",
            "linearGradient",
            "textPath",
            "mpath",
            "set",
            "pattern",
            "filter",
            "rect",
            "style",
            "script",
        )
    ]


def animations() -> list[str]:
    names = (
        "href",
        "xlink:href",
        "HREF",
        " href ",
        "onclick",
        "style",
        "src",
        "attributeName",
        "xml:base",
        "x:href",
        "bad",
        "target",
        "",
    )
    return [
        f'<a><{element} attributeName="{name}" to="{RUN}" from="{RUN}" by="{RUN}" '
        f'values="{RUN};{RUN}"/>bad</a>'.replace(">bad<", "><text>x</text><")
        for name in names
        for element in ("set", "animate", "animateColor", "animateTransform", "animateMotion")
    ]


def styles() -> list[str]:
    values = (
        f"url({FAR})",
        f"url( '{FAR}' )",
        f'url("{FAR}")',
        f"URL({FAR})",
        f"u\\72l({FAR})",
        f"\\75 rl({FAR})",
        f"/**/url({FAR})",
        f"red url({FAR})",
        f"image-set('{FAR}' 1x)",
        f"-webkit-image-set('{FAR}' 1x)",
        f"image('{FAR}')",
        f"cross-fade(url({FAR}), red)",
        f"src('{FAR}')",
        f"paint(bad, url({FAR}))",
        f"var(--x, url({FAR}))",
        f"calc(url({FAR}))",
        "url(bad.svg#a)",
        "url(/bad)",
        "url(data:image/svg+xml,bad)",
        "expression(bad())",
        f"attr(bad url, '{FAR}')",
        f"(url({FAR}))",
        f"{{x:url({FAR})}}",
        f"[url({FAR})]",
        f"url({FAR}",
        f"url(#a){{}}url({FAR})",
        f"element(#bad) url({FAR})",
        f"filter(url({FAR}), blur(1px))",
    )
    rules = (
        [f"rect{{fill:{value}}}" for value in values]
        + [f"rect{{--x:{value}}}" for value in values]
        + [
            f"@import '{FAR}';",
            f"@import url({FAR});",
            f"@IMPORT '{FAR}';",
            f"@\\69mport '{FAR}';",
            f"/* */@import/**/'{FAR}';",
            f"@media all{{rect{{fill:url({FAR})}}}}",
            f"@font-face{{font-family:x;src:url({FAR})}}",
            "@font-face{src:url(data:text/html,bad)}",
            f"@namespace url({FAR});",
            f"rect{{g{{fill:url({FAR})}}}}",
            f"rect{{@media all{{fill:url({FAR})}}}}",
            f"@supports (fill: url({FAR})){{}}",
            f"@document url({FAR}){{rect{{fill:red}}}}",
            f"@page{{background:url({FAR})}}",
            f"rect{{fill:red;;;x:y;fill:url({FAR})",
            f"<!-- @import '{FAR}'; -->",
            f"rect{{fill:red}} @unknown '{FAR}' {{}}",
            f"}}@import '{FAR}';",
            f"a{{}} @media x {{ @import '{FAR}'; }}",
        ]
    )
    attributes = (
        "style",
        "fill",
        "stroke",
        "filter",
        "mask",
        "clip-path",
        "marker",
        "marker-end",
        "cursor",
        "transform",
        "color-profile",
        "font-family",
    )

    def quoted(text: str) -> str:
        return text.replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")

    return (
        [f"<style>{quoted(rule)}</style>" for rule in rules]
        + [f"<style><![CDATA[{rule}]]></style>" for rule in rules]
        + [
            f'<rect {name}="{"fill:" if name == "style" else ""}{quoted(value)}"/>'
            for name in attributes
            for value in values
        ]
        + [
            f'<set attributeName="fill" {name}="{quoted(value)}"/>'
            for name in ("to", "from", "by", "values")
            for value in values
        ]
    )


def elements() -> list[str]:
    names = (
        "script",
        "handler",
        "listener",
        "foreignObject",
        "iframe",
        "object",
        "embed",
        "link",
        "meta",
        "base",
        "video",
        "audio",
        "canvas",
        "discard",
        "font-face-uri",
        "font-face-src",
        "cursor",
        "SCRIPT",
        "Script",
        "animation",
        "bad",
        "html",
        "body",
        "form",
        "template",
        "metadata",
        "color-profile",
        "style-bad",
    )
    return (
        [
            f'<{name} href="{FAR}" src="{FAR}" type="text/javascript">bad()</{name}>'
            for name in names
        ]
        + [
            f"<h:{name} src='{FAR}'>bad()</h:{name}>"
            for name in ("script", "img", "iframe", "style", "link", "a", "svg", "rect")
        ]
        + [
            f"<b:script xmlns:b='{SPACE}'>bad()</b:script>",
            f"<script {HTML}>bad()</script>",
            f"<g {HTML}><script>bad()</script></g>",
            "<foreignObject><h:body><h:script>bad()</h:script></h:body></foreignObject>",
            "<title><h:script>bad()</h:script></title>",
            "<desc><script>bad()</script></desc>",
            "<style><style>bad()</style><script>bad()</script></style>",
            "<x:y xmlns:x='bad:bad'><script>bad()</script></x:y>",
            '<rect xml:base="bad:"/>',
            "<math xmlns='http://www.w3.org/1998/Math/MathML'><mtext>bad</mtext></math>",
            "<e:listener xmlns:e='http://www.w3.org/2001/xml-events' handler='#bad'/>",
            "<rect xmlns:e='http://www.w3.org/2001/xml-events' e:event='bad'/>",
            "<?xml-stylesheet href='bad.css'?>",
            "<?bad bad?>",
        ]
    )


ATTACKS = [*handlers(), *leading(), *animations(), *styles(), *elements()]
