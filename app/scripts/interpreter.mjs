// Page (imported by boot.js once the text is painted) and worker (worker.mjs): the module that PyScript starts Python with.
// Like pyodide.mjs it exports `loadPyodide` and `version`, but Python comes from a snapshot of its heap. Where that does not
// work, it comes from the compiled standard library; where that does not work either, from Pyodide as it is published.
// The downloads and the restore start when this module is evaluated, before PyScript calls `loadPyodide`.

/** @type {Build} */ // @ts-expect-error -- make.mjs writes it
const BUILD = /* BUILD */ null;
const CARRIED = globalThis.foldlineCarried;               // set where nothing can be fetched: see carrier.js
const PAGE = Boolean(globalThis.document);                // or a worker: see worker.mjs
const HOME = CARRIED ? 'foldline://runtime/' : new URL('./', import.meta.url).href;
const moduleAt = (/** @type {string} */ name) => CARRIED?.module(name) ?? HOME + name;
const SITE = '/lib/python3.14/site-packages';
const PLACE = `${SITE}/${BUILD.library}`;                  // path of the extension
const PYODIDE = import(moduleAt('pyodide/pyodide.mjs')); // not a static import: nothing below has to wait for it
PYODIDE.catch(() => {});
/** @param {object} options @returns {Promise<Pyodide>} */
const bootPyodide = async options => (await PYODIDE).loadPyodide(options);
export const version = BUILD.version;

const PATIENCE = 5000;                  // ms after which files for later imports are fetched, ready or not
const STRIDE = 16;                      // words: one in so many of untouched memory is compared, as in heap.mjs
const SLICE = 8 << 20;                  // bytes copied before the page gets a turn

// ---- unpacked files that an earlier visit kept

const TOP = CARRIED ? HOME : new URL('../../', HOME).href;  // of this site: others may lie under the same host
const KEPT = `foldline-${TOP} ${BUILD.hash}`;               // name of a cache
const KEPT_WHOLE = `foldline-kept:${TOP}`;                  // key in localStorage
const WHOLE = `${BUILD.hash} ${HOME}`;     // the value there when the cache holds all files for this address: no need to look
/** The cache, where it holds all files. A worker can't read localStorage, so its name has the value (see after-start.mjs). */
const kept = (() => { try { return !CARRIED && (globalThis.localStorage?.getItem(KEPT_WHOLE) ?? self.name) === WHOLE ? caches.open(KEPT) : null; } catch { return null; } })();
const toKeep = /** @type {Map<string, Uint8Array<ArrayBuffer> | Blob>} */ (new Map());

/** Returns a Response with the plain bytes that were kept, or null. @param {string} name */
const keptFile = async name => { try { return await (await kept)?.match(HOME + name) ?? null; } catch { return null; } };
/** Reads by way of a blob, which takes engines two thirds of the time. @param {Response} response */
const bytesOf = async response => new Uint8Array(await (await response.blob()).arrayBuffer());

// The workers take the longest time, so they are started first.
/** @type {ReturnType<typeof startWorker>[]} */
const workers = kept ? [null, null] : [startWorker(), startWorker()];      // the heap is as long to unpack as all the rest

function startWorker() {
  if (CARRIED && !PAGE) return null;     // a worker that can load nothing: see carrier.js
  try {
    const address = moduleAt('decoder.mjs');
    const options = /** @type {const} */ ({ type: 'module', name: 'decoder' });
    const worker = Object.assign(new Worker(globalThis.foldlineTrusted?.createScriptURL(address) ?? address, options), { broken: false });
    worker.onerror = () => { worker.broken = true; };
    return worker;
  } catch { return null; }    // a page from a file, a sandboxed frame
}

/** Returns a function that calls `make` the first time only. @template T @param {() => T} make */
const once = make => { /** @type {T | undefined} */ let made; return () => (made ??= make()); };

// ---- downloads

const progress = { loaded: 0, total: 0, step: 'loading' };
const report = () => globalThis.dispatchEvent?.(new CustomEvent('foldline:progress', { detail: { ...progress } }));

