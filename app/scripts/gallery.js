// Page with pictures, when it has nothing else to do; packed files from the start: shows a picture large, in a dialog with all
// pictures of its story, to leaf through by buttons, arrow keys and swiping. Without this script, the link around a picture leads
// to its file. It needs the words that boot.js makes.
(() => {
  if (globalThis.foldlineGallery) return;
  globalThis.foldlineGallery = true;
  const OPENER = '.photo-open';
  /** @param {Event} event @param {string} selector */
  const near = ({ target }, selector) => /** @type {HTMLElement | null} */ (target instanceof Element ? target.closest(selector) : null);
  /** @template {keyof HTMLElementTagNameMap} K @param {K} name @param {Partial<HTMLElementTagNameMap[K]>} [properties] @param {Node[]} children */
  const make = (name, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children);
    return made;
  };

  /** Copies a picture with its caption. @param {HTMLElement} opener */
  const enlarged = opener => {
    const image = /** @type {HTMLImageElement} */ (/** @type {Element} */ (opener.querySelector('img')).cloneNode());
    image.removeAttribute('fetchpriority');
    image.loading = 'lazy';
    image.sizes = '100vw';
    const caption = opener.closest('figure')?.querySelector('figcaption');
    return make('figure', {}, image, ...caption ? [caption.cloneNode(true)] : []);
  };

  /** Shows a picture large. @param {HTMLElement} opener the link around it */
  function open(opener) {
    const words = globalThis.foldlineWords;
    const article = /** @type {HTMLElement} */ (opener.closest('.brief') ?? document.body);
    const openers = /** @type {HTMLElement[]} */ ([...article.querySelectorAll(OPENER)]).filter(each => each === opener || each.checkVisibility());
    const figures = openers.map(enlarged), strip = make('div', { className: 'gallery-strip', role: 'group', tabIndex: 0, ariaLabel: words('gallery.title') }, ...figures);
    const count = make('p');
    count.setAttribute('role', 'status');
    /** @param {string} label @param {string} sign @param {() => void} onclick */
    const button = (label, sign, onclick) => {
      const made = make('button', { type: /** @type {const} */ ('button'), className: 'gallery-arrow', onclick, ariaLabel: label, title: label });
      made.append(sign);
      return made;
    };
    const previous = button(words('gallery.previous'), '←', () => show(current - 1));
    const next = button(words('gallery.next'), '→', () => show(current + 1));
    const close = make('button', { type: /** @type {const} */ ('button'), autofocus: true, textContent: words('gallery.close'), onclick: () => dialog.close() });
    const arrows = openers.length > 1 ? [previous, next] : [];
    const dialog = make('dialog', { className: 'gallery-large', lang: article.lang, dir: article.dir, ariaLabel: words('gallery.title') },
      make('div', { className: 'gallery-bar' }, count, ...arrows, close), strip);

    let current = openers.indexOf(opener);
    const calm = matchMedia('(prefers-reduced-motion: reduce)');
    /** Notes which picture is in view. @param {number} at */
    const settle = at => {
      current = at;
      if (openers.length > 1) count.textContent = words('gallery.count', { number: at + 1, total: openers.length });
      previous.ariaDisabled = String(at === 0);
      next.ariaDisabled = String(at === openers.length - 1);
      figures.forEach((each, number) => { each.inert = number !== at; });
    };
    /** @param {number} at @param {ScrollBehavior} [behavior] */
    const show = (at, behavior = calm.matches ? 'instant' : 'smooth') => {
      at = Math.min(Math.max(at, 0), openers.length - 1);
      figures[at].scrollIntoView({ behavior, inline: 'center', block: 'nearest' });
      settle(at);
    };
    // after a swipe; what a button or a key asked for is known already
    strip.addEventListener('scrollend', () => {
      const middle = strip.getBoundingClientRect().left + strip.clientWidth / 2;
      const at = figures.findIndex(each => { const { left, right } = each.getBoundingClientRect(); return left <= middle && middle < right; });
      if (at >= 0 && at !== current) settle(at);
    });
    addEventListener('resize', () => { if (dialog.open) show(current, 'instant'); });

    dialog.addEventListener('keydown', event => {
      event.stopPropagation();  // no key of the page below acts
      if (event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const forward = dialog.dir === 'rtl' ? -1 : 1;
      /** @type {Record<string, number>} */
      const steps = { ArrowRight: forward, ArrowLeft: -forward, PageDown: 1, PageUp: -1, Home: -Infinity, End: Infinity };
      if (!(event.key in steps)) return;
      event.preventDefault();
      show(current + steps[event.key]);
    });
    dialog.addEventListener('click', event => {
      if (!near(event, 'img, figcaption, .gallery-bar') || near(event, 'a[href^="#"]')) dialog.close();
    });
    dialog.addEventListener('close', () => {
      dialog.remove();
      openers[current].focus({ preventScroll: true });
      openers[current].scrollIntoView({ block: 'nearest', inline: 'nearest' });
    });
    document.body.append(dialog);
    dialog.showModal();
    show(current, 'instant');
  }

  document.addEventListener('click', event => {
    const opener = near(event, OPENER);
    if (!opener || event.defaultPrevented || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    open(opener);
  });
  document.addEventListener('keydown', event => {
    const opener = near(event, `${OPENER}[role=button]`);
    if (!opener || !['Enter', ' '].includes(event.key)) return;
    event.preventDefault();
    open(opener);
  });
  // A packed file holds its pictures in itself, so no link leads to them.
  const attach = () => {
    for (const each of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(`${OPENER}:not([aria-haspopup])`))) {
      each.ariaHasPopup = 'dialog';
      if (each.localName !== 'a') { each.setAttribute('role', 'button'); each.tabIndex = 0; }
    }
  };
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', attach); else attach();
  new MutationObserver(attach).observe(document.documentElement, { childList: true, subtree: true });
})();
