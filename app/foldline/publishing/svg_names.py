"""List the elements and attributes that a published drawing may have: those of SVG 1.1 and 2 that
draw, describe or animate.
"""

ELEMENTS = frozenset(
    """
    svg g defs symbol use switch title desc style view a path rect circle ellipse line polyline
    polygon image text tspan textPath tref linearGradient radialGradient stop pattern clipPath mask
    marker hatch hatchpath mesh meshgradient meshpatch meshrow filter feBlend feColorMatrix
    feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting feDisplacementMap
    feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR feGaussianBlur feImage
    feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting feSpotLight feTile
    feTurbulence animate animateColor animateMotion animateTransform set mpath font font-face glyph
    missing-glyph hkern vkern
""".split()
)
"""No script, no handler, no HTML (`foreignObject`), no font from elsewhere (`font-face-src`,
`font-face-uri`)."""

REFERRING = frozenset(
    """
    use image feImage linearGradient radialGradient pattern textPath tref mpath filter animate
    animateColor animateMotion animateTransform set hatch mesh meshgradient
""".split()
)
"""Elements whose `href` may name a part of the same drawing. A link (`a`) stays visible but leads
nowhere.
"""

INERT_ATTRIBUTES = frozenset(
    """
    id class lang role tabindex version baseProfile d points x y x1 x2 y1 y2 cx cy r rx ry fx fy fr
    dx dy width height viewBox preserveAspectRatio pathLength rotate textLength lengthAdjust
    startOffset method spacing side offset gradientUnits spreadMethod patternUnits
    patternContentUnits clipPathUnits maskUnits maskContentUnits markerUnits markerWidth
    markerHeight refX refY orient filterUnits primitiveUnits filterRes zoomAndPan in in2 result mode
    type tableValues slope intercept amplitude exponent operator k1 k2 k3 k4 order kernelMatrix
    divisor bias targetX targetY edgeMode kernelUnitLength preserveAlpha surfaceScale
    diffuseConstant specularConstant specularExponent limitingConeAngle azimuth elevation pointsAtX
    pointsAtY pointsAtZ z scale xChannelSelector yChannelSelector stdDeviation radius baseFrequency
    numOctaves seed stitchTiles attributeName attributeType begin dur end min max restart
    repeatCount repeatDur calcMode keyTimes keySplines keyPoints additive accumulate path origin
    systemLanguage requiredFeatures requiredExtensions media title horiz-adv-x horiz-origin-x
    horiz-origin-y vert-adv-y vert-origin-x vert-origin-y unicode glyph-name arabic-form k u1 u2 g1
    g2 units-per-em panose-1 stemv stemh cap-height x-height accent-height ascent descent widths
    bbox ideographic alphabetic mathematical hanging pitch enable-background
""".split()
)
"""Numbers, names and words: browsers read no address in them."""

_STYLED = frozenset(
    """
    style transform gradientTransform patternTransform transform-origin transform-box values from to
    by alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation
    color-interpolation-filters color-profile color-rendering cursor direction display
    dominant-baseline fill fill-opacity fill-rule filter flood-color flood-opacity font font-family
    font-size font-size-adjust font-stretch font-style font-variant font-weight
    glyph-orientation-horizontal glyph-orientation-vertical image-rendering isolation kerning
    letter-spacing lighting-color marker marker-end marker-mid marker-start mask mask-type
    mix-blend-mode opacity overflow paint-order pointer-events shape-rendering shape-inside
    shape-subtract stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap
    stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration
    text-rendering text-overflow unicode-bidi unicode-range vector-effect visibility white-space
    word-spacing writing-mode font-kerning inline-size line-height
""".split()
)
"""Attributes with CSS in them, which may name a file."""

ATTRIBUTES = INERT_ATTRIBUTES | _STYLED