/** Returns the bytes of a file beside this one, and reports how many have come. @param {string} name @param {RequestPriority} priority */
async function download(name, priority = 'high') {
  const expected = BUILD.files[name] ?? 0;
  progress.total += expected;
  if (CARRIED) return CARRIED.bytes(name);
  const response = await fetch(HOME + name, { priority });
  if (!response.ok || !response.body) throw new Error(`${name}: ${response.status}`);
  const bytes = new Uint8Array(expected);
  let at = 0;
  for (const reader = response.body.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (at + value.length > expected) throw new Error(`${name} is longer than ${expected} bytes`);
    bytes.set(value, at);
    at += value.length;
    progress.loaded += value.length;
    report();
  }
  if (at !== expected) throw new Error(`${name} has ${at} bytes, not ${expected}`);
  return bytes.buffer;
}

// ---- unpacking, in a worker where one can be started

/** @returns {Promise<void>} */
const pause = () => globalThis.scheduler?.yield?.() ?? new Promise(resolve => { setTimeout(resolve); });

const decoderWasm = once(() => download('zstd.wasm'));

/** Returns a function that unpacks a file. @param {ReturnType<typeof startWorker>} worker @returns {Promise<(packed: ArrayBuffer) => Promise<Parts>>} */
async function startDecoder(worker) {
  const wasm = await decoderWasm();
  try {
    if (!worker || worker.broken) throw new Error('no workers here');
    const jobs = /** @type {Map<number, PromiseWithResolvers<Parts>>} */ (new Map());
    const prepared = /** @type {PromiseWithResolvers<unknown>} */ (Promise.withResolvers());
    worker.onerror = () => {
      prepared.reject(new Error('the decoder does not run'));
      for (const job of jobs.values()) job.reject(new Error('the decoder stopped'));
    };
    worker.onmessage = ({ data: { id, parts, error } }) => {
      const job = jobs.get(id) ?? prepared;
      jobs.delete(id);
      if (error) job.reject(new Error(error)); else job.resolve(parts);
    };
    worker.postMessage({ wasm });
    await prepared.promise;
    let last = 0;
    return packed => {
      const job = /** @type {PromiseWithResolvers<Parts>} */ (Promise.withResolvers());
      jobs.set(++last, job);
      worker.postMessage({ id: last, buffer: packed }, [packed]);
      return job.promise;
    };
  } catch {
    const decoder = await import(moduleAt('decoder.mjs'));
    await decoder.prepare(wasm);
    return async packed => { await pause(); return decoder.unpack(packed); };
  }
}
const decoders = workers.map((_, index) => once(() => startDecoder(workers[index] ??= startWorker())));
if (!kept) for (const decoder of decoders) decoder().catch(() => {});
/** Downloads and unpacks a file. @param {string} name @param {RequestPriority} [priority] */
async function unpack(name, priority) {
  const packed = await download(name, priority);
  return (await decoders[Number(name === 'heap.zst')]())(packed);
}

// ---- what a start needs, each loaded once

/** Cuts files out of their joined bytes. @param {Uint8Array} whole @param {[name: string, size: number][]} index @returns {NamedBytes[]} */
function cut(whole, index) {
  let at = 0;
  return index.map(([name, size]) => [name, whole.subarray(at, at += size)]);
}
const runtimeWasm = once(async () => {
  const found = await keptFile('pyodide.asm.wasm');
  if (found) return WebAssembly.compileStreaming(found);
  const [bytes] = await unpack('pyodide.asm.wasm.zst');
  toKeep.set('pyodide.asm.wasm', bytes);
  return WebAssembly.compile(bytes);
});
const library = once(async () => {
  const found = await keptFile('pydantic_core.wasm');
  const bytes = found ? await bytesOf(found) : (await unpack('pydantic_core.so.zst'))[0];
  if (!found) toKeep.set('pydantic_core.wasm', bytes);
  return { bytes, compiled: await WebAssembly.compile(bytes) };
});
const createModule = once(async () => {
  const found = await keptFile('pyodide.asm.mjs');
  let script = await found?.blob();
  if (!script) {
    const packed = new Blob([await download('pyodide.asm.mjs.gz')]);
    script = await new Response(packed.stream().pipeThrough(new DecompressionStream('gzip'))).blob();
    toKeep.set('pyodide.asm.mjs', script);
  }
  const url = URL.createObjectURL(new Blob([script], { type: 'text/javascript' }));
  try { return (await import(url)).default; } finally { URL.revokeObjectURL(url); }
});
const heap = once(async () => {
  const names = ['heap.json', 'heap.data', 'heap.files'];
  const found = (await Promise.all(names.map(keptFile))).filter(each => each !== null);
  const whole = found.length === names.length;
  const parts = whole ? await Promise.all(found.map(bytesOf)) : await unpack('heap.zst');
  if (!whole) names.forEach((name, index) => toKeep.set(name, parts[index]));
  const saved = /** @type {SavedHeap} */ (JSON.parse(new TextDecoder().decode(parts[0])));
  return { ...saved, data: parts[1], startFiles: cut(parts[2], saved.startFiles) };
});
const files = once(async () => {
  const [head, body] = await unpack('files.zst', 'low');
  return cut(body, JSON.parse(new TextDecoder().decode(head)));
});

