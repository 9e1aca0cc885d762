// Page, after boot.js (defer): asks for Python when the reader needs it, or when it costs the reader nothing, and holds what the
// reader gives and clicks until Python answers. docs/using/starting.md has the rule. Links need no Python: this fetches the page
// that a link leads to a moment before the click.
(() => {
  const root = document.documentElement;
  const menu = /** @type {HTMLDetailsElement} */ (document.getElementById('tools'));
  /** @type {PageFacts} */
  const page = JSON.parse(String(document.getElementById('foldline-page')?.textContent));

  /** Asks for Python. @param {string} [how] "files" where the reader waits for what was opened, "waiting" for another answer */
  const ask = how => dispatchEvent(new CustomEvent('foldline:start', { detail: how }));
  let answers = false;  // whether Python answers all that the menu offers
  /** What the reader asked for before that: the last counts. @type {(() => void) | null} */
  let waitingAct = null;
  globalThis.foldlineAsk = act => {
    if (answers) { act(); return; }
    waitingAct = act;
    ask('waiting');
  };
  document.addEventListener('foldline:answers', () => {
    answers = true;
    waitingAct?.();
    waitingAct = null;
  });
  /** Returns the element of an event's target that matches, or the nearest one around it. @param {Event} event @param {string} selector */
  const near = ({ target }, selector) => /** @type {HTMLElement | null} */ (target instanceof Element ? target.closest(selector) : null);

  // ---- files and texts, which wait in `foldlineFiles` until Python takes them

  /** @type {unknown[]} */
  const files = globalThis.foldlineFiles = [];
  /** @param {unknown[]} detail */
  const give = detail => { if (detail.length) dispatchEvent(new CustomEvent('foldline:files', { detail })); };
  addEventListener('foldline:files', ({ detail }) => {
    files.push(...detail);
    ask('files');
  });

  // The browser itself would leave the page for a dropped file, and a folder can only be read while the drop event is handled.
  const DRAG_ENDS_AFTER = 600;  // milliseconds without an event: they come more often over the page, and none says that a drag has left
  /** @type {ReturnType<typeof setTimeout>} */
  let dragEnds;
  /** What is dragged, where there are files in it. @param {DragEvent} event */
  const draggedFiles = ({ dataTransfer }) => (dataTransfer?.types.includes('Files') ? dataTransfer : null);
  addEventListener('dragover', event => {
    const dragged = draggedFiles(event);
    if (!dragged) return;
    event.preventDefault();
    dragged.dropEffect = 'copy';
    root.dataset.dropping = globalThis.foldlineWords('boot.drop');
    clearTimeout(dragEnds);
    dragEnds = setTimeout(() => { delete root.dataset.dropping; }, DRAG_ENDS_AFTER);
  });
  addEventListener('drop', event => {
    const dragged = draggedFiles(event);
    if (!dragged) return;
    event.preventDefault();
    delete root.dataset.dropping;
    give([...dragged.items].filter(item => item.kind === 'file').map(item => {
      const entry = item.webkitGetAsEntry?.();
      if (!entry?.isDirectory) return item.getAsFile();
      return item.getAsFileSystemHandle?.().catch(() => entry) ?? entry;  // in Chromium, a page from a file can't read an entry
    }));
  });

  /** @param {string} id */
  const input = id => /** @type {HTMLInputElement | null} */ (document.getElementById(id));
  const picker = input('local-files'), folder = input('local-folder');
  document.addEventListener('change', event => {
    const picked = /** @type {HTMLInputElement | null} */ (near(event, 'input[type=file]'));
    if (!picked?.files) return;
    const found = [...picked.files];
    picked.value = '';  // so that the same file can be picked again
    give(found);
  });
  if (folder && 'webkitdirectory' in folder) {
    folder.webkitdirectory = true;
    document.querySelector('[data-local="folder"]')?.removeAttribute('hidden');
  }

  /** Returns whether text that was pasted on the page, and into no field, is to be opened: JSON, or a few lines at least.
   *  @param {string} text */
  const seemsAStory = text => /^[\ufeff\s]*(\{|\[\{)/.test(text) || text.split(/[\n\r\v\f\u0085\u2028\u2029]/).filter(line => line.trim()).length > 2;
  document.addEventListener('paste', event => {
    const data = event.clipboardData;
    if (!data || page.editor || near(event, 'input, textarea, [contenteditable]')) return;
    const endings = picker?.accept.split(',') ?? [];
    const found = [...data.files].filter(({ name }) => endings.some(ending => name.toLowerCase().endsWith(ending)));
    const text = data.getData('text/plain');
    if (found.length) give(found);
    else if (seemsAStory(text)) { event.preventDefault(); give([text]); }
  });

  // ---- what the menu offers

  const OFFERS = '[data-local], [data-save], [data-embed="open"]';
  document.addEventListener('click', event => {
    const button = near(event, OFFERS), kind = button?.dataset.local;
    if (kind === 'files' || kind === 'folder') (kind === 'files' ? picker : folder)?.click();
    else if (button && !answers) {
      event.stopPropagation();  // some of Python may listen already: it would answer twice
      globalThis.foldlineAsk(() => button.click());
    }
  }, true);
  if (location.protocol === 'file:') document.getElementById('tools-embed')?.setAttribute('hidden', '');

  // ---- the first touch: Python has started by the time that the reader has chosen or typed

  document.addEventListener('pointerdown', event => { if (near(event, '#tools > summary, #shelf-search')) ask(); });
  document.addEventListener('focusin', event => { if (near(event, '#shelf-search')) ask(); });
  menu.addEventListener('toggle', () => { if (menu.open) ask(); });
  addEventListener('pageshow', () => { if (input('shelf-search')?.value) ask(); });  // what the browser has kept, or was typed before

  // ---- when it costs nothing

  const CORES = 4, MEMORY = 4;  // gigabytes
  const RATE = 10;              // megabits a second: what Python needs is there in less than ten seconds
  const SMALL_FILE_RATE = 2;    // the same of small files, whose time is mostly that of the way there and back
  /** Returns how fast the fastest file of this page came, in megabits a second; 0 where all came from a cache. */
  const measuredRate = () => {
    const loads = /** @type {PerformanceResourceTiming[]} */ ([...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]);
    return Math.max(...loads.map(({ transferSize, requestStart, responseEnd }) => (transferSize && requestStart ? transferSize * 8 / 1000 / (responseEnd - requestStart) : 0)));
  };
  const isFree = () => {
    const { connection, deviceMemory = MEMORY, hardwareConcurrency = 0 } = navigator;
    const computer = matchMedia('(any-pointer: fine)').matches && hardwareConcurrency >= CORES && deviceMemory >= MEMORY;
    if (!computer || document.visibilityState !== 'visible') return false;
    if (globalThis.foldlineCarried || location.protocol === 'file:') return true;  // nothing is transferred
    if (connection?.saveData || matchMedia('(prefers-reduced-data: reduce)').matches) return false;
    if (connection) return connection.type !== 'cellular' && connection.effectiveType === '4g' && (connection.downlink ?? 0) >= RATE;
    return measuredRate() >= SMALL_FILE_RATE;
  };
  const CALM = 2000;  // milliseconds after the page has loaded
  const startWhereFree = () => setTimeout(() => globalThis.foldlineIdle(() => { if (isFree()) ask(); }), CALM);
  const whenLoaded = () => {
    if (document.prerendering) document.addEventListener('prerenderingchange', startWhereFree, { once: true });
    else startWhereFree();
  };
  if (page.python !== 'needed') {
    if (document.readyState === 'complete') whenLoaded(); else addEventListener('load', whenLoaded);
  }

  // ---- links

  const fetched = new Set([location.href]);
  /** Fetches the page of this site that one of the page's own links leads to; an address in a brief may do anything.
   *  @param {Event} event */
  const prefetch = event => {
    const link = /** @type {HTMLAnchorElement | null} */ (near(event, 'a[data-slug], a.wordmark'));
    if (!page.finished || page.packed || !link) return;
    const [address] = link.href.split('#');
    if (link.origin !== location.origin || fetched.has(address)) return;
    fetched.add(address);
    document.head.append(Object.assign(document.createElement('link'), { rel: 'prefetch', href: address }));
  };
  if (location.protocol !== 'file:') for (const type of ['pointerdown', 'pointerover', 'focusin']) document.addEventListener(type, prefetch, { passive: true });
})();
