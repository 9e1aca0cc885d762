// The interpreter module that PyScript starts from (`interpreter = "…/interpreter.mjs"`): like pyodide.mjs it exports
// `loadPyodide` and `version`, but Python comes from a snapshot of its heap. Where that does not work, it comes from the
// precompiled standard library, and where that does not work either, from Pyodide as it is published.
//
// Everything starts when this module is evaluated, before PyScript asks: the downloads, and the restore itself.
const BUILD = /* BUILD */ null;         // written by make.mjs: version, buildId, table, bytes of each file, lock file's info
const CARRIED = globalThis.foldlineCarried;               // set where nothing can be fetched: see carrier.js
const PAGE = Boolean(globalThis.document);                // or a worker: see worker.mjs
const HOME = CARRIED ? 'foldline://runtime/' : new URL('./', import.meta.url).href;
const moduleAt = name => CARRIED?.module(name) ?? HOME + name;
const SITE = '/lib/python3.14/site-packages';
const PYODIDE = import(moduleAt('pyodide/pyodide.mjs')); // not a static import: nothing below has to wait for it
PYODIDE.catch(() => {});
const bootPyodide = async options => (await PYODIDE).loadPyodide(options);
export const version = BUILD.version;

const PATIENCE = 5000;                  // ms after which files for later imports are fetched, ready or not
const STRIDE = 16;                      // every so many words of untouched memory are looked at, as heap.mjs does
const SLICE = 8 << 20;                  // bytes copied before the page gets a turn

// ---- what an earlier visit kept, unpacked

const TOP = CARRIED ? HOME : new URL('../../', HOME).href;  // of this site: others may lie under the same host
const KEPT = `foldline-${TOP} ${BUILD.hash}`;               // name of a cache
const KEPT_WHOLE = `foldline-kept:${TOP}`;
const WHOLE = `${BUILD.hash} ${HOME}`;     // in localStorage: says at once that the cache holds all of it, for this address
// A worker has no localStorage: its name tells it (see later.mjs).
const kept = (() => { try { return !CARRIED && (globalThis.localStorage?.getItem(KEPT_WHOLE) ?? globalThis.name) === WHOLE ? caches.open(KEPT) : null; } catch { return null; } })();
const toKeep = new Map();

/** A Response with the plain bytes from the earlier visit, or null. */
const earlier = async name => { try { return await (await kept)?.match(HOME + name) ?? null; } catch { return null; } };
/** All its bytes: by way of a blob, which engines read in two thirds of the time. */
const bytesOf = async response => new Uint8Array(await (await response.blob()).arrayBuffer());

// The workers take longest to come: they are asked for first.
const workers = kept ? [null, null] : [startWorker(), startWorker()];      // the heap is as long to unpack as all the rest

function startWorker() {
  if (CARRIED && !PAGE) return null;     // one that can load nothing: see carrier.js
  try {
    const address = moduleAt('decoder.mjs');
    const worker = new Worker(globalThis.foldlineTrusted?.createScriptURL(address) ?? address, { type: 'module', name: 'decoder' });
    worker.onerror = () => { worker.broken = true; };
    return worker;
  } catch { return null; }    // a page from a file, a sandboxed frame
}

const once = make => { let made; return () => (made ??= make()); };

// ---- downloads

const loading = { loaded: 0, total: 0, step: 'Loading Python' };
function report(step = loading.step) {
  loading.step = step;
  globalThis.dispatchEvent?.(new CustomEvent('foldline:progress', { detail: { ...loading } }));
}

/** The bytes of a file beside this one; what has come so far is reported. */
async function download(name, priority = 'high') {
  const expected = BUILD.files[name] ?? 0;
  loading.total += expected;
  if (CARRIED) return CARRIED.bytes(name);
  const response = await fetch(HOME + name, { priority });
  if (!response.ok) throw new Error(`${name}: ${response.status}`);
  const bytes = new Uint8Array(expected);
  let at = 0;
  for (const reader = response.body.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) break;
    if (at + value.length > expected) throw new Error(`${name} is longer than ${expected} bytes`);
    bytes.set(value, at);
    at += value.length;
    loading.loaded += value.length;
    report();
  }
  if (at !== expected) throw new Error(`${name} has ${at} bytes, not ${expected}`);
  return bytes.buffer;
}

