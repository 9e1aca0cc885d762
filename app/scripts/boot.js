// Starts PyScript and tells the reader how it goes. The state of Python stands in <html data-foldline>:
// static -> booting -> ready | failed. Everything here is about waiting and failing; what Python does is in reading/.
(() => {
  const root = document.documentElement;
  const page = JSON.parse(document.getElementById('foldline-page').textContent);
  // The page's policy lets no text become HTML or a script but by way of this: see reading/browser.py for the one place that does.
  const same = text => text;
  const rules = { createHTML: same, createScript: same, createScriptURL: same };
  const trusted = globalThis.foldlineTrusted = globalThis.trustedTypes?.createPolicy('foldline-page', rules) ?? rules;
  const bar = document.getElementById('boot');
  const words = document.getElementById('boot-words');
  const meter = document.getElementById('boot-progress');
  const SLOW = 30_000;  // milliseconds until the reader is told that it takes long
  const SHOWN = 1_000;  // milliseconds until the reader of a finished page is told anything: most boots are over by then

  const lastLine = error => String(error?.message ?? error).trim().split('\n').at(-1);
  const megabytes = bytes => (bytes / 1e6).toFixed(1);
  let tooLong = false;
  const say = text => { if (words.textContent !== text) words.textContent = text; };

  // A page asked for a brief that only Python can render, so what stands in <main> is not what the reader wants.
  const needsPython = () => !page.packed && !page.editor && new URLSearchParams(location.search).has('brief');

  // An address of a brief of the reader's own (see reading/local/feature.py): Python shows that, or the page again.
  const ofReader = /^#opened(:|$)/.test(location.hash);
  document.getElementById('page').hidden = ofReader;

  const waits = [
    setTimeout(() => { bar.hidden = false; }, needsPython() || ofReader ? 0 : SHOWN),
    setTimeout(() => { tooLong = true; say('Python is taking long to start; it is still being tried'); }, SLOW),
  ];

  /** What no reader waits for, once the page has nothing else to do. */
  const offline = page.offline && new URL(page.offline, document.baseURI).href;  // now: moving changes what it is relative to
  const later = globalThis.requestIdleCallback ?? (task => setTimeout(task, 200));
  const addOffline = () => { if (offline) later(() => document.head.append(Object.assign(document.createElement('script'), { src: trusted.createScriptURL(offline) }))); };

  function ready() {
    waits.forEach(clearTimeout);
    root.dataset.foldline = 'ready';
    bar.hidden = true;
    alert.remove();  // what was thought to have ended Python has not
    addOffline();
  }

  const alert = document.createElement('div');

  function fail(reason) {
    if (root.dataset.foldline === 'failed' || root.dataset.foldline === 'ready') return;
    waits.forEach(clearTimeout);
    root.dataset.foldline = 'failed';
    bar.hidden = true;
    alert.className = 'alert';
    alert.setAttribute('role', 'alert');
    const say = (tag, text) => { const line = document.createElement(tag); line.textContent = text; alert.append(line); };
    say('p', `Python could not start: ${reason}`);
    say('p', needsPython() ? page.advice : `The text on this page is complete without it. ${page.advice}`);
    const main = document.getElementById('page');
    main.hidden = false;
    if (needsPython()) main.replaceChildren(alert); else main.append(alert);
    addOffline();
  }

  addEventListener('foldline:progress', ({ detail: { step, loaded, total } }) => {
    if (tooLong) step = 'Python is taking long to start; it is still being tried';
    if (total) {
      meter.value = Math.min(1, loaded / total);
      say(loaded < total ? `${step}: ${megabytes(loaded)} of ${megabytes(total)} MB` : step);
    } else {
      meter.removeAttribute('value');
      say(step);
    }
  });
  document.addEventListener('foldline:ready', ready);
  addEventListener('foldline:failed', event => fail(event.detail));
  // Until the interpreter runs, what goes wrong is its own to mend: it has slower ways, and says when all have failed.
  let interpreterRuns = false;
  addEventListener('foldline:interpreter', () => { interpreterRuns = true; });
  addEventListener('error', event => { if (interpreterRuns && !event.target?.tagName) fail(event.message); });
  addEventListener('unhandledrejection', event => { if (interpreterRuns) fail(lastLine(event.reason)); });

  root.dataset.foldline = 'booting';
  say('Starting Python');
  if (needsPython()) document.getElementById('page').replaceChildren();

  // PyScript as it is published, which the checkout alone has, opens a database when it starts, and neither goes on nor says a
  // word where it may not.
  const noDatabase = () => fail('this browser lets this page keep nothing, not even while it is open.');
  if (typeof page.config === 'string') try { indexedDB.databases?.().catch(noDatabase); } catch { noDatabase(); }

  // Files that are dropped here, or come from the system, wait in `foldlineFiles` until Python takes them. The browser
  // itself would leave the page for a dropped file, and what a folder holds can only be asked for while it is dropped.
  const files = globalThis.foldlineFiles = [];
  addEventListener('foldline:files', ({ detail }) => files.push(...detail));
  const STILL_OVER = 600;  // milliseconds: a drag over the page says so more often, and one that has left says nothing
  let over;
  const hasFiles = event => event.dataTransfer?.types.includes('Files');
  addEventListener('dragover', event => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    root.dataset.dropping = '';
    clearTimeout(over);
    over = setTimeout(() => { delete root.dataset.dropping; }, STILL_OVER);
  });
  addEventListener('drop', event => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    delete root.dataset.dropping;
    const detail = [...event.dataTransfer.items].filter(item => item.kind === 'file').map(item => {
      const entry = item.webkitGetAsEntry?.();
      if (!entry?.isDirectory) return item.getAsFile();
      return item.getAsFileSystemHandle?.().catch(() => entry) ?? entry;  // in Chromium, an entry gives nothing to a page from a file
    });
    dispatchEvent(new CustomEvent('foldline:files', { detail }));
  });

  if (!globalThis.WebAssembly) return fail('this browser has no WebAssembly.');

  /** Where the two modules are; for a page from a file, that is inside what the file itself, or its site, carries. */
  async function addresses() {
    if (!globalThis.foldlineCarried && location.protocol === 'file:') {
      await new Promise((resolve, reject) => {
        const carried = document.createElement('script');
        carried.src = trusted.createScriptURL(`${page.runtime}carried.js`);
        carried.onload = resolve;
        carried.onerror = () => reject(new Error('carried.js, which a page from a file needs, could not be loaded.'));
        document.head.append(carried);
      });
    }
    return globalThis.foldlineCarried?.open() ?? { interpreter: new URL(page.interpreter, document.baseURI).href, pyscript: page.pyscript };
  }

  async function start() {
    const { interpreter, pyscript } = await addresses();
    import(interpreter).catch(error => fail(lastLine(error)));  // it starts Python before PyScript asks for it
    const python = document.createElement('script');
    python.type = 'py';
    python.setAttribute('config', typeof page.config === 'string' ? page.config : JSON.stringify({ ...page.config, interpreter }));
    python.textContent = trusted.createScript('from foldline.reading.boot import start\nawait start()\n');
    const loader = document.createElement('script');
    loader.type = 'module';
    loader.src = trusted.createScriptURL(pyscript);
    loader.onerror = () => fail('PyScript could not be loaded.');
    document.head.append(python, loader);
  }
  // The text is painted before any of Python is asked for: both want the same link and the same processor. No frame
  // comes while the page is not shown, so there is a limit to that wait.
  const UNSEEN = 300;  // milliseconds
  const painted = new Promise(resolve => {
    requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = resolve; channel.port2.postMessage(null); });
    setTimeout(resolve, UNSEEN);
  });
  (page.live ? Promise.resolve() : painted).then(start).catch(error => fail(lastLine(error)));
})();