/** Replaces `fetch` and `WebAssembly.instantiate` while Pyodide starts: it gets the files that it fetches from `served`, functions
 *  by address, and for the extension's bytes the module that is compiled already. Returns a function that ends this.
 *  @param {Record<string, () => Promise<any>>} served */
function replaceFetch(served) {
  const instantiate = /** @type {any} */ (WebAssembly.instantiate);
  WebAssembly.instantiate = async function (/** @type {any} */ source, /** @type {any} */ imports) {
    const { bytes, compiled } = source?.buffer && source.length > 1e6 ? await library() : {};
    if (!compiled || source.length !== bytes.length) return instantiate.call(this, source, imports);
    return { module: compiled, instance: await instantiate.call(this, compiled, imports) };
  };
  const plainFetch = globalThis.fetch;
  globalThis.fetch = function (request, options) {
    const answer = served[request instanceof Request ? request.url : String(request)];
    return answer ? answer() : plainFetch.call(this, request, options);
  };
  return () => { globalThis.fetch = plainFetch; WebAssembly.instantiate = instantiate; };
}

/** @type {() => Promise<any>} */
const never = () => new Promise(() => {});

/** Returns what loadPyodide needs to use our compiled files, and the extension at the path where the heap expects it. `stop` is to
 *  be called in any case. @param {Uint8Array} stdlib the standard library as a zip file */
function prepare(stdlib) {
  let over = false, ended = /** @type {Promise<unknown>} */ (Promise.resolve());
  const libraryFetched = Promise.withResolvers();
  const restore = replaceFetch({
    [`${HOME}pyodide.asm.wasm`]: never,                  // compiled already: see instantiateWasm below
    [`${HOME}python_stdlib.zip`]: () => Promise.resolve(new Response(/** @type {Uint8Array<ArrayBuffer>} */ (stdlib))),
    [PLACE]: () => {
      libraryFetched.resolve(null);
      return Promise.resolve({ ok: true, arrayBuffer: () => library().then((/** @type {any} */ { bytes }) => bytes.buffer, never) });
    },
  });
  const createPyodideModule = async (/** @type {any} */ settings) => {
    const create = await createModule();
    const failed = Promise.withResolvers();
    settings.instantiateWasm = (/** @type {any} */ imports, /** @type {Function} */ done) => {
      const marker = Symbol('error marker');             // what pyodide.mjs itself uses where wasm cannot make one
      imports.env.Jsv_GetError_import = () => marker;
      imports.env.JsvError_Check = (/** @type {unknown} */ value) => value === marker;
      runtimeWasm().then(async (/** @type {WebAssembly.Module} */ compiled) => {
        if (over) throw new Error('given up');
        done(await WebAssembly.instantiate(compiled, imports), compiled);
      }).catch(failed.reject);
      return {};
    };
    settings.dynamicLibraries = [PLACE];
    settings.locateFile = (/** @type {string} */ name) => {
      if (!name.endsWith('.so')) return HOME + name;
      if (settings.wasmTable.length > BUILD.table) throw new Error(`function table: ${settings.wasmTable.length} entries`);
      settings.wasmTable.grow(BUILD.table - settings.wasmTable.length);
      return PLACE;
    };
    const module = Promise.race([create(settings), failed.promise]);
    ended = Promise.race([module, libraryFetched.promise]).catch(() => {});
    return Promise.race([module, library().then(never)]);                  // Emscripten itself would wait for ever
  };
  // A module that is given up halfway still gets its files, since its errors would be the page's.
  const stop = async () => { over = true; await ended; restore(); };
  return { createPyodideModule, stop };
}

