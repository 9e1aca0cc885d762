// Page, once it is parsed (defer): starts PyScript and shows the reader how far it is. <html data-foldline> has the state
// of Python: static -> booting -> ready | failed. This script handles waiting and failures; what Python does is in reading/.
(() => {
  const root = document.documentElement;
  /** @param {string} id */
  const part = id => /** @type {HTMLElement} */ (document.getElementById(id));
  /** @param {string} id */
  const data = id => JSON.parse(String(part(id).textContent));
  /** @type {PageFacts} */
  const page = data('foldline-page');

  // The words of all scripts of this page (see docs/contributing/words.md). They are made here, since every page that has
  // words for scripts has this one. What Intl makes is made when it is needed first: most starts are over without it.
  /** @type {PageWords} */
  const { language, words: messages } = data('foldline-words');
  /** @type {ScriptWords} */
  const words = (key, values = {}) => {
    const message = messages[key];
    const text = typeof message === 'string' ? message : message[new Intl.PluralRules(language).select(Number(values.n))] ?? message.other;
    return text.replace(/\{(\w+)(:number)?\}/g, (_, name, grouped) => (grouped ? Number(values[name]).toLocaleString(language) : String(values[name])));
  };
  /** @type {Intl.NumberFormat | undefined} */
  let tenths;
  words.megabytes = bytes => (tenths ??= new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 })).format(bytes / 1e6);
  globalThis.foldlineWords = words;

  // The page's policy lets a text become HTML or a script only through this. In Python, only reading/browser.py does so.
  /** @param {string} text */
  const same = text => text;
  const rules = { createHTML: same, createScript: same, createScriptURL: same };
  const trusted = globalThis.foldlineTrusted = globalThis.trustedTypes?.createPolicy('foldline-page', rules) ?? rules;
  const main = part('page');
  const bar = part('boot');
  const status = part('boot-words');
  const meter = /** @type {HTMLProgressElement} */ (part('boot-progress'));
  const SLOW_AFTER = 30_000;  // milliseconds: then the status says that it takes long
  const SHOW_AFTER = 1_000;  // milliseconds: then the status of a finished page is shown; most starts are over by then

  /** @param {any} error */
  const lastLine = error => String(String(error?.message ?? error).trim().split('\n').at(-1));
  let slow = false;
  /** @param {string} text */
  const showStatus = text => { if (status.textContent !== text) status.textContent = text; };

  // The address names a brief that only Python can render, so what stands in <main> is not what the reader wants.
  const needsPython = () => !page.packed && !page.editor && new URLSearchParams(location.search).has('brief');

  // The address of a brief that the reader opened from a file (see reading/local/feature.py): Python shows that, or the page again.
  const readersOwn = /^#opened(:|$)/.test(location.hash);
  main.hidden = readersOwn;

  const timers = [
    setTimeout(() => { bar.hidden = false; }, needsPython() || readersOwn ? 0 : SHOW_AFTER),
    setTimeout(() => { slow = true; showStatus(words('boot.slow')); }, SLOW_AFTER),
  ];

  const offline = page.offline && new URL(page.offline, document.baseURI).href;  // resolved now: the page's address may change
  /** @param {() => void} task */
  const whenIdle = task => { if ('requestIdleCallback' in globalThis) requestIdleCallback(task); else setTimeout(task, 200); };
  /** Loads offline.js, which no reader waits for. */
  const loadOffline = () => {
    if (offline) whenIdle(() => document.head.append(Object.assign(document.createElement('script'), { src: trusted.createScriptURL(offline) })));
  };

  function ready() {
    timers.forEach(clearTimeout);
    root.dataset.foldline = 'ready';
    bar.hidden = true;
    alert.remove();  // Python runs after all
    loadOffline();
  }

  const alert = document.createElement('div');

  /** @param {string} reason */
  function fail(reason) {
    if (root.dataset.foldline === 'failed' || root.dataset.foldline === 'ready') return;
    timers.forEach(clearTimeout);
    root.dataset.foldline = 'failed';
    bar.hidden = true;
    alert.className = 'alert';
    alert.setAttribute('role', 'alert');
    const sentences = [
      words('boot.failed', { reason }),
      needsPython() ? page.advice : words('boot.complete', { advice: page.advice }),
    ];
    alert.append(...sentences.map(text => Object.assign(document.createElement('p'), { textContent: text })));
    main.hidden = false;
    if (needsPython()) main.replaceChildren(alert); else main.append(alert);
    loadOffline();
  }

  addEventListener('foldline:progress', ({ detail: { step, loaded = 0, total } }) => {
    if (total) meter.value = Math.min(1, loaded / total); else meter.removeAttribute('value');
    if (step === 'loading' && total && loaded < total) {
      const sizes = { loaded: words.megabytes(loaded), total: words.megabytes(total) };
      showStatus(slow ? words('boot.slow_part', sizes) : words('boot.loading_part', sizes));
    } else {
      showStatus(slow ? words('boot.slow') : words(`boot.steps.${step}`));
    }
  });
  document.addEventListener('foldline:ready', ready);
  addEventListener('foldline:failed', event => fail(event.detail));
  // Until the interpreter runs, it handles its own errors: it has slower ways to start, and reports when all have failed.
  let interpreterRuns = false;
  addEventListener('foldline:interpreter', () => { interpreterRuns = true; });
  addEventListener('error', event => { if (interpreterRuns && !(event.target instanceof Element)) fail(event.message); });
  addEventListener('unhandledrejection', event => { if (interpreterRuns) fail(lastLine(event.reason)); });

  root.dataset.foldline = 'booting';
  showStatus(words('boot.starting'));
  if (needsPython()) main.replaceChildren();

  // PyScript as it is published opens a database when it starts. Where that is forbidden, it stops without an error. Only the
  // checkout has that PyScript.
  const noDatabase = () => fail(words('boot.reasons.no_database'));
  if (typeof page.config === 'string') try { indexedDB.databases?.().catch(noDatabase); } catch { noDatabase(); }

  // Files that are dropped here, or come from the system, wait in `foldlineFiles` until Python takes them. The browser
  // itself would leave the page for a dropped file, and a folder can only be read while the drop event is handled.
  /** @type {unknown[]} */
  const files = globalThis.foldlineFiles = [];
  addEventListener('foldline:files', ({ detail }) => files.push(...detail));
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
    root.dataset.dropping = '';
    clearTimeout(dragEnds);
    dragEnds = setTimeout(() => { delete root.dataset.dropping; }, DRAG_ENDS_AFTER);
  });
  addEventListener('drop', event => {
    const dragged = draggedFiles(event);
    if (!dragged) return;
    event.preventDefault();
    delete root.dataset.dropping;
    const detail = [...dragged.items].filter(item => item.kind === 'file').map(item => {
      const entry = item.webkitGetAsEntry?.();
      if (!entry?.isDirectory) return item.getAsFile();
      return item.getAsFileSystemHandle?.().catch(() => entry) ?? entry;  // in Chromium, a page from a file can't read an entry
    });
    dispatchEvent(new CustomEvent('foldline:files', { detail }));
  });

  if (!globalThis.WebAssembly) { fail(words('boot.reasons.no_webassembly')); return; }

  /** Returns the addresses of the two modules. A page from a file gets them from the texts that it, or carried.js, holds. */
  async function addresses() {
    if (!globalThis.foldlineCarried && location.protocol === 'file:') {
      await new Promise((resolve, reject) => {
        const carried = document.createElement('script');
        carried.src = trusted.createScriptURL(`${page.runtime}carried.js`);
        carried.onload = resolve;
        carried.onerror = () => reject(new Error(words('boot.reasons.no_carried')));
        document.head.append(carried);
      });
    }
    return globalThis.foldlineCarried?.open() ?? { interpreter: new URL(page.interpreter, document.baseURI).href, pyscript: page.pyscript };
  }

  async function start() {
    const { interpreter, pyscript } = await addresses();
    import(interpreter).catch(error => fail(lastLine(error)));  // it starts Python before PyScript calls it
    const python = document.createElement('script');
    python.type = 'py';
    python.setAttribute('config', typeof page.config === 'string' ? page.config : JSON.stringify({ ...page.config, interpreter }));
    python.textContent = trusted.createScript('from foldline.reading.boot import start\nawait start()\n');
    const loader = document.createElement('script');
    loader.type = 'module';
    loader.src = trusted.createScriptURL(pyscript);
    loader.onerror = () => fail(words('boot.reasons.no_pyscript'));
    document.head.append(python, loader);
  }
  // The text is painted before any of Python is loaded: both need the same connection and the same processor. A page in
  // the background gets no frame, so there is a limit to that wait.
  const PAINT_LIMIT = 300;  // milliseconds
  const painted = new Promise(resolve => {
    requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = resolve; channel.port2.postMessage(null); });
    setTimeout(resolve, PAINT_LIMIT);
  });
  (page.live ? Promise.resolve() : painted).then(start).catch(error => fail(lastLine(error)));
})();
