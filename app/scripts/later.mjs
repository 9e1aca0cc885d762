// What interpreter.mjs does when the page has been ready for a while, and the slowest of its ways to start: loaded only then.

/** Pyodide as it is published, with our wheels by its lock file. */
export async function published({ home, site, boot, put }) {
  const base = home + 'pyodide/';
  for (const name of ['pyodide.asm.mjs', 'pyodide.asm.wasm', 'python_stdlib.zip']) {   // without them Pyodide waits for ever
    const { ok, status } = await fetch(base + name, { method: 'HEAD' });
    if (!ok) throw new Error(`${name}: ${status}`);
  }
  const pyscript = await fetch(base + 'pyscript.json');                    // its own package, which its script no longer writes
  if (!pyscript.ok) throw new Error(`pyscript.json: ${pyscript.status}`);
  const python = await boot({ indexURL: base, packages: ['foldline'] });
  put(python.FS, files(site, await pyscript.json()));
  python.runPython('import foldline', { globals: python.toPy({}) });       // Pyodide only logs a wheel that did not come
  return python;
}

/** [[path, bytes], …] of a tree of {name: text or tree}. */
const files = (folder, tree) => Object.entries(tree).flatMap(([name, value]) => (
  typeof value === 'string' ? [[`${folder}/${name}`, new TextEncoder().encode(value)]] : files(`${folder}/${name}`, value)));

/** Keeps the plain bytes of files for the next visit: `toKeep`, a Map of name to bytes or Blob, under addresses below
 *  `home` in the cache `cacheName`, this site's only one of such names; `whole`, a name and a value in localStorage, then
 *  says that all of it is there. */
export async function keep({ cacheName, home, whole, toKeep, pause }) {
  const ofThisSite = cacheName.slice(0, cacheName.lastIndexOf(' ') + 1);
  try {
    for (const name of await caches.keys()) if (name.startsWith(ofThisSite)) await caches.delete(name);
    const cache = await caches.open(cacheName);
    for (const [name, bytes] of toKeep) {
      const type = name.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream';
      await cache.put(home + name, new Response(bytes, { headers: { 'content-type': type } }));
      await pause();
    }
    localStorage.setItem(...whole);
  } catch {
    // no storage here, or no room: the next visit unpacks again, and what came makes way for what is worth more
    try { await caches.delete(cacheName); } catch { /* no storage here */ }
  } finally { toKeep.clear(); }
}

/** All that Python starts from, as a packed file carries it: [{name, sha256, base64}], base64 being a Blob. */
export async function carriedFiles({ carried, home }) {
  if (carried) return carried.names().map(name => { const [sha256, text] = carried.find(name); return { name, sha256, base64: new Blob([text]) }; });
  const fetched = async name => {
    const response = await fetch(home + name, { cache: 'force-cache' });      // it has been loaded once already
    if (!response.ok) throw new Error(`${name}: ${response.status}`);
    return response;
  };
  const digests = await (await fetched('carried.json')).json();
  return Promise.all(Object.entries(digests).map(async ([name, sha256]) => (
    { name, sha256, base64: await inBase64(await (await fetched(name)).blob()) })));
}

/** A worker with a Python of its own: see worker.mjs. Its name is what localStorage says is kept, which it can't read. */
export function apart({ carried, home, keptWhole }) {
  if (carried) return carried.apart();
  let name = '';
  try { name = localStorage.getItem(keptWhole) ?? ''; } catch { /* no storage here */ }
  const address = home + 'worker.mjs';
  return new Worker(globalThis.foldlineTrusted?.createScriptURL(address) ?? address, { type: 'module', name });
}

async function inBase64(blob) {
  const reader = new FileReader();
  await new Promise((resolve, reject) => { reader.onload = resolve; reader.onerror = () => reject(reader.error); reader.readAsDataURL(blob); });
  return new Blob([reader.result.slice(reader.result.indexOf(',') + 1)]);
}
