// Page, once it is parsed (defer): sharing, which needs no Python, closing the menu by a click beside it, and the panel for
// publishers. It listens on the document: any button with `data-share` shares the page. Once words of a brief are selected, it
// loads passing.js.
(() => {
  /** @param {string} key @param {Record<string, string | number>} [values] */
  const words = (key, values) => globalThis.foldlineWords(key, values);

  // ---- sharing

  /** Returns the address to share: the one that the publisher calls the page's own, and the place in it that is open. */
  const address = () => {
    const own = /** @type {HTMLLinkElement | null} */ (document.querySelector('link[rel=canonical]'));
    return (own && !location.search ? own.href : location.href.split('#')[0]) + location.hash;
  };
  // A file has no address for others, and neither has a brief that the reader opened from one.
  const canShare = () => location.protocol !== 'file:' && !/^#opened(:|$)/.test(location.hash);
  const showButtons = () => document.documentElement.toggleAttribute('data-no-share', !canShare());
  addEventListener('hashchange', showButtons);
  showButtons();

  const TOAST_LASTS = 5000;  // milliseconds
  const toast = Object.assign(document.createElement('p'), { className: 'toast' });
  toast.setAttribute('role', 'status');
  /** @type {ReturnType<typeof setTimeout>} */
  let toastEnds;
  /** Says a sentence at the foot of the window. @param {string} sentence */
  function say(sentence) {
    if (!toast.isConnected) document.body.append(toast);
    clearTimeout(toastEnds);
    toast.textContent = '';
    setTimeout(() => { toast.textContent = sentence; });  // what is there already is not read aloud when it is added
    toastEnds = setTimeout(() => { toast.textContent = ''; }, TOAST_LASTS);
  }
  globalThis.foldlineSay = say;
  async function share() {
    const url = address();
    if (navigator.share) {
      try {
        await navigator.share({ title: document.title, url });
        return;
      } catch (error) {
        if (error instanceof Error && error.name === 'AbortError') return;  // the reader has closed the system's sheet
      }
    }
    try {
      await navigator.clipboard.writeText(url);
      say(words('menu.copied'));
    } catch { say(words('menu.copy', { address: url })); }  // no clipboard here, or the reader said no
  }

  // ---- passing on words

  /** @type {PageFacts} */
  const { passing, editor } = JSON.parse(String(document.getElementById('foldline-page')?.textContent));
  const whenSelected = () => {
    const at = getSelection()?.anchorNode?.parentElement;
    if (!passing || editor || !at?.closest('.brief') || getSelection()?.isCollapsed) return;
    document.removeEventListener('selectionchange', whenSelected);
    document.head.append(Object.assign(document.createElement('script'), { src: globalThis.foldlineTrusted.createScriptURL(passing) }));
  };
  document.addEventListener('selectionchange', whenSelected);

  // ---- the menu, and the panel for publishers

  const publishers = () => /** @type {HTMLDialogElement | null} */ (document.getElementById('publishers'));
  addEventListener('foldline:files', () => publishers()?.close());  // what was opened there is shown in the page

  document.addEventListener('click', event => {
    const clicked = event.target instanceof Element ? event.target : null;
    const menu = /** @type {HTMLDetailsElement | null} */ (document.getElementById('tools'));
    const opener = /** @type {HTMLElement | null} */ (clicked?.closest('[data-publishers]') ?? null);
    if (clicked?.closest('button[data-share]')) {
      closeMenu(menu);
      share();
    } else if (opener && opener.dataset.publishers !== 'close') {
      closeMenu(menu);
      publishers()?.showModal();  // when it closes, the browser puts the focus back on the menu
    } else if (opener || clicked?.closest('#publishers :is([data-embed], [data-local="text"])')) publishers()?.close();
    else if (event.isTrusted && clicked?.isConnected && !clicked.closest('#tools, dialog')) closeMenu(menu);
  });
  /** Closes the menu. The focus, where it is within, goes to what opens it. @param {HTMLDetailsElement | null} menu */
  function closeMenu(menu) {
    if (!menu?.open) return;
    if (menu.contains(document.activeElement)) menu.querySelector('summary')?.focus({ preventScroll: true });
    menu.open = false;
  }
})();
