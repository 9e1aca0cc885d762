// Starts PyScript and tells the reader how it goes. The state of Python stands in <html data-foldline>:
// static -> booting -> ready | failed. Everything here is about waiting and failing; what Python does is in reading/.
(() => {
  const root = document.documentElement;
  const page = JSON.parse(document.getElementById('foldline-page').textContent);
  const bar = document.getElementById('boot');
  const words = document.getElementById('boot-words');
  const meter = document.getElementById('boot-progress');
  const SLOW = 30_000;  // milliseconds until the reader is told that it takes long

  const megabytes = bytes => (bytes / 1e6).toFixed(1);
  const say = text => { if (words.textContent !== text) words.textContent = text; };

  function ready() {
    clearTimeout(slow);
    root.dataset.foldline = 'ready';
    bar.hidden = true;
  }

  function fail(reason) {
    if (root.dataset.foldline === 'failed' || root.dataset.foldline === 'ready') return;
    clearTimeout(slow);
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

  // A page asked for a brief that only Python can render, so what stands in <main> is not what the reader wants.
  const needsPython = () => new URLSearchParams(location.search).has('brief');

  addEventListener('foldline:progress', ({ detail: { step, loaded, total } }) => {
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
  addEventListener('error', event => { if (!event.target?.tagName) fail(event.message); });
  addEventListener('unhandledrejection', event => fail(String(event.reason?.message ?? event.reason).split('\n').at(-1)));

  root.dataset.foldline = 'booting';
  bar.hidden = false;
  say('Starting Python');
  if (needsPython()) document.getElementById('page').replaceChildren();
  const slow = setTimeout(() => say('Python is taking long to start; it is still being tried'), SLOW);

  if (!globalThis.WebAssembly) return fail('this browser has no WebAssembly.');
  const python = document.createElement('script');
  python.type = 'py';
  // PyScript wants an interpreter's address whole, and takes a relative one as relative to the page
  python.setAttribute('config', typeof page.config === 'string' ? page.config : JSON.stringify(
    { ...page.config, interpreter: new URL(page.config.interpreter, document.baseURI).href }));
  python.textContent = 'from foldline.reading.boot import start\nawait start()\n';
  const pyscript = document.createElement('script');
  pyscript.type = 'module';
  pyscript.src = page.pyscript;
  pyscript.onerror = () => fail('PyScript could not be loaded.');
  document.head.append(python, pyscript);
})();
