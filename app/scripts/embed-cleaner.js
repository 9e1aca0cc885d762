// What embed.js asks for when the first brief is near: our stylesheet, and the lists of what a brief may hold in somebody else's
// page. A fragment comes from any site, so nothing of it is trusted: what is not named here does not come in. The parsing and the
// cleaning are the browser's own (the Sanitizer API) or DOMPurify's; `settle` then says what addresses may stay.
(() => {
  const HTML = 'http://www.w3.org/1999/xhtml', SVG = 'http://www.w3.org/2000/svg';
  const names = text => text.trim().split(/\s+/);
  // More than today's briefs have: an old embed.js shows what a newer Foldline writes. No element that runs, sends, loads, takes
  // the focus or leaves its place; none with a hyphen, which would be the host page's.
  const ELEMENTS = {
    [HTML]: names(`a abbr address article aside b bdi bdo blockquote br caption cite code col colgroup data dd del details dfn div dl dt em
      figcaption figure footer h1 h2 h3 h4 h5 h6 header hgroup hr i img ins kbd li mark meter nav ol p picture pre progress q rp rt ruby s samp
      section small source span strong sub summary sup table tbody td tfoot th thead time tr u ul var wbr`),
    [SVG]: names('a circle defs desc ellipse g line linearGradient path polygon polyline radialGradient rect stop svg text title tspan'),
  };
  const ANY = names(`class dir hidden id lang role tabindex title translate aria-controls aria-current aria-describedby aria-details aria-expanded
    aria-hidden aria-label aria-labelledby aria-level`);
  const OF = {
    [HTML]: { a: names('href rel'), bdo: [], col: ['span'], colgroup: ['span'], data: ['value'], del: ['datetime'], details: ['open'],
      img: names('alt decoding height loading sizes src srcset width'), ins: ['datetime'], li: ['value'], meter: names('high low max min optimum value'),
      ol: names('reversed start type'), progress: ['max', 'value'], source: names('height media sizes srcset type width'), td: names('colspan headers rowspan'),
      th: names('abbr colspan headers rowspan scope'), time: ['datetime'] },
    [SVG]: { a: ['href'] },
  };
  const DRAWN = names(`cx cy d dx dy fill fill-opacity focusable fx fy gradientTransform gradientUnits height offset opacity pathLength points
    preserveAspectRatio r rx ry stop-opacity text-anchor transform viewBox width x x1 x2 y y1 y2`);
  const attributesOf = (space, name) => [...OF[space][name] ?? [], ...space === SVG ? DRAWN : []];
  const PICTURE = /^data:image\/(png|jpeg|gif|webp|avif)[;,]/i;
  const NEW_TAB = 'noopener noreferrer';

  let sanitizer;
  /** The text as elements of a document that shows, loads and runs nothing. */
  async function parsed(text, load, policy) {
    if (globalThis.Sanitizer && Element.prototype.setHTML) {
      sanitizer ??= new Sanitizer({
        elements: Object.entries(ELEMENTS).flatMap(([namespace, all]) => all.map(name => ({ name, namespace, attributes: attributesOf(namespace, name) }))),
        attributes: ANY, dataAttributes: true, comments: false,
      });
      const { body } = document.implementation.createHTMLDocument('');
      body.setHTML(text, { sanitizer });
      return body;
    }
    const purify = await load('embed/purify.js');
    const attributes = [...ANY, ...DRAWN, ...Object.values(OF).flatMap(all => Object.values(all).flat())];
    return purify.sanitize(text, {
      ALLOWED_TAGS: ['#text', ...Object.values(ELEMENTS).flat()], ALLOWED_ATTR: attributes, ALLOW_DATA_ATTR: true, ALLOW_ARIA_ATTR: false, KEEP_CONTENT: false, RETURN_DOM: true,
      ADD_URI_SAFE_ATTR: attributes.filter(name => !/^(href|src|srcset)$/.test(name)),
      SANITIZE_DOM: false,    // a shadow root gives no names to its page, and ours are "title" and "timeline"
      ...policy && { TRUSTED_TYPES_POLICY: policy },
    });
  }

  /** The candidates of a `srcset`, each its address and how large it is; HTML Standard, 4.8.4.2.1. */
  const candidates = text => [...text.matchAll(/[\s,]*(\S*[^\s,])(?:\s+([\d.]+[wx]))?\s*(?:,|$)/g)].map(found => found.slice(1));

  /** Leaves what the lists name, and of addresses: links that open beside the page, and pictures that `shows` lets in. */
  function settle(body, base, shows) {
    for (const each of body.querySelectorAll('*')) {
      const { localName: name, namespaceURI: space } = each, allowed = ELEMENTS[space]?.includes(name) && [...ANY, ...attributesOf(space, name)];
      if (!allowed) { each.remove(); continue; }
      for (const { name: attribute, value } of [...each.attributes]) {
        if (!allowed.includes(attribute) && !/^data-[\w-]+$/.test(attribute)
          || attribute === 'fill' && !/^(\w+|url\(#[\w-]+\))$/.test(value)     // a colour, or a gradient of the drawing's own
          || attribute === 'tabindex' && !/^(0|-1)$/.test(value)) each.removeAttribute(attribute);
      }
      const href = each.getAttribute('href');
      if (href !== null && href[0] !== '#') {
        const url = space === HTML && URL.parse(href, base);
        if (!url || !/^(https?|mailto):$/.test(url.protocol)) each.removeAttribute('href');
        else {
          each.setAttribute('href', url.href);
          each.setAttribute('rel', NEW_TAB);
          if (url.protocol !== 'mailto:') each.setAttribute('target', '_blank');
        }
      }
      if (name === 'img' || name === 'source') settlePicture(each, base, shows);
    }
  }

  function settlePicture(picture, base, shows) {
    const src = URL.parse(picture.getAttribute('src') ?? '', base), srcset = picture.getAttribute('srcset');
    if (srcset !== null) {
      const found = candidates(srcset).map(([address, size]) => [URL.parse(address, base), size]);
      if (found.length && found.every(([url]) => url && !PICTURE.test(url) && shows(url))) {
        picture.setAttribute('srcset', found.map(([url, size]) => `${url.href.replaceAll(',', '%2C')} ${size ?? ''}`.trim()).join(', '));
      } else picture.removeAttribute('srcset');
    }
    if (!picture.hasAttribute('src')) return;
    if (picture.localName === 'img' && src && (PICTURE.test(src) || shows(src))) { picture.setAttribute('src', src.href); picture.loading = 'lazy'; return; }
    picture.removeAttribute('src');
    if (picture.localName !== 'img' || picture.hasAttribute('srcset') || !/^https?:$/.test(src?.protocol) || picture.closest('a')) return;
    // one at another site is not asked for: the reader may follow a link to it
    const link = picture.ownerDocument.createElement('a');
    Object.assign(link, { href: src.href, rel: NEW_TAB, target: '_blank', textContent: `${picture.alt || 'A picture'} (at ${src.host})` });
    picture.replaceWith(link);
  }

  /** The addresses that a brief's own JSON calls `src`, as far as it can be read. */
  function picturesOf(json, base) {
    const found = new Set();
    try { JSON.parse(json, (name, value) => { if (name === 'src') found.add(URL.parse(value, base)?.href); return value; }); } catch { /* then it has none */ }
    return found;
  }

  /** A brief's text as nodes that are safe in any page. `base` is where it comes from, and with it its pictures; or, of a brief
      that the page has itself, `json` names them. `load` brings another file of ours, `policy` is embed.js's for Trusted Types. */
  async function clean({ text, base, json, load, policy }) {
    const body = await parsed(text, load, policy), named = json && picturesOf(json, base), { origin } = new URL(base);
    settle(body, base, named ? url => /^https?:$/.test(url.protocol) && named.has(url.href) : url => /^https?:$/.test(url.protocol) && url.origin === origin);
    return body;
  }

  const style = new CSSStyleSheet();
  style.replaceSync('/* styles */');
  document.currentScript.foldline = { clean, style };
})();