// ---- the ways to start, fastest first

const output = /** @type {Output} */ ({});
const streams = {
  stdout: (/** @type {string} */ text) => (output.stdout ?? console.log)(text),
  stderr: (/** @type {string} */ text) => (output.stderr ?? console.error)(text),
};
const lock = () => ({ info: BUILD.lock, packages: {} });

async function fromSnapshot() {
  const { createPyodideModule, stop } = prepare(new Uint8Array(0));
  const snapshot = snapshotWithoutMemory();
  try {
    const python = await bootPyodide({
      ...streams, indexURL: HOME, lockFileContents: lock(), packageBaseUrl: HOME,
      _loadSnapshot: snapshot.bytes,
      _snapshotDeserializer: (/** @type {unknown} */ value) => value,
      createPyodideModule: async (/** @type {any} */ settings) => {
        const [saved, module] = await Promise.all([heap(), createPyodideModule(settings)]);
        snapshot.write(saved);
        await fill(module, saved);
        put(module.FS, saved.startFiles);
        return module;
      },
    });
    const waking = python.pyimport('waking');
    waking.wake();
    waking.destroy();
    return python;
  } finally { await stop(); }
}

/** Makes a snapshot in Pyodide's own form with a header and the state of JavaScript, but no memory, since `fill` writes that.
 *  Pyodide needs it before it sets up its module; `write` fills it in once the state has come. */
function snapshotWithoutMemory() {
  const bytes = new Uint8Array(Math.ceil((48 + BUILD.stateLength) / 16) * 16);
  const words = new Uint32Array(bytes.buffer);
  const write = (/** @type {SavedHeap} */ { magic, buildId, state }) => {
    if (buildId !== BUILD.buildId) throw new Error(`the snapshot is of build ${buildId}, this is ${BUILD.buildId}`);
    const { written } = new TextEncoder().encodeInto(JSON.stringify(state), bytes.subarray(48));
    if (written !== BUILD.stateLength) throw new Error(`the snapshot's state has ${written} bytes, not ${BUILD.stateLength}`);
    words.set([magic, bytes.length, written, 0]);
    for (let i = 0; i < 8; i++) words[4 + i] = parseInt(buildId.slice(8 * i, 8 * i + 8), 16);
  };
  return { bytes, write };
}

/** Writes the saved memory over fresh memory. Throws where that is not what the snapshot was taken against.
 *  @param {any} module @param {SavedHeap & { data: Uint8Array }} saved */
async function fill(module, { bytes, ranges, skippedSum, fresh, table, data }) {
  if (table !== BUILD.table) throw new Error(`the snapshot is for a function table of ${table}, this is ${BUILD.table}`);
  if (module.HEAPU8.length < bytes) module.growMemory(bytes);
  const words = module.HEAPU32;
  let sum = 0, from = 0;
  for (let i = 0; i <= ranges.length; i += 2) {
    const first = Math.min(ranges[i] ?? fresh, fresh);
    for (let word = from >> 2; word < first >> 2; word += STRIDE) sum = (sum + words[word]) | 0;
    from = (ranges[i] ?? 0) + (ranges[i + 1] ?? 0);
  }
  if (sum >>> 0 !== skippedSum) throw new Error('fresh memory is not what the snapshot was taken against');
  let at = 0, pausedAt = 0;
  for (let i = 0; i < ranges.length; i += 2) {
    module.HEAPU8.set(data.subarray(at, at + ranges[i + 1]), ranges[i]);
    at += ranges[i + 1];
    if (at - pausedAt >= SLICE) { pausedAt = at; await pause(); }
  }
}

