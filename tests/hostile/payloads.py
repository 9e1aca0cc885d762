"""Hostile texts: written for Foldline by class, and those of one collection, which stays in its
package.

Each class is a way by which text has become script, or has left its place, in some reader of HTML
or Markdown. Nothing in this file is copied from a collection; DOMPurify's fixtures, with those of
the HTML5 Security Cheatsheet of its day (MPL 2.0 or Apache 2.0), are read where npm puts them."""

import json
from itertools import product
from pathlib import Path

RUN = "window.hit=1"
_HANDLERS = (
    "onload",
    "onerror",
    "onclick",
    "onfocus",
    "ontoggle",
    "onmouseover",
    "onanimationstart",
    "onpointerover",
    "onbegin",
    "onbeforetoggle",
    "onscrollend",
    "onpageshow",
)
_ELEMENTS = (
    "img src=x",
    "svg",
    "body",
    "details open",
    "input autofocus",
    "video src=x",
    "audio src=x",
    "p",
    "a href=#x",
    "div popover id=x",
    "iframe",
    "object data=x",
    "math",
    "marquee",
    "select autofocus",
    "xss tabindex=1",
    "li",
    "table",
    "em",
    "blockquote",
)
_SCHEMES = (
    "javascript:",
    "JaVaScRiPt:",
    "java\tscript:",
    "java\nscript:",
    "\x01javascript:",
    " javascript:",
    "&#106;avascript:",
    "java&#x0A;script:",
    "java&Tab;script:",
    "javascript&colon;",
    "vbscript:",
    "data:text/html,<script>",
    "data:image/svg+xml,<svg onload=1>",
    "view-source:",
    "blob:x",
    "file:///",
    "java\u200bscript:",
    "\ufeffjavascript:",
    "livescript:",
    "filesystem:",
    "jav\\u0061script:",
    "%6aavascript:",
)
_LINKS = (
    "[x]({})",
    "[x](<{}>)",
    '[x]({} "t")',
    "<{}>",
    "[x][y]\n\n[y]: {}",
    "![x]({})",
    '<a href="{}">x</a>',
    "<a href={}>x</a>",
    "<a href='{}'>x</a>",
    '<a xlink:href="{}">x</a>',
    '<form action="{}"><button>x</button></form>',
    '<button formaction="{}">x</button>',
    '<iframe src="{}"></iframe>',
    '<svg><a href="{}"><text>x</text></a></svg>',
    '<meta http-equiv=refresh content="0;{}">',
    '<base href="{}">',
    '<object data="{}"></object>',
    '<img src="{}">',
    '<blockquote cite="{}">x</blockquote>',
    '<math href="{}">x</math>',
    '<area href="{}">',
    '<link rel=stylesheet href="{}">',
)
_ENDS = (
    "</p>",
    "</div>",
    "</details>",
    "</section>",
    "</article>",
    "</main>",
    "</body></html>",
    "</title>",
    "</script>",
    "</style>",
    "</textarea>",
    "</template>",
    "</noscript>",
    "</li></ul>",
    "</blockquote>",
    "</figure>",
    "</table>",
    "</svg>",
    "-->",
    "]]>",
    '">',
    "'>",
    "`>",
)
_THEN = (
    "<script>{}</script>",
    "<img src=x onerror={}>",
    "<svg/onload={}>",
    "<iframe srcdoc='<script>{}</script>'>",
    "<details open ontoggle={}>",
    "<style>@import 'x'</style>",
    "<!--",
    "<plaintext>",
    "<h1 id=title>mine</h1>",
)
_NESTED = (
    "<svg><style>",
    "<math><mtext><table><mglyph><style>",
    '<noscript><p title="',
    "<template>",
    "<form><math><mtext></form><form><mglyph><style>",
    "<svg><foreignObject>",
    "<svg><desc>",
    "<math><annotation-xml encoding=text/html>",
    "<select><style>",
    "<xmp>",
    "<noembed>",
    "<title>",
    "<textarea>",
    "<table><caption><svg>",
    "<![CDATA[",
    "<?xml ",
    "<!DOCTYPE x [",
    "<option><style>",
    "<frameset>",
    "<svg><title><style>",
)
_BROKEN = (
    "<scr<script>ipt>",
    "<<script>",
    "<script/x>",
    "<script\n>",
    "<script\x0c>",
    "<\x00script>",
    '<script x=">">',
    "<SCRIPT>",
    "＜script＞",
    "<img/src=x/onerror=window.hit=1>",
    "<img src=x onerror\n=\nwindow.hit=1>",
    '<img """><script>',
    "<a/onclick=window.hit=1//",
    "<img src=`x`onerror=1>",
    "\\<script>",
    "&lt;script&gt;",
    "&amp;lt;script&amp;gt;",
    "%3Cscript%3E",
    "<script>\u2028",
    "\ud7ff<script>",
    "<\u200bscript>",
    "<b onclick=1",
)
_WRAPS = (
    "{}",
    "*{}*",
    "`{}",
    "> {}",
    "- {}",
    "| a |\n|---|\n| {} |",
    "# {}",
    "[{}](https://example.org)",
    '[x](https://example.org "{}")',
    "```\n{}\n",
)
_TEMPLATES = (
    "{{ 7*7 }}",
    "{% raw %}",
    "{{ brief }}",
    "${7*7}",
    "#{7*7}",
    "<%= 7 %>",
    "{{''.__class__}}",
    "{{constructor.constructor('window.hit=1')()}}",
    "__proto__",
    "constructor",
    "<a id=foldlineCarried>",
    "<img name=body>",
    "<form id=page><input name=dataset>",
    "<a name=foldlineFiles href=x>",
    "<p id=foldline-page>",
    "<p id=boot class=alert role=alert data-carried=x>",
    "<b is=foldline-brief>",
    "<foldline-brief src=x>",
    "<slot name=x>",
)

_FIXTURES = (
    Path(__file__).parents[1]
    / "npm"
    / "node_modules"
    / "dompurify"
    / "test"
    / "fixtures"
    / "expect.js"
)
"""Of 0.7.4, the last version whose package has them."""


def _collected() -> list[str]:
    listed = _FIXTURES.read_text("utf-8")
    return list(
        dict.fromkeys(
            each["payload"]
            for each in json.loads(listed[listed.index("[") : listed.rindex("]") + 1])
        )
    )


CLASSES: dict[str, list[str]] = {
    "handlers on elements": [
        f"<{element} {handler}={RUN}>" for element, handler in product(_ELEMENTS, _HANDLERS)
    ],
    "schemes of links": [link.format(scheme + RUN) for link, scheme in product(_LINKS, _SCHEMES)],
    "leaving its place": [end + then.format(RUN) for end, then in product(_ENDS, _THEN)],
    "parsers that differ": [start + then.format(RUN) for start, then in product(_NESTED, _THEN)],
    "broken markup in Markdown": [
        wrap.format(text + RUN) for wrap, text in product(_WRAPS, _BROKEN)
    ],
    "templates and names": list(_TEMPLATES),
    "fixtures of DOMPurify": _collected(),
}
PAYLOADS = list(dict.fromkeys(text for texts in CLASSES.values() for text in texts))