// ---- unpacking, beside the page's own thread where a worker can be had

const pause = () => globalThis.scheduler?.yield?.() ?? new Promise(resolve => setTimeout(resolve));

const decoderWasm = once(() => download('zstd.wasm'));

async function startDecoder(worker) {
  const wasm = await decoderWasm();
  try {
    if (!worker || worker.broken) throw new Error('no workers here');
    const waiting = new Map();
    await new Promise((resolve, reject) => {
      worker.onerror = () => {
        reject(new Error('the decoder does not run'));
        for (const asked of waiting.values()) asked.reject(new Error('the decoder stopped'));
      };
      worker.onmessage = ({ data: { id, parts, error } }) => {
        if (!id) { if (error) reject(new Error(error)); else resolve(); return; }
        const asked = waiting.get(id);
        waiting.delete(id);
        if (error) asked.reject(new Error(error)); else asked.resolve(parts);
      };
      worker.postMessage({ wasm });
    });
    let last = 0;
    return buffer => new Promise((resolve, reject) => {
      waiting.set(++last, { resolve, reject });
      worker.postMessage({ id: last, buffer }, [buffer]);
    });
  } catch {
    const decoder = await import(moduleAt('decoder.mjs'));
    await decoder.prepare(wasm);
    return async buffer => { await pause(); return decoder.unpack(buffer); };
  }
}
const decoders = workers.map((worker, index) => once(() => startDecoder(workers[index] ??= startWorker())));
if (!kept) for (const decoder of decoders) decoder().catch(() => {});
async function unpacked(name, priority) {
  const packed = await download(name, priority);
  return (await decoders[Number(name === 'heap.zst')]())(packed);
}

// ---- what a boot needs, each asked for once

const joined = parts => {
  if (parts.length === 1) return parts[0];
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) { whole.set(part, at); at += part.length; }
  return whole;
};
/** [[name, bytes], …] out of one stretch of bytes and [[name, size], …]. */
function cut(whole, index) {
  let at = 0;
  return index.map(([name, size]) => [name, whole.subarray(at, at += size)]);
}
const runtimeWasm = once(async () => {
  const before = await earlier('pyodide.asm.wasm');
  if (before) return WebAssembly.compileStreaming(before);
  const bytes = joined(await unpacked('pyodide.asm.wasm.zst'));
  toKeep.set('pyodide.asm.wasm', bytes);
  return WebAssembly.compile(bytes);
});
const library = once(async () => {
  const before = await earlier('pydantic_core.wasm');
  const bytes = before ? await bytesOf(before) : joined(await unpacked('pydantic_core.so.zst'));
  if (!before) toKeep.set('pydantic_core.wasm', bytes);
  return { bytes, compiled: await WebAssembly.compile(bytes) };
});
const createModule = once(async () => {
  const before = await earlier('pyodide.asm.mjs');
  let script = await before?.blob();
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
  const before = await Promise.all(names.map(earlier));
  const parts = before.every(Boolean)
    ? await Promise.all(before.map(bytesOf))
    : await unpacked('heap.zst');
  if (!before.every(Boolean)) names.forEach((name, index) => toKeep.set(name, parts[index]));
  const saved = JSON.parse(new TextDecoder().decode(parts[0]));
  return { ...saved, data: parts[1], startFiles: cut(parts[2], saved.startFiles) };
});
const files = once(async () => {
  const [head, ...parts] = await unpacked('files.zst', 'low');
  return cut(joined(parts), JSON.parse(new TextDecoder().decode(head)));
});

/**
 * While Pyodide's own start asks for files by URL, it gets them from `served`, a map of URL to a function; and where it
 * gives the extension's bytes to the engine, the engine gets what it has compiled of them meanwhile.
 */
function serving(served) {
  const instantiate = WebAssembly.instantiate;
  WebAssembly.instantiate = async function (source, imports) {
    const { bytes, compiled } = source?.buffer && source.length > 1e6 ? await library() : {};
    if (!compiled || source.length !== bytes.length) return instantiate.call(this, source, imports);
    return { module: compiled, instance: await instantiate.call(this, compiled, imports) };
  };
  const outside = globalThis.fetch;
  globalThis.fetch = function (request, options) {
    const answer = served[String(request?.url ?? request)];
    return answer ? answer() : outside.call(this, request, options);
  };
  return () => { globalThis.fetch = outside; WebAssembly.instantiate = instantiate; };
}

