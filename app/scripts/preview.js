// Page under `foldline serve` only, once it is parsed (defer): when the file of a brief changes, updates the open page, which
// stays where the reader is. Parts that have not changed stay as they are, with their folds, zoom and typed text. Problems of
// the file are shown over the page.
(() => {
  const EVERY = 400, RETRY = 2_000;  // milliseconds between an answer and the next request; after a request without an answer
  const script = /** @type {HTMLScriptElement} */ (document.currentScript).src;
  const state = new URL('../../preview.json', script);
  const words = globalThis.foldlineWords;
  const root = document.documentElement;
  const main = /** @type {HTMLElement} */ (document.getElementById('page'));
  /** @type {{ address?: string, version?: string, text?: string, main?: Element }} the page that was compared last */
  let last = {};

  /** @param {string} address */
  const load = async address => {
    const answer = await fetch(address, { cache: 'no-store' });
    if (!answer.ok) throw new Error(`${answer.status}`);
    return answer;
  };

  // --- a new version in the place of the old -----------------------------------------------------------------------------
  const INNER = '.brief, .sections';  // what changes part by part
  /** @typedef {{ old: Element, new: Element, hadFocus: boolean }} Replacement */
  /** Returns the parts of an element by name: the id, or the tag and class, with a number where several have the same.
   *  @param {Element} element */
  const parts = element => {
    /** @type {Map<string, Element>} */
    const found = new Map();
    /** @type {Record<string, number>} */
    const counts = {};
    for (const part of element.children) {
      const name = part.id || `${part.localName}.${part.className}`;
      counts[name] = (counts[name] ?? 0) + 1;
      found.set(`${name} ${counts[name]}`, part);
    }
    return found;
  };
  /** Returns a copy with all folds closed. @param {Element} element */
  const folded = element => {
    const copy = /** @type {Element} */ (element.cloneNode(true));
    for (const each of [copy, ...copy.querySelectorAll('details')]) each.removeAttribute('open');
    return copy;
  };
  /** Changes `live` where `after` differs from `before`; what a script has put into it stays. Returns what was replaced.
   *  @param {Element} live @param {Element} before @param {Element} after @returns {Replacement[]} */
  const align = (live, before, after) => {
    const liveParts = parts(live), oldParts = parts(before), newParts = parts(after);
    /** @type {Replacement[]} */
    const replaced = [];
    for (const [name, part] of liveParts) if (oldParts.has(name) && !newParts.has(name)) part.remove();
    const known = new Set([...liveParts].filter(([name]) => oldParts.has(name)).map(([, part]) => part));  // others are a script's
    let place = live.firstElementChild;
    for (const [name, next] of newParts) {
      let part = liveParts.get(name);
      const old = oldParts.get(name);
      if (!part || !old) {
        part = document.importNode(next, true);
      } else if (next.matches(INNER) && old.matches(INNER)) {
        for (const attribute of next.attributes) part.setAttribute(attribute.name, attribute.value);
        replaced.push(...align(part, old, next));
      } else if (!folded(old).isEqualNode(folded(next))) {
        const instead = document.importNode(next, true);
        replaced.push({ old: part, new: instead, hadFocus: part.contains(document.activeElement) });
        if (place === part) place = instead;
        part.replaceWith(instead);
        part = instead;
      }
      while (place && place !== part && !known.has(place)) place = place.nextElementSibling;
      if (place === part) place = part.nextElementSibling; else live.insertBefore(part, place);
    }
    return replaced;
  };
  /** Changes the page, and scrolls so that the first visible part stays where it is. @param {Element} before @param {Element} after */
  async function change(before, after) {
    const visible = [...main.querySelectorAll('.brief > :not(nav, [popover], .reading-bar, .proof-box), .sections > *')].find(part => part.getBoundingClientRect().bottom > 0 && !part.matches(INNER));
    const top = visible?.getBoundingClientRect().top ?? 0;
    root.style.overflowAnchor = 'none';  // the browser doesn't know which part replaced which
    const replaced = align(main, before, after);
    await null;  // until folds.js has restored what it remembers: the folds of the open page count more
    for (const each of replaced) {
      if (each.old instanceof HTMLDetailsElement && each.new instanceof HTMLDetailsElement) each.new.open = each.old.open;
      const focusable = /** @type {HTMLElement | null} */ (each.new.querySelector('summary, [tabindex]'));
      if (each.hadFocus) focusable?.focus({ preventScroll: true });
    }
    const anchor = replaced.find(each => each.old === visible)?.new ?? visible;
    if (anchor?.isConnected) scrollBy({ top: anchor.getBoundingClientRect().top - top, behavior: 'instant' });
    requestAnimationFrame(() => { root.style.overflowAnchor = ''; });
  }
  /** Loads the new version of the page and shows it. @param {string} address @param {string} version */
  async function update(address, version) {
    const text = await (await load(address)).text();
    if (address !== location.pathname) return;  // the reader has left the page
    const page = new DOMParser().parseFromString(globalThis.foldlineTrusted.createHTML(text), 'text/html');
    const after = /** @type {Element} */ (page.getElementById('page')), before = last.address === address ? last.main : undefined;
    const newScript = new URL(page.querySelector('script[src$="/preview.js"]')?.getAttribute('src') ?? '', new URL(address, location.href)).href;
    const areBriefs = after.querySelector('.brief') && main.querySelector('.brief');
    // another version of Foldline made it, only a picture of it has changed, or it is no brief: the browser loads it
    if (newScript !== script || (before && (text === last.text || !areBriefs))) { location.reload(); return; }
    last = { address, version, text, main: after };
    if (!areBriefs) return;
    await change(before ?? main, after);
    document.title = page.title;
    root.lang = page.documentElement.lang;
  }

  // --- problems ----------------------------------------------------------------------------------------------------------
  const panel = document.createElement('div');
  panel.className = 'preview';
  let latest = '';
  /** Shows a sentence with its problems over the page; an empty one removes what was shown.
   *  @param {string} sentence @param {string[]} problems */
  const show = (sentence, problems = [], isAlert = false) => {
    if (latest === (latest = JSON.stringify([sentence, problems, isAlert]))) return;
    if (!sentence) { panel.remove(); return; }
    const wasOpen = panel.getAttribute('role') === 'status' && panel.querySelector('details')?.open;
    panel.setAttribute('role', isAlert ? 'alert' : 'status');
    const box = document.createElement(problems.length ? 'details' : 'div'), list = document.createElement('ul');
    const heading = Object.assign(document.createElement(problems.length ? 'summary' : 'p'), { textContent: sentence });
    list.append(...problems.map(line => Object.assign(document.createElement('li'), { textContent: line })));
    box.append(heading, ...(problems.length ? [list] : []));
    if (problems.length) box.toggleAttribute('open', Boolean(isAlert || wasOpen));
    panel.replaceChildren(box);
    document.body.append(panel);
  };

  // --- requests ----------------------------------------------------------------------------------------------------------
  const isElsewhere = () => /^#opened(:|$)/.test(location.hash) || new URLSearchParams(location.search).has('brief');  // no page of the site
  async function check() {
    if (document.hidden || isElsewhere()) return;
    const address = location.pathname;
    const { version, problems, held } = await (await load(`${state}?page=${encodeURIComponent(address)}`)).json();
    if (version && (last.address !== address || last.version !== version)) await update(address, version);
    if (address !== location.pathname) return;
    const n = problems.length;
    if (!version) show(words('preview.gone'), problems, true);
    else if (held) show(words('preview.held', { n }), problems, true);
    else show(n ? words('preview.problems', { n }) : '', problems);
  }
  /** @returns {Promise<unknown>} */
  const follow = () => check().then(() => EVERY, () => {
    show(words('preview.no_answer'));
    return RETRY;
  }).then(wait => setTimeout(follow, wait));
  follow();
})();
