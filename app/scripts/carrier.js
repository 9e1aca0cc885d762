// Page from a file and its workers, where nothing can be fetched: passes on the files that Python starts from. In a packed
// file it runs at once, and the files are base64 in elements of the page. Beside a site's pages it is a part of carried.js,
// which boot.js loads, and which puts the files into `foldlineTexts` first.
(function carry() {
  const texts = globalThis.foldlineTexts ?? {};      // name: [SHA-256 in hex, base64]
  const MODULES = ['pyscript.mjs', 'interpreter.mjs', 'decoder.mjs', 'after-start.mjs', 'worker.mjs', 'pyodide/pyodide.mjs'];
  /** Returns the elements that match: none in a worker. @param {string} selector */
  const elements = selector => /** @type {HTMLElement[]} */ ([...globalThis.document?.querySelectorAll(selector) ?? []]);
  const names = () => [...new Set([...Object.keys(texts), ...elements('script[data-carried]').map(each => String(each.dataset.carried))])];

  /** Returns an error with one of the reasons of boot.js, which a worker has not. @param {string} reason @param {string} name */
  const failure = (reason, name) => new Error(globalThis.foldlineWords?.(reason, { name }) ?? `${name}: ${reason}`);

  /** Returns the SHA-256 in hex and the base64 of a file. @param {string} name @returns {CarriedText} */
  function find(name) {
    if (texts[name]) return texts[name];
    const [element] = elements(`script[data-carried="${name}"]`);
    if (!element) throw failure('boot.reasons.part_missing', name);
    return [String(element.dataset.sha256), element.textContent];
  }

  /** @param {string} base64 */
  const decode = base64 => Uint8Array.fromBase64?.(base64) ?? Uint8Array.from(atob(base64), letter => letter.charCodeAt(0));

  /** Returns the bytes of a file. Throws an error with its name where they are not those of the digest. @param {string} name */
  async function bytes(name) {
    const [expected, base64] = find(name);
    let found;
    try { found = decode(base64); } catch { throw failure('boot.reasons.part_damaged', name); }
    // every secure context has it, and pages from files are secure; elsewhere the decoders' own checks must be enough
    if (globalThis.crypto?.subtle) {
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', found));
      if ([...digest].map(byte => byte.toString(16).padStart(2, '0')).join('') !== expected) throw failure('boot.reasons.part_damaged', name);
    }
    return found.buffer;
  }

  /** @type {Record<string, string>} */
  const addresses = {};
  /** Makes modules of the scripts among the files, and returns the addresses of the two that a page starts from. */
  async function open() {
    if (globalThis.document?.readyState === 'loading') await new Promise(resolve => { addEventListener('DOMContentLoaded', resolve); });
    for (const name of MODULES) addresses[name] = URL.createObjectURL(new Blob([await bytes(name)], { type: 'text/javascript' }));
    return { interpreter: addresses['interpreter.mjs'], pyscript: addresses['pyscript.mjs'] };
  }

  /** Starts a worker for worker.mjs. It can load nothing from this page, not even a module: it gets this function and all files. */
  function apart() {
    const script = `onmessage = ({ data }) => {
      const early = [];
      onmessage = event => early.push(event);
      globalThis.foldlineTexts = data;
      (${carry})();
      foldlineCarried.open().then(() => import(foldlineCarried.module('worker.mjs')))
        .then(({ answer }) => { onmessage = answer; early.forEach(answer); })
        .catch(error => postMessage({ unavailable: String(error) }));
    };`;
    const address = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
    const worker = new Worker(globalThis.foldlineTrusted?.createScriptURL(address) ?? address);
    worker.postMessage(Object.fromEntries(names().map(name => [name, find(name)])));
    return worker;
  }

  globalThis.foldlineCarried = { names, find, bytes, open, apart, module: name => addresses[name] };
})();