/** What to hand to loadPyodide so that our compiled files are used, and the extension lies where the heap expects it. */
function prepared(place, stdlib) {
  const never = () => new Promise(() => {});
  let over = false, ended = Promise.resolve(), libraryAsked;
  const untilAsked = new Promise(resolve => { libraryAsked = resolve; });
  const served = {
    [`${HOME}pyodide.asm.wasm`]: never,                  // compiled already: see instantiateWasm below
    [`${HOME}python_stdlib.zip`]: async () => new Response(await stdlib()),
    [place]: async () => {
      libraryAsked();
      return { ok: true, arrayBuffer: () => library().then(({ bytes }) => bytes.buffer, never) };
    },
  };
  const restore = serving(served);
  const createPyodideModule = async settings => {
    const create = await createModule();
    const failed = new Promise((_, reject) => {
      settings.instantiateWasm = (imports, done) => {
        const marker = Symbol('error marker');           // what pyodide.mjs itself uses where wasm cannot make one
        imports.env.Jsv_GetError_import = () => marker;
        imports.env.JsvError_Check = value => value === marker;
        runtimeWasm()
          .then(async compiled => {
            if (over) throw new Error('given up');
            done(await WebAssembly.instantiate(compiled, imports), compiled);
          })
          .catch(reject);
        return {};
      };
    });
    settings.dynamicLibraries = [place];
    settings.locateFile = name => {
      if (!name.endsWith('.so')) return HOME + name;
      if (settings.wasmTable.length > BUILD.table) throw new Error(`function table: ${settings.wasmTable.length} entries`);
      settings.wasmTable.grow(BUILD.table - settings.wasmTable.length);
      return place;
    };
    const module = Promise.race([create(settings), failed]);
    ended = Promise.race([module, untilAsked]).catch(() => {});
    return Promise.race([module, library().then(never)]);                  // Emscripten itself would wait for ever
  };
  /** To be called in any case. A module given up halfway still gets what it asks for: its errors would be the page's. */
  const stop = async () => {
    over = true;
    await ended;
    restore();
  };
  return { createPyodideModule, stop };
}

// ---- the ways to start, fastest first

const output = { stdout: null, stderr: null };
const streams = {
  stdout: text => (output.stdout ?? console.log)(text),
  stderr: text => (output.stderr ?? console.error)(text),
};
const lock = () => ({ info: BUILD.lock, packages: {} });
const PLACE = `${SITE}/${BUILD.library}`;

