// Where nothing can be fetched (a page from a file), gives the files that Python starts from. They are base64: in
// elements of the page, which a packed file has, or in `foldlineTexts`, which carried.js sets before this script.
(function carry() {
  const texts = globalThis.foldlineTexts ?? {};      // name: [SHA-256 in hex, base64]
  const MODULES = ['pyscript.mjs', 'interpreter.mjs', 'decoder.mjs', 'later.mjs', 'worker.mjs', 'pyodide/pyodide.mjs'];
  const names = () => [...new Set([...Object.keys(texts), ...[...(globalThis.document?.querySelectorAll('script[data-carried]') ?? [])].map(each => each.dataset.carried)])];

  /** [SHA-256 in hex, base64] of a file. */
  function find(name) {
    if (texts[name]) return texts[name];
    const element = globalThis.document?.querySelector(`script[data-carried="${name}"]`);
    if (!element) throw new Error(`this file is cut short, ${name} is missing.`);
    return [element.dataset.sha256, element.textContent];
  }

  const decoded = text => Uint8Array.fromBase64?.(text) ?? Uint8Array.from(atob(text), letter => letter.charCodeAt(0));

  /** The bytes of a file, which are the ones that were put there, or an error that names it. */
  async function bytes(name) {
    const [expected, text] = find(name);
    let found;
    try { found = decoded(text); } catch { throw new Error(`${name} in this file is damaged.`); }
    // what every secure context has, pages from files among them; elsewhere the decoders' own checks have to do
    if (globalThis.crypto?.subtle) {
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', found));
      if ([...digest].map(byte => byte.toString(16).padStart(2, '0')).join('') !== expected) throw new Error(`${name} in this file is damaged.`);
    }
    return found.buffer;
  }

  const addresses = {};
  /** Makes modules of the scripts among the files. */
  async function open() {
    if (globalThis.document?.readyState === 'loading') await new Promise(resolve => addEventListener('DOMContentLoaded', resolve));
    for (const name of MODULES) addresses[name] = URL.createObjectURL(new Blob([await bytes(name)], { type: 'text/javascript' }));
    return { interpreter: addresses['interpreter.mjs'], pyscript: addresses['pyscript.mjs'] };
  }

  /** A thread for worker.mjs. It may load nothing that this page has, not even a module, so it gets this function and all files. */
  function apart() {
    const script = `onmessage = ({ data }) => {
      const asked = [];
      onmessage = event => asked.push(event);
      globalThis.foldlineTexts = data;
      (${carry})();
      foldlineCarried.open().then(() => import(foldlineCarried.module('worker.mjs')))
        .then(({ answer }) => { onmessage = answer; asked.forEach(answer); })
        .catch(error => postMessage({ unavailable: String(error) }));
    };`;
    const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
    const worker = new Worker(globalThis.foldlineTrusted?.createScriptURL(address) ?? address);
    worker.postMessage(Object.fromEntries(names().map(name => [name, find(name)])));
    return worker;
  }

  globalThis.foldlineCarried = { names, find, bytes, open, apart, module: name => addresses[name] };
})();
