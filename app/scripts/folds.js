// Page and frame, before the first paint: folding, which must not wait for Python. It restores the folds that this device
// remembers, remembers those that the reader changes, opens and closes all, and unfolds the section that an address names.
// It may run before the document is parsed, while it is, or after.
(() => {

  /** Whether each section is open, by its id. @typedef {Record<string, boolean>} Folds */

  // Storage may throw (a sandboxed frame, a full disk, a browser that keeps nothing): then folds are not remembered.
  const memory = {
    /** @param {Element} section */
    key: section => `foldline:folds:${section.closest('[data-slug]')?.getAttribute('data-slug') ?? ''}`,
    // of a brief that the reader opened (see reading/local/feature.py) nothing stays on the device unless the reader keeps it
    /** @param {string} key */
    storage: key => (key.startsWith('foldline:folds:opened:') ? sessionStorage : localStorage),
    /** Returns the folds under a key; null where another version wrote what this one can't read: that stays as it is.
     *  @param {string} key @returns {Folds | null} */
    load(key) {
      const text = this.storage(key).getItem(key);
      if (text === null) return {};
      try {
        const folds = JSON.parse(text);
        if (folds && typeof folds === 'object' && !Array.isArray(folds)) return folds;
      } catch { /* no JSON */ }
      showReason('folds.other_version');
      return null;
    },
    /** @param {Element} section */
    read(section) {
      try { return this.load(this.key(section)) ?? {}; } catch { return {}; }
    },
    /** @param {Element} section @param {Folds} changes */
    write(section, changes) {
      try {
        const key = this.key(section), folds = this.load(key);  // read again: another tab may have written meanwhile
        if (folds) this.storage(key).setItem(key, JSON.stringify({ ...folds, ...changes }));
      } catch (error) {
        showReason(error instanceof Error && error.name === 'QuotaExceededError' ? 'folds.no_room' : 'folds.no_storage');
      }
    },
  };

  let reason = '';
  /** Shows in the menu, where there is one, why folds are not remembered. `latest` is the key of its words. Before boot.js has
   *  run there are no words yet: this is called again once the document is parsed. */
  const showReason = (latest = reason) => {
    reason = latest;
    const line = document.getElementById('folds-said'), words = globalThis.foldlineWords;
    if (line && words) Object.assign(line, { hidden: !reason, textContent: reason && words(reason) });
  };

  const SECTION = 'details.section';
  /** @typedef {NodeListOf<HTMLDetailsElement>} Sections */
  /** Returns the sections of the brief that a button belongs to: a document may hold several briefs. @param {Element} button */
  const sectionsOf = button => /** @type {Sections} */ ((button.closest('.brief') ?? document).querySelectorAll(SECTION));
  const targetElement = () => {
    try {
      return document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return null;  // a malformed %-sequence
    }
  };
  const targetSection = () => /** @type {HTMLDetailsElement | null | undefined} */ (targetElement()?.closest(SECTION));
  const unfoldTarget = () => {
    const section = targetSection();
    if (section) section.open = true;
  };

  // A packed file of several briefs shows the one that the address names (by CSS alone): the document gets its title.
  const title = document.title;
  /** @param {boolean} moved whether the reader has followed a link to it */
  const setTitle = moved => {
    if (!document.querySelector('.packed')) return;
    const target = targetElement(), brief = target?.closest('.packed');
    const heading = /** @type {HTMLElement} */ ((brief ?? document).querySelector('h1'));
    document.title = brief ? heading.textContent : title;
    if (moved && target && (target === brief || !brief)) heading.focus({ preventScroll: true });
  };

  /** Folds the sections in these nodes as the device remembers them. @param {Node[]} nodes */
  const restore = nodes => {
    /** @type {Record<string, Folds>} */
    const read = {};
    for (const node of nodes) {
      if (!(node instanceof Element)) continue;
      const sections = /** @type {HTMLDetailsElement[]} */ (node.matches(SECTION) ? [node] : [...node.querySelectorAll(SECTION)]);
      for (const section of sections) {
        const folds = read[memory.key(section)] ??= memory.read(section);
        if (typeof folds[section.id] === 'boolean') section.open = folds[section.id];
        if (section === targetSection()) section.open = true;
      }
    }
  };
  restore([document.documentElement]);
  new MutationObserver(changes => restore(changes.flatMap(({ addedNodes }) => [...addedNodes])))
    .observe(document.documentElement, { childList: true, subtree: true });

  addEventListener('hashchange', () => { unfoldTarget(); setTitle(true); });
  const whenParsed = () => { setTitle(false); showReason(); };
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', whenParsed); else whenParsed();
  addEventListener('keydown', event => {
    const menu = /** @type {HTMLDetailsElement | null} */ (document.getElementById('tools'));
    if (event.key !== 'Escape' || !menu?.open || event.defaultPrevented || document.querySelector('dialog[open]')) return;
    menu.open = false;
    menu.querySelector('summary')?.focus();
  });
  document.addEventListener('click', event => {
    const clicked = /** @type {Element} */ (event.target);
    const link = /** @type {HTMLAnchorElement | null} */ (clicked.closest?.('a[href^="#"]'));
    if (link && link.hash === location.hash) unfoldTarget();  // no hashchange comes for the same address
    const section = /** @type {HTMLDetailsElement | null | undefined} */ (clicked.closest?.('summary')?.parentElement);
    // a click (Enter and Space are clicks too) folds after this handler, hence the opposite of the present state
    if (section?.matches(SECTION)) memory.write(section, { [section.id]: !section.open });
    const button = /** @type {HTMLElement | null} */ (clicked.closest?.('button[data-fold]'));
    if (button) {
      /** @type {Folds} */
      const changes = {};
      const sections = sectionsOf(button);
      for (const each of sections) changes[each.id] = each.open = button.dataset.fold === 'open';
      if (sections.length) memory.write(sections[0], changes);
    }
  });
})();
