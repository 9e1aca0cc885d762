// Page and frame, before the first paint: folding, which must not wait for Python. It restores the folds and the depth that this
// device remembers, remembers those that the reader changes, and unfolds the section that an address names. What an address
// says (?depth=everything) comes before what is remembered. It may run before the document is parsed, while it is, or after.
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
  /** Returns the sections of the brief that an element belongs to: a document may hold several briefs. @param {Element} element */
  const sectionsOf = element => /** @type {Sections} */ ((element.closest('.brief') ?? document).querySelectorAll(SECTION));
  const targetId = () => {
    try {
      return decodeURIComponent(location.hash.slice(1));
    } catch {
      return '';  // a malformed %-sequence
    }
  };
  // The end of a claim's id is a digest of its words: of a link to words that have changed, the section is left.
  const targetElement = () => document.getElementById(targetId()) ?? document.getElementById(targetId().replace(/-[\da-f]{8}(-\d+)?$/, ''));
  const targetSection = () => /** @type {HTMLDetailsElement | null | undefined} */ (targetElement()?.closest(SECTION));
  const unfoldTarget = () => {
    const target = targetElement(), around = /** @type {HTMLDetailsElement | null | undefined} */ (target?.closest(`${SECTION}, .proofs`));
    const moves = target?.id !== targetId() || (around?.matches('.proofs:not([open])') ?? false);
    if (around) around.open = true;
    if (moves) target?.scrollIntoView();
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

  // --- depth: how much of each brief is unfolded. A section has the least depth at which it is open in data-depth. ------------
  /** @type {Record<string, number>} */
  const DEPTHS = { points: 1, usual: 2, everything: 3 };
  const DEPTH_KEY = 'foldline:depth', DEPTH_VERSION = 1;
  /** @param {unknown} name */
  const isDepth = name => typeof name === 'string' && Object.hasOwn(DEPTHS, name);
  const depthInAddress = () => {
    const name = new URLSearchParams(location.search).get('depth');
    return isDepth(name) ? name : null;
  };
  const depthMemory = {
    /** Returns the depth that is kept; null where another version wrote what this one can't read: that stays as it is. */
    load() {
      const text = localStorage.getItem(DEPTH_KEY);
      if (text === null) return 'usual';
      try {
        const { version, depth } = JSON.parse(text);
        if (version === DEPTH_VERSION && isDepth(depth)) return depth;
      } catch { /* no JSON */ }
      return null;
    },
    read() {
      try { return this.load() ?? 'usual'; } catch { return 'usual'; }
    },
    /** @param {string} depth */
    write(depth) {
      try {
        if (this.load() !== null) localStorage.setItem(DEPTH_KEY, JSON.stringify({ version: DEPTH_VERSION, depth }));
      } catch { /* the folds of this brief are remembered, or a line says why not */ }
    },
  };
  /** Puts a depth into the address, so that it is passed on with it; the usual depth needs no words. @param {string} depth */
  const writeDepth = depth => {
    if (/^#opened(:|$)/.test(location.hash)) return;  // a brief of the reader's own: its address means nothing elsewhere
    const address = new URL(location.href);
    address.searchParams.delete('depth');
    if (depth !== 'usual') address.searchParams.set('depth', depth);
    try {
      if (address.href !== location.href) history.replaceState(history.state, '', address);
    } catch { /* a frame whose address can't be changed */ }
  };
  /** @param {HTMLDetailsElement} section @param {string} depth */
  const isOpenAt = (section, depth) => Number(section.dataset.depth) <= DEPTHS[depth];
  let latestDepth = 'usual';
  /** Marks the choice whose sections are open; of two that are alike, the latest one. @param {ParentNode} brief */
  const markDepth = brief => {
    const buttons = /** @type {NodeListOf<HTMLElement>} */ (brief.querySelectorAll('[data-depth-choice]'));
    if (!buttons.length) return;
    const sections = /** @type {HTMLDetailsElement[]} */ ([...brief.querySelectorAll(SECTION)]);
    const found = [latestDepth, ...Object.keys(DEPTHS)].find(depth => sections.every(each => each.open === isOpenAt(each, depth)));
    for (const button of buttons) button.setAttribute('aria-pressed', String(button.dataset.depthChoice === found));
  };
  /** Unfolds the sections of a brief to a depth, and remembers it. @param {HTMLElement} button */
  const chooseDepth = button => {
    const depth = latestDepth = String(button.dataset.depthChoice), sections = sectionsOf(button);
    /** @type {Folds} */
    const changes = {};
    for (const each of sections) changes[each.id] = each.open = isOpenAt(each, depth);
    if (sections.length) memory.write(sections[0], changes);
    depthMemory.write(depth);
    writeDepth(depth);
    markDepth(button.closest('.brief') ?? document);
  };

  /** Folds the sections in these nodes as the address says, or else as the device remembers them. @param {Node[]} nodes */
  const restore = nodes => {
    const named = depthInAddress();
    /** @type {string | undefined} */
    let kept;
    /** @type {Record<string, Folds>} */
    const read = {};
    for (const node of nodes) {
      if (!(node instanceof Element)) continue;
      const sections = /** @type {HTMLDetailsElement[]} */ (node.matches(SECTION) ? [node] : [...node.querySelectorAll(SECTION)]);
      for (const section of sections) {
        const folds = named ? {} : read[memory.key(section)] ??= memory.read(section);
        const depth = latestDepth = named ?? (kept ??= depthMemory.read());
        if (typeof folds[section.id] === 'boolean') section.open = folds[section.id];
        else if (section.dataset.depth && (named || depth !== 'usual')) section.open = isOpenAt(section, depth);
        if (section === targetSection()) section.open = true;
      }
    }
  };
  restore([document.documentElement]);
  new MutationObserver(changes => restore(changes.flatMap(({ addedNodes }) => [...addedNodes])))
    .observe(document.documentElement, { childList: true, subtree: true });

  // where the query differs too, a move through the history is no hashchange in Chromium
  for (const type of ['hashchange', 'popstate']) addEventListener(type, () => { unfoldTarget(); setTitle(true); });
  const markAllDepths = () => { for (const brief of document.querySelectorAll('.brief')) markDepth(brief); };
  const whenParsed = () => { unfoldTarget(); setTitle(false); showReason(); markAllDepths(); };
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', whenParsed); else whenParsed();
  addEventListener('keydown', event => {
    const menu = /** @type {HTMLDetailsElement | null} */ (document.getElementById('tools'));
    if (event.key !== 'Escape' || !menu?.open || event.defaultPrevented || document.querySelector('dialog[open]')) return;
    menu.open = false;
    menu.querySelector('summary')?.focus();
  });
  document.addEventListener('toggle', event => {
    const section = /** @type {Element} */ (event.target);
    if (section.matches(SECTION)) markDepth(section.closest('.brief') ?? document);
  }, true);
  document.addEventListener('click', event => {
    const clicked = /** @type {Element} */ (event.target);
    const link = /** @type {HTMLAnchorElement | null} */ (clicked.closest?.('a[href^="#"]'));
    if (link && link.hash === location.hash) unfoldTarget();  // no hashchange comes for the same address
    const section = /** @type {HTMLDetailsElement | null | undefined} */ (clicked.closest?.('summary')?.parentElement);
    // a click (Enter and Space are clicks too) folds after this handler, hence the opposite of the present state
    if (section?.matches(SECTION)) {
      const folds = Object.fromEntries([...sectionsOf(section)].map(each => [each.id, each.open !== (each === section)]));
      // where the address named a depth, all is remembered as it stands: a reload would undo the reader's own fold
      memory.write(section, depthInAddress() ? folds : { [section.id]: folds[section.id] });
      writeDepth('usual');
    }
    const button = /** @type {HTMLElement | null} */ (clicked.closest?.('button[data-depth-choice]'));
    if (button) chooseDepth(button);
  });
})();
