// A brief in a frame: looks as the address's fragment says (sections, open, theme: what <foldline-brief> has), and tells the
// page around it how high it is, once that page has said hello. Without that, nothing is told to anybody.
(() => {
  const asked = new URLSearchParams(location.hash.slice(1));
  const root = document.documentElement;
  const names = name => asked.get(name).replaceAll('_', '-').split(/[\s,]+/).filter(Boolean);
  if (/^(light|dark)$/.test(asked.get('theme') ?? '')) root.style.colorScheme = asked.get('theme');

  let port;    // to the page that said hello
  const tell = said => port?.postMessage(said);
  const tellHeight = () => tell({ height: Math.ceil(root.offsetHeight) });
  addEventListener('message', ({ source, data, ports }) => {
    if (source !== parent || parent === self || data?.foldline !== 'hello') return;
    [port] = ports;
    tellHeight();
    tell({ ready: true });
  });

  function start() {
    const all = [...document.querySelectorAll('.section')];
    if (asked.has('sections')) {
      const kept = names('sections').map(name => all.find(({ id }) => id === name)).filter(Boolean);
      all[0]?.parentNode.append(...kept);
      for (const each of all) if (!kept.includes(each)) each.remove();
    }
    if (asked.has('open')) for (const each of all) each.open = asked.get('open') === 'all' || names('open').includes(each.id);
    // out of the frame, which may be narrow, and which many pages refuse to be shown in
    for (const link of document.querySelectorAll('a[href]:not([href^="#"])')) { link.target = '_blank'; link.relList.add('noopener'); }
    const folds = new Map(all.map(each => [each, each.open]));
    document.addEventListener('toggle', ({ target }) => {
      if (!folds.has(target) || folds.get(target) === target.open) return;
      folds.set(target, target.open);
      tell({ section: target.id, open: target.open });
    }, true);
    new ResizeObserver(tellHeight).observe(document.body);
  }
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', start); else start();
})();
