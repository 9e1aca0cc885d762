// Starts PyScript and tells the reader how it goes. The state of Python stands in <html data-foldline>:
// static -> booting -> ready | failed. Everything here is about waiting and failing; what Python does is in reading/.
(() => {
  const root = document.documentElement;
  const page = JSON.parse(document.getElementById('foldline-page').textContent);
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
  const needsPython = () => new URLSearchParams(location.search).has('brief');

  const waits = [
    setTimeout(() => { bar.hidden = false; }, needsPython() ? 0 : SHOWN),
    setTimeout(() => { tooLong = true; say('Python is taking long to start; it is still being tried'); }, SLOW),
  ];

  function ready() {
    waits.forEach(clearTimeout);
    root.dataset.foldline = 'ready';
    bar.hidden = true;
  }

  function fail(reason) {
    if (root.dataset.foldline === 'failed' || root.dataset.foldline === 'ready') return;
    waits.forEach(clearTimeout);
    root.dataset.foldline = 'failed';
    bar.hidden = true;
    const alert = document.createElement('div');
    alert.className = 'alert';
    alert.setAttribute('role', 'alert');
    const say = (tag, text) => { const line = document.createElement(tag); line.textContent = text; alert.append(line); };
    say('p', `Python could not start: ${reason}`);
    say('p', needsPython() ? page.advice : `The text on this page is complete without it. ${page.advice}`);
    const main = document.getElementById('page');
    if (needsPython()) main.replaceChildren(alert); else main.append(alert);
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

  if (!globalThis.WebAssembly) return fail('this browser has no WebAssembly.');

  function start() {
    const interpreter = new URL(page.interpreter, document.baseURI).href;
    import(interpreter).catch(error => fail(lastLine(error)));  // it starts Python before PyScript asks for it
    const python = document.createElement('script');
    python.type = 'py';
    python.setAttribute('config', typeof page.config === 'string' ? page.config : JSON.stringify({ ...page.config, interpreter }));
    python.textContent = 'from foldline.reading.boot import start\nawait start()\n';
    const pyscript = document.createElement('script');
    pyscript.type = 'module';
    pyscript.src = page.pyscript;
    pyscript.onerror = () => fail('PyScript could not be loaded.');
    document.head.append(python, pyscript);
  }
  // The text is painted before any of Python is asked for: both want the same link and the same processor. No frame
  // comes while the page is not shown, so there is a limit to that wait.
  const UNSEEN = 300;  // milliseconds
  const painted = new Promise(resolve => {
    requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = resolve; channel.port2.postMessage(null); });
    setTimeout(resolve, UNSEEN);
  });
  painted.then(start);
})();
