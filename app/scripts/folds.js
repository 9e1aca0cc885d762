// Folding that must not wait for Python: restores what this device remembers before the first paint, remembers what
// the reader folds, opens and closes all, and unfolds the section that an address names.
(() => {
  const root = document.documentElement;
  root.dataset.scripts = '';

  // Storage may throw (a sandboxed frame, a full disk, a browser told to keep nothing): reading then goes on without.
  const memory = {
    key: () => `foldline:folds:${document.getElementById('page')?.dataset.slug ?? ''}`,
    read() {
      try {
        const kept = JSON.parse(localStorage.getItem(this.key()));
        return kept && typeof kept === 'object' ? kept : {};
      } catch {
        return {};
      }
    },
    write(changes) {
      try {
        localStorage.setItem(this.key(), JSON.stringify({ ...this.read(), ...changes }));
      } catch { /* not remembered, and that is all */ }
    },
  };

  const sections = () => [...document.querySelectorAll('details.section')];
  const target = () => {
    try {
      return document.getElementById(decodeURIComponent(location.hash.slice(1)))?.closest('details.section');
    } catch {
      return null;  // a malformed %-sequence
    }
  };
  const unfoldTarget = () => {
    const section = target();
    if (section) section.open = true;
  };

  new MutationObserver(changes => {
    let kept;
    for (const { addedNodes } of changes) for (const node of addedNodes) {
      if (node.nodeType !== 1) continue;
      const found = node.matches('details.section') ? [node] : node.querySelectorAll('details.section');
      for (const section of found) {
        kept ??= memory.read();
        if (typeof kept[section.id] === 'boolean') section.open = kept[section.id];
        if (section === target()) section.open = true;
      }
    }
  }).observe(root, { childList: true, subtree: true });

  addEventListener('hashchange', unfoldTarget);
  document.addEventListener('click', event => {
    const link = event.target.closest?.('a[href^="#"]');
    if (link && link.hash === location.hash) unfoldTarget();  // no hashchange comes for the same address
    const section = event.target.closest?.('summary')?.parentElement;
    // a click (Enter and Space are clicks too) folds after this handler, hence the opposite of what is
    if (section?.matches('details.section')) memory.write({ [section.id]: !section.open });
    const all = event.target.closest?.('button[data-fold]')?.dataset.fold;
    if (all) {
      const changes = {};
      for (const each of sections()) changes[each.id] = each.open = all === 'open';
      memory.write(changes);
    }
  });
})();
