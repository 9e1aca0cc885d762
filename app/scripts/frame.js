// Frame of a brief, before the first paint: shows the brief as the address's fragment says (sections, open and theme, the
// attributes of <foldline-brief>). It sends its height and its folds to the host page, but only after that has sent "hello".
(() => {
  const options = new URLSearchParams(location.hash.slice(1));
  const root = document.documentElement;
  /** @param {string} option */
  const names = option => (options.get(option) ?? '').replaceAll('_', '-').split(/[\s,]+/).filter(Boolean);
  const theme = options.get('theme') ?? '';
  if (/^(light|dark)$/.test(theme) && !root.dataset.theme) root.style.colorScheme = theme;  // what the reader chose on this site wins

  /** @type {MessagePort | undefined} */
  let port;    // to the page that sent "hello"
  /** @param {object} message */
  const send = message => port?.postMessage(message);
  const sendHeight = () => send({ height: Math.ceil(root.offsetHeight) });
  addEventListener('message', ({ source, data, ports }) => {
    if (source !== parent || parent === self || data?.foldline !== 'hello') return;
    [port] = ports;
    sendHeight();
    send({ ready: true });
  });

  function start() {
    const all = /** @type {HTMLDetailsElement[]} */ ([...document.querySelectorAll('.section')]);
    if (options.has('sections')) {
      const kept = names('sections').flatMap(name => all.find(({ id }) => id === name) ?? []);
      all[0]?.parentElement?.append(...kept);
      for (const each of all) if (!kept.includes(each)) each.remove();
    }
    if (options.has('open')) for (const each of all) each.open = options.get('open') === 'all' || names('open').includes(each.id);
    // a link opens a page of its own: the frame may be narrow, and many pages refuse to be shown in one
    const links = /** @type {NodeListOf<HTMLAnchorElement>} */ (document.querySelectorAll('a[href]:not([href^="#"])'));
    for (const link of links) { link.target = '_blank'; link.relList.add('noopener'); }
    const folds = new Map(all.map(each => [each, each.open]));
    document.addEventListener('toggle', event => {
      const section = /** @type {HTMLDetailsElement} */ (event.target);
      if (!folds.has(section) || folds.get(section) === section.open) return;
      folds.set(section, section.open);
      send({ section: section.id, open: section.open });
    }, true);
    new ResizeObserver(sendHeight).observe(document.body);
  }
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', start); else start();
})();
