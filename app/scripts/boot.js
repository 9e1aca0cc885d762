// Page, once it is parsed (defer): starts PyScript when the page needs it, and shows the reader how far it is. <html
// data-foldline> has the state of Python: static -> booting -> ready | failed. This script handles waiting and failures; what a
// reader does that needs Python is in needs.js, and what Python does in reading/. See docs/using/starting.md.
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
  words.day = at => words('boot.day', { day: at.getDate(), month: new Intl.DateTimeFormat(language, { month: 'long' }).format(at), year: at.getFullYear() });
  globalThis.foldlineWords = words;

  // The page's policy lets a text become HTML or a script only through this. In Python, only reading/browser.py does so.
  /** @param {string} text */
  const same = text => text;
  const rules = { createHTML: same, createScript: same, createScriptURL: same };
  const trusted = globalThis.foldlineTrusted = globalThis.trustedTypes?.createPolicy('foldline-page', rules) ?? rules;
  const main = part('page');
  const menu = document.getElementById('tools');
  const bar = part('boot');
  const status = part('boot-words');
  const meter = /** @type {HTMLProgressElement} */ (part('boot-progress'));
  const SLOW_AFTER = 30_000;  // milliseconds: then the status says that it takes long
  const SHOW_AFTER = 400;  // milliseconds that the reader waits: then the status is shown; many starts are over by then

  /** @param {any} error */
  const lastLine = error => String(String(error?.message ?? error).trim().split('\n').at(-1));
  let slow = false;
  /** @param {string} text */
  const showStatus = text => { if (status.textContent !== text) status.textContent = text; };
  /** How much of what is loaded has come. @type {Record<string, string> | null} */
  let progress = null;
  /** Says what the reader waits for, and how far it is. */
  const tell = () => {
    const key = slow ? 'slow' : waiting || 'answer';
    showStatus(progress ? words(`boot.waiting_part.${key}`, progress) : words(`boot.waiting.${key}`));
  };

  // The address names a brief that only Python can render, so what stands in <main> is not what the reader wants.
  const needsPython = () => !page.packed && !page.editor && new URLSearchParams(location.search).has('brief');

  // The address of a brief that the reader opened from a file (see reading/local/feature.py): Python shows that, or the page again.
  const namesReadersOwn = () => /^#opened(:|$)/.test(location.hash);
  main.hidden = namesReadersOwn();

  // What such an address means, and a page that is not finished, is there only once Python has drawn it.
  const needed = page.live || page.editor || namesReadersOwn() || needsPython() || !page.finished;

  /** @type {ReturnType<typeof setTimeout>[]} */
  const timers = [];
  /** Shows how far the start is, once the reader has waited for a while. Who waits for nothing sees nothing. */
  const showBar = () => { if (waiting) timers.push(setTimeout(() => { bar.hidden = false; }, SHOW_AFTER)); };

  const later = (page.later ?? []).map(address => new URL(address, document.baseURI).href);  // now: the page's address may change
  /** Loads the scripts that no reader waits for, when the page has nothing else to do. */
  const loadLater = () => {
    for (const address of later.splice(0)) globalThis.foldlineIdle(() => document.head.append(Object.assign(document.createElement('script'), { src: trusted.createScriptURL(address) })));
  };
  globalThis.foldlineOnceAFrame = task => {
    let isDue = false;
    return () => {
      if (!isDue) requestAnimationFrame(() => { isDue = false; task(); });
      isDue = true;
    };
  };
  globalThis.foldlineIdle = task => { if ('requestIdleCallback' in globalThis) requestIdleCallback(task); else setTimeout(task, 200); };

  function ready() {
    timers.forEach(clearTimeout);
    root.dataset.foldline = 'ready';
    bar.hidden = true;
    alert.remove();  // Python runs after all
    loadLater();
  }

  const alert = document.createElement('div');
  /** What the reader waits for: the words of this name in [scripts.boot.waiting], or nothing. */
  let waiting = page.editor ? 'editor' : needed ? 'page' : '';

  /** @param {string} reason */
  function fail(reason) {
    if (root.dataset.foldline === 'failed' || root.dataset.foldline === 'ready') return;
    timers.forEach(clearTimeout);
    root.dataset.foldline = 'failed';
    bar.hidden = true;
    menu?.removeAttribute('aria-busy');
    alert.className = 'alert';
    alert.setAttribute('role', 'alert');
    const sentences = [
      words('boot.failed', { reason }),
      needsPython() ? page.advice : words('boot.complete', { advice: page.advice }),
    ];
    alert.append(...sentences.map(text => Object.assign(document.createElement('p'), { textContent: text })));
    main.hidden = false;
    if (needsPython()) main.replaceChildren(alert); else main.append(alert);
    if (waiting) showAlert();
    loadLater();
  }
  function showAlert() {
    alert.tabIndex = -1;
    for (const panel of document.querySelectorAll('dialog[open]')) /** @type {HTMLDialogElement} */ (panel).close();  // it would cover this
    alert.focus();
  }

  addEventListener('foldline:progress', ({ detail: { step, loaded = 0, total } }) => {
    if (total) meter.value = Math.min(1, loaded / total); else meter.removeAttribute('value');
    progress = step === 'loading' && total && loaded < total ? { loaded: words.megabytes(loaded), total: words.megabytes(total) } : null;
    tell();
  });
  document.addEventListener('foldline:ready', ready);
  document.addEventListener('foldline:answers', () => menu?.removeAttribute('aria-busy'));
  addEventListener('foldline:failed', event => fail(event.detail));
  // Until the interpreter runs, it handles its own errors: it has slower ways to start, and reports when all have failed.
  let interpreterRuns = false;
  addEventListener('foldline:interpreter', () => { interpreterRuns = true; });
  addEventListener('error', event => { if (interpreterRuns && !(event.target instanceof Element)) fail(event.message); });
  addEventListener('unhandledrejection', event => { if (interpreterRuns) fail(lastLine(event.reason)); });

  const noDatabase = () => fail(words('boot.reasons.no_database'));

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
    if (globalThis.foldlineCarried) return globalThis.foldlineCarried.open();
    const { interpreter, pyscript } = await hasSnapshot() ? /** @type {{ interpreter: string, pyscript: string }} */ (page.snapshot) : page;
    return { interpreter: new URL(interpreter, document.baseURI).href, pyscript };
  }
  /** Returns whether the checkout's runtime is there with its snapshot, from which a start is as fast as on a site. */
  async function hasSnapshot() {
    if (!page.snapshot) return false;
    try { return (await fetch(page.snapshot.interpreter, { method: 'HEAD', cache: 'no-cache' })).ok; } catch { return false; }
  }

  async function load() {
    const { interpreter, pyscript } = await addresses();
    // the checkout without a snapshot has its configuration in a file, which names the interpreter
    const plain = typeof page.config === 'string' && pyscript === page.pyscript;
    // PyScript as it is published opens a database when it starts. Where that is forbidden, it stops without an error.
    if (plain) try { indexedDB.databases?.().catch(noDatabase); } catch { noDatabase(); }
    import(interpreter).catch(error => fail(lastLine(error)));  // it starts Python before PyScript calls it
    const python = document.createElement('script');
    python.type = 'py';
    python.setAttribute('config', plain ? String(page.config) : JSON.stringify({ interpreter }));
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
  const painted = () => new Promise(resolve => {
    requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = resolve; channel.port2.postMessage(null); });
    setTimeout(resolve, PAINT_LIMIT);
  });

  function start() {
    root.dataset.foldline = 'booting';
    menu?.setAttribute('aria-busy', 'true');
    timers.push(setTimeout(() => { slow = true; tell(); }, SLOW_AFTER));
    showBar();
    tell();
    if (needsPython()) main.replaceChildren();
    if (!globalThis.WebAssembly) fail(words('boot.reasons.no_webassembly'));
    else (page.live ? Promise.resolve() : painted()).then(load).catch(error => fail(lastLine(error)));
  }

  // Asks for Python. Its detail is "waiting" where the reader waits for an answer.
  addEventListener('foldline:start', event => {
    const state = root.dataset.foldline;
    const { detail } = /** @type {CustomEvent<string | undefined>} */ (event);
    if (detail) waiting = detail === 'files' ? 'files' : waiting || 'answer';
    if (state === 'static') start();
    else if (waiting && state === 'booting') { tell(); showBar(); }
    else if (waiting && state === 'failed') showAlert();
  });
  addEventListener('hashchange', () => {
    if (root.dataset.foldline !== 'static' || !namesReadersOwn()) return;
    main.hidden = true;
    waiting = 'page';
    start();
  });
  if (needed || page.python === 'eager') start();
  else if (document.readyState === 'complete') loadLater(); else addEventListener('load', loadLater);
})();