async function fromFiles() {
  const [[, stdlib], ...site] = await files();
  const { createPyodideModule, stop } = prepare(stdlib);
  try {
    return await bootPyodide({
      ...streams, indexURL: HOME, lockFileContents: lock(), packageBaseUrl: HOME, createPyodideModule,
      fsInit: (/** @type {PyodideFiles} */ FS) => Promise.resolve(put(FS, [...site, [PLACE, new Uint8Array(0)]])),
    });
  } finally { await stop(); }
}

/** @param {PyodideFiles} FS @param {NamedBytes[]} entries */
function put(FS, entries) {
  for (const [name, bytes] of entries) {
    FS.mkdirTree(name.slice(0, name.lastIndexOf('/')));
    FS.writeFile(name, bytes);
  }
}

const afterStart = () => import(moduleAt('after-start.mjs'));

/** Puts back the files that the snapshot lacks, which imports after the start may need. @param {Pyodide} python */
async function restoreFiles(python) {
  const found = await files();
  for (let i = 0; i < found.length; i += 50) { await pause(); put(python.FS, found.slice(i, i + 50)); }
  put(python.FS, [[PLACE, new Uint8Array(0)]]);
  python.runPython('import importlib; importlib.invalidate_caches()', { globals: python.toPy({}) });
  for (const worker of workers) worker?.terminate();
  if (PAGE && !kept && !CARRIED && toKeep.size) await (await afterStart()).keep({ cacheName: KEPT, home: HOME, whole: [KEPT_WHOLE, WHOLE], toKeep, pause });
}

/** Waits until the page is ready, or has had enough time, and has nothing to do. */
async function waitUntilIdle() {
  await new Promise(resolve => {
    document.addEventListener('foldline:ready', resolve, { once: true });
    setTimeout(resolve, PATIENCE);
  });
  await new Promise(resolve => { if ('requestIdleCallback' in globalThis) requestIdleCallback(resolve); else setTimeout(resolve, 200); });
}

// ---- the chain

async function start() {
  performance.mark('foldline:interpreter');
  // All at once; of kept files the largest first. What fails here fails again, and is caught, where it is awaited.
  for (const need of kept ? [heap, runtimeWasm, library, createModule] : [createModule, runtimeWasm, library, heap]) need().catch(() => {});
  try {
    const python = await fromSnapshot();
    performance.mark('foldline:restored');
    return { python, way: 'snapshot' };
  } catch (error) {
    console.warn('Python does not start from its snapshot, trying the slower way:', error);
    try { localStorage.removeItem(KEPT_WHOLE); } catch { /* no storage */ }
    toKeep.clear();
  }
  try {
    return { python: await fromFiles(), way: 'compiled' };
  } catch (error) {
    console.warn('Python does not start from compiled files, trying the slowest way:', error);
    return null;
  }
}
const started = start();

/** @returns {Promise<Pyodide>} */
async function fromPyodide() {
  try {
    if (CARRIED) throw new Error(globalThis.foldlineWords?.('boot.reasons.damaged') ?? 'damaged');  // a worker has no words
    const boot = (/** @type {object} */ options) => bootPyodide({ ...streams, ...options });
    return await (await afterStart()).startPublished({ home: HOME, site: SITE, boot, put });
  } catch (error) {
    globalThis.dispatchEvent(new CustomEvent('foldline:failed', { detail: error instanceof Error ? error.message : String(error) }));
    throw error;
  }
}

/** Starts Python as Pyodide's own function does. Of the options, only stdout and stderr count. @param {Output} options */
export async function loadPyodide(options = {}) {
  Object.assign(output, { stdout: options.stdout, stderr: options.stderr });
  const { python, way } = await started ?? { python: await fromPyodide(), way: 'published' };
  progress.step = 'reading';
  report();
  globalThis.dispatchEvent(new CustomEvent('foldline:interpreter'));
  const allFiles = once(() => (way === 'snapshot' ? restoreFiles(python) : Promise.resolve()));
  const here = { carried: CARRIED, home: HOME, keptWhole: KEPT_WHOLE };
  globalThis.foldlineInterpreter = {
    way,
    get files() { return allFiles(); },
    carriedFiles: async () => (await afterStart()).carriedFiles(here),
    apart: async () => (await afterStart()).apart(here),
  };
  if (PAGE) waitUntilIdle().then(allFiles).catch(error => console.warn('files for later imports did not come:', error));
  return python;
}
