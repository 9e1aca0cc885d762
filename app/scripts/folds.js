// Folding that must not wait for Python: restores what this device remembers before the first paint, remembers what
// the reader folds, opens and closes all, and unfolds the section that an address names. It may run before the document
// is parsed, or in the midst of it, or after.
(() => {

  // Storage may throw (a sandboxed frame, a full disk, a browser told to keep nothing): reading then goes on without.
  const memory = {
    key: section => `foldline:folds:${section.closest('[data-slug]')?.dataset.slug ?? ''}`,
    // of a brief of the reader's own (see reading/local/feature.py) nothing stays on the device unasked
    of: key => (key.startsWith('foldline:folds:opened:') ? sessionStorage : localStorage),
    /** What is kept, by id; null where another version wrote what this one can't read: that stays as it is. */
    kept(key) {
      const text = this.of(key).getItem(key);
      if (text === null) return {};
      try {
        const found = JSON.parse(text);
        if (found && typeof found === 'object' && !Array.isArray(found)) return found;
      } catch { /* no JSON */ }
      say('what is kept of this brief was written by another version, and is left as it is');
      return null;
    },
    read(section) {
      try { return this.kept(this.key(section)) ?? {}; } catch { return {}; }
    },
    write(section, changes) {
      try {
        const key = this.key(section), kept = this.kept(key);  // read again: another tab may have written meanwhile
        if (kept) this.of(key).setItem(key, JSON.stringify({ ...kept, ...changes }));
      } catch (error) {
        say(error?.name === 'QuotaExceededError' ? 'there is no room left for it' : 'this browser keeps nothing for this page');
      }
    },
  };

  let reason = '';
  /** Says in the menu, where there is one, why folding is not remembered. */
  const say = (why = reason) => {
    reason = why;
    const line = document.getElementById('folds-said');
    if (line) Object.assign(line, { hidden: !why, textContent: `What you fold is not remembered: ${why}.` });
  };

  const SECTION = 'details.section';
  // of the brief that a button belongs to, where a document holds several
  const beside = node => [...(node.closest('.brief') ?? document).querySelectorAll(SECTION)];
  const named = () => {
    try {
      return document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {
      return null;  // a malformed %-sequence
    }
  };
  const target = () => named()?.closest(SECTION);
  const unfoldTarget = () => {
    const section = target();
    if (section) section.open = true;
  };

  // A packed file of several briefs shows the one that the address names (by CSS alone): the document is called after it.
  const title = document.title;
  const nameShown = moved => {
    if (!document.querySelector('.packed')) return;
    const shown = named(), brief = shown?.closest('.packed');
    const heading = (brief ?? document).querySelector('h1');
    document.title = brief ? heading.textContent : title;
    if (moved && shown && (shown === brief || !brief)) heading.focus({ preventScroll: true });
  };

  const restore = nodes => {
    const read = new Map();
    for (const node of nodes) {
      if (node.nodeType !== 1) continue;
      const found = node.matches(SECTION) ? [node] : node.querySelectorAll(SECTION);
      for (const section of found) {
        const key = memory.key(section);
        if (!read.has(key)) read.set(key, memory.read(section));
        const kept = read.get(key);
        if (typeof kept[section.id] === 'boolean') section.open = kept[section.id];
        if (section === target()) section.open = true;
      }
    }
  };
  restore([document.documentElement]);
  new MutationObserver(changes => restore(changes.flatMap(({ addedNodes }) => [...addedNodes])))
    .observe(document.documentElement, { childList: true, subtree: true });

  addEventListener('hashchange', () => { unfoldTarget(); nameShown(true); });
  const parsed = () => { nameShown(false); say(); };
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', parsed); else parsed();
  addEventListener('keydown', event => {
    const menu = document.getElementById('tools');
    if (event.key !== 'Escape' || !menu?.open || event.defaultPrevented || document.querySelector('dialog[open]')) return;
    menu.open = false;
    menu.firstElementChild.focus();
  });
  document.addEventListener('click', event => {
    const link = event.target.closest?.('a[href^="#"]');
    if (link && link.hash === location.hash) unfoldTarget();  // no hashchange comes for the same address
    const section = event.target.closest?.('summary')?.parentElement;
    // a click (Enter and Space are clicks too) folds after this handler, hence the opposite of what is
    if (section?.matches(SECTION)) memory.write(section, { [section.id]: !section.open });
    const button = event.target.closest?.('button[data-fold]');
    if (button) {
      const changes = {}, found = beside(button);
      for (const each of found) changes[each.id] = each.open = button.dataset.fold === 'open';
      if (found.length) memory.write(found[0], changes);
    }
  });
})();
