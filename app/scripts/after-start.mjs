// Page, some seconds after Python has started, or when both faster ways to start have failed: what interpreter.mjs needs
// only then.

/** Starts Pyodide as it is published, with our wheels by its lock file.
 *  @param {{ home: string, site: string, boot: (options: object) => Promise<Pyodide>, put: (FS: PyodideFiles, files: NamedBytes[]) => void }} how */
export async function startPublished({ home, site, boot, put }) {
  const base = home + 'pyodide/';
  for (const name of ['pyodide.asm.mjs', 'pyodide.asm.wasm', 'python_stdlib.zip']) {   // without them Pyodide waits for ever
    const { ok, status } = await fetch(base + name, { method: 'HEAD' });
    if (!ok) throw new Error(`${name}: ${status}`);
  }
  const pyscript = await fetch(base + 'pyscript.json');                    // PyScript's own package, which our copy of its script lacks
  if (!pyscript.ok) throw new Error(`pyscript.json: ${pyscript.status}`);
  const python = await boot({ indexURL: base, packages: ['foldline'] });
  put(python.FS, filesIn(site, await pyscript.json()));
  python.runPython('import foldline', { globals: python.toPy({}) });       // Pyodide only logs a wheel that did not come
  return python;
}

/** @typedef {{ [name: string]: string | Tree }} Tree */

/** Returns the files of a tree with their paths. @param {string} folder @param {Tree} tree @returns {NamedBytes[]} */
const filesIn = (folder, tree) => Object.entries(tree).flatMap(([name, value]) => (
  typeof value === 'string' ? [[`${folder}/${name}`, new TextEncoder().encode(value)]] : filesIn(`${folder}/${name}`, value)));

/** Keeps the plain bytes of files in the browser's cache for the next visit, and deletes what an earlier version of this site
 *  kept. `toKeep` has them by name; their addresses are below `home`. When all are there, `whole`, a name and a value, goes into
 *  localStorage.
 *  @param {{ cacheName: string, home: string, whole: [string, string], toKeep: Map<string, BlobPart & BodyInit>, pause: () => Promise<void> }} what */
export async function keep({ cacheName, home, whole, toKeep, pause }) {
  const prefix = cacheName.slice(0, cacheName.lastIndexOf(' ') + 1);
  try {
    for (const name of await caches.keys()) if (name.startsWith(prefix)) await caches.delete(name);
    const cache = await caches.open(cacheName);
    for (const [name, bytes] of toKeep) {
      const type = name.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream';
      await cache.put(home + name, new Response(bytes, { headers: { 'content-type': type } }));
      await pause();
    }
    localStorage.setItem(...whole);
  } catch {
    // no storage, or no room: the next visit unpacks again, and what was kept so far makes room for what is worth more
    try { await caches.delete(cacheName); } catch { /* no storage */ }
  } finally { toKeep.clear(); }
}

/** Returns all that Python starts from, as a packed file carries it.
 *  @param {{ carried: Carried | undefined, home: string }} where @returns {ReturnType<Interpreter['carriedFiles']>} */
export async function carriedFiles({ carried, home }) {
  if (carried) return carried.names().map(name => { const [sha256, base64] = carried.find(name); return { name, sha256, base64: new Blob([base64]) }; });
  /** @param {string} name */
  const load = async name => {
    const response = await fetch(home + name, { cache: 'force-cache' });      // the page has loaded it before
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    return response;
  };
  /** @type {Record<string, string>} */
  const digests = await (await load('carried.json')).json();
  return Promise.all(Object.entries(digests).map(async ([name, sha256]) => (
    { name, sha256, base64: await toBase64(await (await load(name)).blob()) })));
}

/** Starts a worker with a Python of its own: see worker.mjs. It can't read localStorage, so its name says what is kept there.
 *  @param {{ carried: Carried | undefined, home: string, keptWhole: string }} where */
export function apart({ carried, home, keptWhole }) {
  if (carried) return carried.apart();
  let name = '';
  try { name = localStorage.getItem(keptWhole) ?? ''; } catch { /* no storage */ }
  const address = home + 'worker.mjs';
  return new Worker(globalThis.foldlineTrusted?.createScriptURL(address) ?? address, { type: 'module', name });
}

/** @param {Blob} blob */
async function toBase64(blob) {
  const reader = new FileReader();
  /** @type {string} */
  const url = await new Promise((resolve, reject) => {
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
  return new Blob([url.slice(url.indexOf(',') + 1)]);
}