async function fromSnapshot() {
  const { createPyodideModule, stop } = prepared(PLACE, async () => new Uint8Array(0));
  const snapshot = stateAlone();
  try {
    const python = await bootPyodide({
      ...streams, indexURL: HOME, lockFileContents: lock(), packageBaseUrl: HOME,
      _loadSnapshot: snapshot.bytes,
      _snapshotDeserializer: value => value,
      createPyodideModule: async settings => {
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

/**
 * A snapshot in Pyodide's own form that holds no memory, since `fill` writes that: header and JavaScript side alone.
 * Pyodide wants it before it sets up its module; `write` fills it in when it has come.
 */
function stateAlone() {
  const bytes = new Uint8Array(Math.ceil((48 + BUILD.stateLength) / 16) * 16);
  const words = new Uint32Array(bytes.buffer);
  const write = ({ magic, buildId, state }) => {
    if (buildId !== BUILD.buildId) throw new Error(`the snapshot is of build ${buildId}, this is ${BUILD.buildId}`);
    const { written } = new TextEncoder().encodeInto(JSON.stringify(state), bytes.subarray(48));
    if (written !== BUILD.stateLength) throw new Error(`the snapshot's state has ${written} bytes, not ${BUILD.stateLength}`);
    words.set([magic, bytes.length, written, 0]);
    for (let i = 0; i < 8; i++) words[4 + i] = parseInt(buildId.slice(8 * i, 8 * i + 8), 16);
  };
  return { bytes, write };
}

/** Writes the saved memory over fresh memory, once that has shown to be what the snapshot was taken against. */
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
  const found = await files();
  const [[, stdlib], ...site] = found;
  const { createPyodideModule, stop } = prepared(PLACE, async () => stdlib);
  try {
    return await bootPyodide({
      ...streams, indexURL: HOME, lockFileContents: lock(), packageBaseUrl: HOME, createPyodideModule,
      fsInit: async FS => put(FS, [...site, [PLACE, new Uint8Array(0)]]),
    });
  } finally { await stop(); }
}

function put(FS, entries) {
  for (const [name, bytes] of entries) {
    FS.mkdirTree(name.slice(0, name.lastIndexOf('/')));
    FS.writeFile(name, bytes);
  }
}

const later = () => import(moduleAt('later.mjs'));

/** Puts back the files that the snapshot lacks, for what is imported later. Resolves to nothing when they are there. */
async function restoreFiles(python) {
  const found = await files();
  for (let i = 0; i < found.length; i += 50) { await pause(); put(python.FS, found.slice(i, i + 50)); }
  put(python.FS, [[PLACE, new Uint8Array(0)]]);
  python.runPython('import importlib; importlib.invalidate_caches()', { globals: python.toPy({}) });
  for (const worker of workers) worker?.terminate();
  if (PAGE && !kept && !CARRIED && toKeep.size) await (await later()).keep({ cacheName: KEPT, home: HOME, whole: [KEPT_WHOLE, WHOLE], toKeep, pause });
}

/** Resolves when the page has said that it is ready, or has had time enough to, and has nothing to do. */
async function calm() {
  await new Promise(resolve => {
    document.addEventListener('foldline:ready', resolve, { once: true });
    setTimeout(resolve, PATIENCE);
  });
  await new Promise(resolve => (globalThis.requestIdleCallback ?? (task => setTimeout(task, 200)))(resolve));
}

// ---- the chain

async function start() {
  performance.mark('foldline:interpreter');
  // All at once, what an earlier visit kept with the largest first: what fails here fails again, and is caught, where it
  // is awaited.
  for (const need of kept ? [heap, runtimeWasm, library, createModule] : [createModule, runtimeWasm, library, heap]) need().catch(() => {});
  try {
    const python = await fromSnapshot();
    performance.mark('foldline:restored');
    return { python, way: 'snapshot' };
  } catch (error) {
    console.warn('Python does not start from its snapshot, trying the slower way:', error);
    try { localStorage.removeItem(KEPT_WHOLE); } catch { /* no storage here */ }
    toKeep.clear();
  }
  try {
    return { python: await fromFiles(), way: 'compiled' };
  } catch (error) {
    console.warn('Python does not start from compiled files, trying the slowest way:', error);
  }
  return null;
}
const started = start();

async function lastWay() {
  try {
    if (CARRIED) throw new Error('what it starts from is damaged in this file.');
    return await (await later()).published({ home: HOME, site: SITE, boot: options => bootPyodide({ ...streams, ...options }), put });
  } catch (error) {
    globalThis.dispatchEvent(new CustomEvent('foldline:failed', { detail: String(error?.message ?? error) }));
    throw error;
  }
}

/** Like Pyodide's own; of the options only stdout, stderr and, on the slowest way, packages and lock file count. */
export async function loadPyodide(options = {}) {
  Object.assign(output, { stdout: options.stdout, stderr: options.stderr });
  const { python, way } = await started ?? { python: await lastWay(), way: 'published' };
  report('Reading the brief');
  globalThis.dispatchEvent(new CustomEvent('foldline:interpreter'));
  const filesBack = once(() => (way === 'snapshot' ? restoreFiles(python) : Promise.resolve()));
  const here = { carried: CARRIED, home: HOME, keptWhole: KEPT_WHOLE };
  globalThis.foldlineInterpreter = {
    way,
    get files() { return filesBack(); },
    carriedFiles: async () => (await later()).carriedFiles(here),
    apart: async () => (await later()).apart(here),
  };
  if (PAGE) calm().then(filesBack).catch(error => console.warn('files for later imports did not come:', error));
  return python;
}
