// Page, once it is parsed (defer): keys to read by. `?` shows them, and the panel that it opens can switch them off (WCAG 2.1.4);
// that is kept on this device. None acts in a field, with a modifier, or while a panel is open.
(() => {
  /** @param {string} key @param {Record<string, string | number>} [values] */
  const words = (key, values) => globalThis.foldlineWords(key, values);

  // ---- whether they are used: {"version": 1, "on": false}. What another version wrote is left as it is, and they are used.

  const KEPT = 'foldline:keys', VERSION = 1;
  let usedHere = true;  // where this browser keeps nothing, the choice holds for the page
  /** Returns what is kept; null where there is nothing, or another version's. @returns {{ on: boolean } | null} */
  const kept = () => {
    try {
      const found = JSON.parse(localStorage.getItem(KEPT) ?? 'null');
      return found?.version === VERSION && typeof found.on === 'boolean' ? found : null;
    } catch { return null; }
  };
  const used = () => kept()?.on ?? usedHere;
  /** @param {boolean} on */
  const use = on => {
    usedHere = on;
    try {
      if (kept() || localStorage.getItem(KEPT) === null) localStorage.setItem(KEPT, JSON.stringify({ version: VERSION, on }));
    } catch { /* nothing is kept here */ }
  };

  // ---- sections

  /** Returns the sections of what is shown. */
  const sections = () => /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll('details.section')].filter(each => each.getClientRects().length));
  /** @param {Element} section */
  const top = section => section.getBoundingClientRect().top;
  /** Returns the number of the section where the reader is: that of the focus, else the one at the top of the window; -1 where
   *  that is above the first. @param {HTMLDetailsElement[]} all */
  const current = all => {
    const focused = all.findIndex(each => each.contains(document.activeElement));
    return focused >= 0 ? focused : all.findLastIndex(each => top(each) <= innerHeight / 4);
  };
  /** Moves the focus to a section's heading. @param {HTMLDetailsElement | undefined} section @param {ScrollLogicalPosition} [block] */
  const go = (section, block = 'start') => {
    const heading = section?.querySelector('summary');
    if (!section || !heading) return;
    heading.focus({ preventScroll: true });
    section.scrollIntoView({ block });
  };
  /** @param {number} steps */
  const move = steps => {
    const all = sections();
    if (all.length) go(all[Math.min(Math.max(current(all) + steps, 0), all.length - 1)]);
    return all.length > 0;
  };
  const fold = () => {
    const all = sections(), section = all[Math.max(current(all), 0)];
    if (!section) return false;
    section.querySelector('summary')?.click();  // which folds.js remembers
    go(section, top(section) < 0 ? 'start' : 'nearest');
    return true;
  };

  // ---- the search, which is on the front page

  const SEARCH = '#search';  // the front page's address ends so where this key has led to it
  const field = () => /** @type {HTMLInputElement | undefined} */ ([...document.querySelectorAll('search input, input[type=search]')].find(each => each.getClientRects().length));
  const search = () => {
    const found = field(), front = /** @type {HTMLAnchorElement | null} */ (document.querySelector('a.wordmark'));
    if (found) {
      found.focus();
      found.select();
    } else if (front && front.href.split('#')[0] !== location.href.split('#')[0]) location.assign(front.href.split('#')[0] + SEARCH);
    else return false;
    return true;
  };

  // ---- the list of keys

  /** @param {string} tag @param {Record<string, unknown>} [properties] @returns {HTMLElement} */
  const made = (tag, properties = {}) => Object.assign(document.createElement(tag), properties);
  /** Returns the keys, and what each does. @returns {[string[], string][]} */
  const listed = () => [
    [['j', 'n'], words('keys.next')], [['k', 'p'], words('keys.previous')], [['o'], words('keys.fold')], [['/'], words('keys.search')],
    [['Esc'], words('keys.escape')], [['←', '→', '+', '−'], words('keys.timeline')], [['?'], words('keys.help')],
  ];
  /** @type {HTMLDialogElement | undefined} */
  let panel;
  const makePanel = () => {
    const dialog = /** @type {HTMLDialogElement} */ (made('dialog', { className: 'panel keys' }));
    dialog.setAttribute('aria-labelledby', 'keys-title');
    const list = made('dl');
    for (const [keys, does] of listed()) {
      const name = made('dt');
      for (const key of keys) name.append(...name.childNodes.length ? [' '] : [], made('kbd', { textContent: key }));
      list.append(name, made('dd', { textContent: does }));
    }
    const box = made('input', { type: 'checkbox', id: 'keys-used' }), label = made('label');
    box.addEventListener('change', () => use(/** @type {HTMLInputElement} */ (box).checked));
    label.append(box, words('keys.use'));
    const close = made('button', { type: 'button', textContent: words('keys.close') }), head = made('div', { className: 'panel-head' });
    close.addEventListener('click', () => dialog.close());
    head.append(made('h2', { id: 'keys-title', tabIndex: -1, autofocus: true, textContent: words('keys.title') }), close);
    dialog.append(head, list, label);
    document.body.append(dialog);
    return dialog;
  };
  const show = () => {
    panel ??= makePanel();
    /** @type {HTMLInputElement} */ (panel.querySelector('#keys-used')).checked = used();
    panel.showModal();  // when it closes, the browser puts the focus back
    return true;
  };
  const whenParsed = () => {
    for (const button of document.querySelectorAll('[data-keys]')) button.removeAttribute('hidden');
    if (location.hash === SEARCH) field()?.focus();
  };
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', whenParsed); else whenParsed();
  document.addEventListener('click', event => {
    const button = event.target instanceof Element ? event.target.closest('[data-keys="open"]') : null;
    if (!button) return;
    const menu = /** @type {HTMLDetailsElement | null} */ (button.closest('#tools'));
    if (menu) {
      menu.querySelector('summary')?.focus();  // what is in the closed menu can't get the focus back
      menu.open = false;
    }
    show();
  });

  // ---- the keys

  /** What each key does. A function returns whether there was anything to do. @type {Record<string, () => boolean>} */
  const ACTS = { j: () => move(1), n: () => move(1), k: () => move(-1), p: () => move(-1), o: fold, '/': search, '?': show };
  document.addEventListener('keydown', event => {
    const act = Object.hasOwn(ACTS, event.key) ? ACTS[event.key] : undefined;
    if (!act || event.defaultPrevented || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const at = event.target instanceof HTMLElement ? event.target : null;
    if (at?.isContentEditable || at?.closest('input, textarea, select') || document.querySelector('dialog[open]') || !used()) return;
    if (act()) event.preventDefault();
  });
})();
