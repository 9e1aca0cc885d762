// Host page, loaded by embed.js for the first brief: our stylesheet, and the lists of what a brief
// may hold in a host page. A fragment can come from any site, so none of it is trusted: what is not
// listed here is removed. The browser's own Sanitizer API parses and cleans, or DOMPurify does; then
// `settle` decides which addresses may stay. `publish` puts proof.js inside.
/* global foldlineProof */
(() => {
  const HTML = 'http://www.w3.org/1999/xhtml', SVG = 'http://www.w3.org/2000/svg';
  /** @param {string} text */
  const names = text => text.trim().split(/\s+/);
  // More than the briefs of today have, so that an old embed.js shows what a newer Foldline writes.
  // No element that runs, sends, loads, takes the focus or leaves its place; none with a hyphen,
  // since those are the host page's.
  /** @type {Record<string, string[]>} */
  const ELEMENTS = {
    [HTML]: names(`a abbr address article aside b bdi bdo blockquote br caption cite code col
      colgroup data dd del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6
      header hgroup hr i img ins kbd li mark meter nav ol p picture pre progress q rp rt ruby s samp
      section small source span strong sub summary sup table tbody td tfoot th thead time tr u ul
      var wbr`),
    [SVG]: names(`a circle defs desc ellipse g line linearGradient path polygon polyline
      radialGradient rect stop svg text title tspan`),
  };
  const ANY = names(`class dir hidden id lang role tabindex title translate aria-controls
    aria-current aria-describedby aria-details aria-expanded aria-hidden aria-label aria-labelledby
    aria-level`);
  /** @type {Record<string, Record<string, string[]>>} */
  const OF = {
    [HTML]: {
      a: names('href rel'),
      col: ['span'],
      colgroup: ['span'],
      data: ['value'],
      del: ['datetime'],
      details: ['open'],
      img: names('alt decoding fetchpriority height loading sizes src srcset width'),
      ins: ['datetime'],
      li: ['value'],
      meter: names('high low max min optimum value'),
      ol: names('reversed start type'),
      progress: names('max value'),
      source: names('height media sizes srcset type width'),
      td: names('colspan headers rowspan'),
      th: names('abbr colspan headers rowspan scope'),
      time: ['datetime'],
    },
    [SVG]: { a: ['href'] },
  };
  const DRAWN = names(`cx cy d dx dy fill fill-opacity focusable fx fy gradientTransform
    gradientUnits height offset opacity pathLength points preserveAspectRatio r rx ry stop-opacity
    text-anchor transform viewBox width x x1 x2 y y1 y2`);
  const PICTURE = /^data:image\/(png|jpeg|gif|webp|avif)[;,]/i;
  const WEB = /^https?:$/;
  const NEW_TAB = 'noopener noreferrer';

  /** @param {string} namespace @param {string} name */
  const attributesOf = (namespace, name) =>
    [...OF[namespace][name] ?? [], ...namespace === SVG ? DRAWN : []];

  /** @typedef {(name: string) => Promise<any>} Load */
  /** @type {Sanitizer} */
  let sanitizer;
  /** Parses the text into a document that shows, loads and runs nothing, and cleans it.
   *  @param {string} text @param {Load} load @param {object} [policy] @returns {Promise<Element>} */
  async function parsed(text, load, policy) {
    if (globalThis.Sanitizer && 'setHTML' in Element.prototype) {
      sanitizer ??= new Sanitizer({
        elements: Object.entries(ELEMENTS).flatMap(([namespace, all]) => all.map(
          name => ({ name, namespace, attributes: attributesOf(namespace, name) }))),
        attributes: ANY, dataAttributes: true, comments: false,
      });
      const { body } = document.implementation.createHTMLDocument('');
      body.setHTML(text, { sanitizer });
      return body;
    }
    const purify = await load('embed/purify.js');
    const attributes = [
      ...ANY, ...DRAWN, ...Object.values(OF).flatMap(all => Object.values(all).flat()),
    ];
    return purify.sanitize(text, {
      ALLOWED_TAGS: ['#text', ...Object.values(ELEMENTS).flat()],
      ALLOWED_ATTR: attributes,
      ALLOW_DATA_ATTR: true,
      ALLOW_ARIA_ATTR: false,
      KEEP_CONTENT: false,
      RETURN_DOM: true,
      ADD_URI_SAFE_ATTR: attributes.filter(name => !/^(href|src|srcset)$/.test(name)),
      // a shadow root gives no names to its page, and ids of ours are "title" and "timeline"
      SANITIZE_DOM: false,
      ...policy && { TRUSTED_TYPES_POLICY: policy },
    });
  }

  /** Splits a `srcset` into pairs of address and size; HTML Standard, 4.8.4.2.1. @param {string} text */
  const candidates = text =>
    [...text.matchAll(/[\s,]*(\S*[^\s,])(?:\s+([\d.]+[wx]))?\s*(?:,|$)/g)]
      .map(found => found.slice(1));

  /** Returns whether an attribute may stay: it is listed, or begins with `data-`, and its value is
   *  safe. @param {string} name @param {string} value @param {string[]} listed */
  function isKept(name, value, listed) {
    if (!listed.includes(name) && !/^data-[\w-]+$/.test(name)) return false;
    // a colour, or a gradient of the drawing's own
    if (name === 'fill') return /^(\w+|url\(#[\w-]+\))$/.test(value);
    return name !== 'tabindex' || /^(0|-1)$/.test(value);
  }

  /** Removes all that is not listed, and decides where links and pictures may lead: links open in
   *  a new tab, and pictures stay whose address `shows` allows.
   *  @param {Element} body @param {string} base @param {Shows} shows */
  function settle(body, base, shows) {
    for (const each of body.querySelectorAll('*')) {
      const { localName } = each, namespaceURI = String(each.namespaceURI);
      if (!ELEMENTS[namespaceURI]?.includes(localName)) { each.remove(); continue; }
      const listed = [...ANY, ...attributesOf(namespaceURI, localName)];
      for (const { name, value } of [...each.attributes]) {
        if (!isKept(name, value, listed)) each.removeAttribute(name);
      }
      if (each.hasAttribute('href')) settleLink(each, base);
      if (localName === 'img' || localName === 'source') {
        settlePicture(/** @type {HTMLImageElement} */ (each), base, shows);
      }
    }
  }

  /** @param {Element} link @param {string} base */
  function settleLink(link, base) {
    const href = String(link.getAttribute('href'));
    if (href[0] === '#') return;
    const url = link.namespaceURI === HTML && URL.parse(href, base);
    if (!url || !/^(https?|mailto):$/.test(url.protocol)) { link.removeAttribute('href'); return; }
    link.setAttribute('href', url.href);
    link.setAttribute('rel', NEW_TAB);
    if (url.protocol !== 'mailto:') link.setAttribute('target', '_blank');
  }

  /** @typedef {(url: URL) => boolean} Shows */
  /** @param {HTMLImageElement} picture or a <source>, of which only attributes are used
   *  @param {string} base @param {Shows} shows */
  function settlePicture(picture, base, shows) {
    const src = URL.parse(picture.getAttribute('src') ?? '', base);
    const srcset = picture.getAttribute('srcset');
    if (srcset !== null) {
      const found = candidates(srcset).map(([address, size]) => ({ url: URL.parse(address, base), size }));
      if (found.length && found.every(({ url }) => url && !PICTURE.test(url.href) && shows(url))) {
        picture.setAttribute('srcset', found.map(
          ({ url, size }) => `${url?.href.replaceAll(',', '%2C')} ${size ?? ''}`.trim()).join(', '));
      } else picture.removeAttribute('srcset');
    }
    if (!picture.hasAttribute('src')) return;
    if (picture.localName === 'img' && src && (PICTURE.test(src.href) || shows(src))) {
      picture.setAttribute('src', src.href);
      picture.loading = 'lazy';
      return;
    }
    picture.removeAttribute('src');
    if (picture.localName !== 'img' || picture.hasAttribute('srcset')
      || !src || !WEB.test(src.protocol) || picture.closest('a')) return;
    // one at another site is not loaded: the reader may follow a link to it
    const link = picture.ownerDocument.createElement('a');
    Object.assign(link, {
      href: src.href, rel: NEW_TAB, target: '_blank',
      textContent: `${picture.alt || 'A picture'} (at ${src.host})`,
    });
    picture.replaceWith(link);
  }

  /** Returns the addresses that a brief's JSON calls `src`; none if it can't be read.
   *  @param {string} json @param {string} base */
  function picturesOf(json, base) {
    const found = new Set();
    try {
      JSON.parse(json, (name, value) => {
        if (name === 'src') found.add(URL.parse(value, base)?.href);
        return value;
      });
    } catch { /* no JSON: no pictures */ }
    return found;
  }

  /** Makes nodes of a brief's text that are safe in any page.
   *
   *  `base` is where the text comes from; its pictures may come from the same origin. If the page
   *  itself has the brief, `json` is its text, and pictures may come from where that says.
   *  `load` loads another script of ours; `policy` is the one of embed.js for Trusted Types.
   *  @param {{ text: string, base: string, json?: string, load: Load, policy?: object }} fragment */
  async function clean({ text, base, json, load, policy }) {
    const body = await parsed(text, load, policy);
    const named = json && picturesOf(json, base), { origin } = new URL(base);
    settle(body, base, url =>
      WEB.test(url.protocol) && (named ? named.has(url.href) : url.origin === origin));
    return body;
  }

  const proved = new WeakSet();
  /** Lets the claims in a brief's root open to their proofs, and removes those of claims that are
   *  not shown. @param {ShadowRoot} root */
  function prove(root) {
    const links = root.querySelectorAll('.proof-claim, .record-lines a');
    for (const link of /** @type {NodeListOf<HTMLAnchorElement>} */ (links)) {
      const id = decodeURIComponent(link.hash.slice(1));
      if (!root.getElementById(id)) link.closest('li')?.remove();
    }
    if (!proved.has(root)) foldlineProof(root);
    proved.add(root);
  }

  const style = new CSSStyleSheet();
  style.replaceSync('/* styles */');
  /** @type {HTMLScriptElement} */ (document.currentScript).foldline = { clean, style, prove };
})();
