// Makes what a page starts Python from. Run by Node 22.15 or later (zstd), at publish time: node make.mjs JOB.json
//
// The job, as snapshot/__init__.py writes it: `pyodide`, folder of the npm package; `stdlib`, PyScript's own Python
// package as a module; `zstd`, zstddec.mjs; `wheels`; `scripts`, folder of interpreter.mjs and decoder.mjs; `warm`, text
// of a brief; `late`, prefix of the modules whose files come along, but for those that begin as in `on_demand`; `work` and `out`, folders to write in.
// Written to `out`: *.zst (see frames.mjs), pyodide.asm.mjs.gz, zstd.wasm, pyodide/pyscript.json, interpreter.mjs, decoder.mjs.
//
// Two boots. The first compiles every source to .pyc without docstrings; the second imports from those alone, so that
// its heap never held a source, a syntax tree or a docstring. docs/contributing/snapshot.md tells what this rests on.
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { pathToFileURL, fileURLToPath } from 'node:url';
import { changedRanges, releaseFreeMemory, staticData } from './heap.mjs';
import { packFrames } from './frames.mjs';
import { withFewerDetours, withFewerExports, withMemory } from './trim.mjs';

// Node itself would quote the line that threw, which in pyodide.asm.mjs is the whole file.
process.on('uncaughtException', error => {
  fs.writeSync(2, `\nError: ${String(error?.message ?? error).trim().split('\n').at(-1)}\n`);
  process.exit(1);
});

const HERE = path.dirname(fileURLToPath(import.meta.url));
const SITE = '/lib/python3.14/site-packages';
const TABLE_LEVEL = 16384;      // function table entries before the extension is placed: above what any engine has by then
const MEMORY_LEVEL = 592;       // pages of 64 KiB at first: a little above what the heap needs, so that no page has to grow it
const ENVIRONMENT = {
  PYTHONHASHSEED: '0',          // the same input makes the same snapshot
  PYTHONNODEBUGRANGES: '1',     // columns in tracebacks cost a tenth of all code
  PYTHONDONTWRITEBYTECODE: '1',
};

const job = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const { default: stdlibOfPyScript } = await import(pathToFileURL(job.stdlib));      // {folder: {name: text}}
const { loadPyodide, version } = await import(pathToFileURL(path.join(job.pyodide, 'pyodide.mjs')));

/** Boots once to turn sources into .pyc: {stdlib: zip, site: Map of path to bytes, libraries: Map of path to bytes}. */
async function compileAll() {
  const python = await loadPyodide({ env: { ...ENVIRONMENT } });
  const put = (at, data) => { python.FS.mkdirTree(path.posix.dirname(at)); python.FS.writeFile(at, data); };
  put('/build/compiling.py', fs.readFileSync(path.join(HERE, 'in_pyodide', 'compiling.py')));
  for (const wheel of job.wheels) put('/build/wheels/' + path.basename(wheel), fs.readFileSync(wheel));
  const putTree = (at, tree) => Object.entries(tree).forEach(([name, value]) => (
    typeof value === 'string' ? put(`${at}/${name}`, value) : putTree(`${at}/${name}`, value)));
  putTree('/build/pyscript', stdlibOfPyScript);
  python.runPython('import sys; sys.path.insert(0, "/build"); import compiling; compiling.main()');
  const read = name => python.FS.readFile('/build/done/' + name);
  const index = JSON.parse(python.FS.readFile('/build/done/index.json', { encoding: 'utf8' }));
  const gather = group => new Map(Object.entries(index[group]).map(([name, at]) => [name, read(at)]));
  return { stdlib: read('stdlib.zip'), site: gather('site'), libraries: gather('libraries'), pyscript: gather('pyscript') };
}

/** The settings that place the extensions at start, so that they land at the same address whenever this is done. */
function placing(libraries, then = () => {}) {
  const folder = fs.mkdtempSync(path.join(job.work, 'libraries-'));
  return async settings => {
    settings.dynamicLibraries = [...libraries.keys()].map(name => `${SITE}/${name}`);
    settings.locateFile = name => {
      if (!name.endsWith('.so')) return path.join(job.pyodide, name);
      if (settings.wasmTable.length > TABLE_LEVEL) throw new Error(`the table has ${settings.wasmTable.length} entries: raise TABLE_LEVEL`);
      settings.wasmTable.grow(TABLE_LEVEL - settings.wasmTable.length);
      const file = path.join(folder, path.basename(name));
      fs.writeFileSync(file, libraries.get(name.slice(SITE.length + 1)));
      return file;
    };
    try { const module = await createModule(settings); then(module); return module; }
    finally { fs.rmSync(folder, { recursive: true, force: true }); }
  };
}

fs.mkdirSync(job.out, { recursive: true });
const { stdlib, site, libraries, pyscript } = await compileAll();
if (libraries.size !== 1) throw new Error(`expected one extension in the wheels, found ${[...libraries.keys()]}: a second would move with the table`);
const stdlibFile = path.join(job.work, 'stdlib.zip');
fs.writeFileSync(stdlibFile, stdlib);

const trimmed = fs.mkdtempSync(path.join(job.work, 'pyodide-'));
fs.copyFileSync(path.join(job.pyodide, 'pyodide-lock.json'), path.join(trimmed, 'pyodide-lock.json'));
const { wasm, script } = withFewerExports(
  withMemory(fs.readFileSync(path.join(job.pyodide, 'pyodide.asm.wasm')), MEMORY_LEVEL),
  withFewerDetours(fs.readFileSync(path.join(job.pyodide, 'pyodide.asm.mjs'), 'utf8')),
  [...libraries.values()]);
fs.writeFileSync(path.join(trimmed, 'pyodide.asm.mjs'), script);
const { default: createModule } = await import(pathToFileURL(path.join(trimmed, 'pyodide.asm.mjs')));
fs.writeFileSync(path.join(trimmed, 'pyodide.asm.wasm'), wasm);

// What a page's memory holds just before the snapshot goes in.
let fresh;
const boot = (options, then) => loadPyodide({
  env: { ...ENVIRONMENT }, indexURL: trimmed, stdLibURL: stdlibFile, createPyodideModule: placing(libraries, then), ...options,
});
await boot({ createPyodideModule: placing(libraries, module => { fresh = module.HEAPU8.slice(); throw new Error('enough'); }), _loadSnapshot: new Uint8Array(64) })
  .catch(error => { if (error.message !== 'enough') throw error; });

const python = await boot({ _makeSnapshot: true });
for (const [name, data] of [...site, ...[...libraries.keys()].map(name => [name, new Uint8Array(0)])]) {
  python.FS.mkdirTree(path.posix.dirname(`${SITE}/${name}`));
  python.FS.writeFile(`${SITE}/${name}`, data);
}
python.runPython('import importlib; importlib.invalidate_caches(); del importlib');
python.FS.mkdir('/tmp/own');
python.FS.writeFile('/tmp/own/waking.py', fs.readFileSync(path.join(HERE, 'in_pyodide', 'waking.py')));
python.runPython('import sys; sys.path.insert(0, "/tmp/own"); import waking; sys.path.remove("/tmp/own"); del waking, sys');
python.FS.writeFile('/tmp/warm.json', job.warm);
python.runPython(fs.readFileSync(path.join(HERE, 'in_pyodide', 'warmup.py'), 'utf8'), { globals: python.toPy({ __name__: 'warmup' }) });
python.runPython(fs.readFileSync(path.join(HERE, 'in_pyodide', 'tidying.py'), 'utf8'), { globals: python.toPy({ __name__: 'tidying' }) });
const module = python._module;
releaseFreeMemory(module);
const saved = python.makeMemorySnapshot({
  serializer: value => { throw new Error(`the warm-up left a JavaScript value in the heap that cannot be saved: ${value}`); },
});
const [magic, offset, stateLength] = new Uint32Array(saved.buffer, 0, 3);
const buildId = [...new Uint32Array(saved.buffer, 16, 8)].map(word => word.toString(16).padStart(8, '0')).join('');
const state = JSON.parse(new TextDecoder().decode(saved.subarray(48, 48 + stateLength)));
const heap = saved.subarray(offset);

// ---- write
const [library] = libraries.values(), [libraryName] = libraries.keys();
const known = staticData(fresh, [wasm, library]);
const { ranges, data, skippedSum } = changedRanges(heap, fresh, known);

// Files that are there from the start: what can be imported only where there is a page, PyScript's own package and ours.
const placed = entries => entries.map(([name, bytes]) => [`${SITE}/${name}`, bytes]);
const startFiles = placed([...pyscript, ...[...site].filter(([name]) => name.startsWith(job.late) && !job.on_demand.some(prefix => name.startsWith(prefix)))]);

const heading = Buffer.from(JSON.stringify({ magic, buildId, version, table: TABLE_LEVEL, library: `${SITE}/${libraryName}`, bytes: heap.length, fresh: fresh.length, ranges, skippedSum, state,
  startFiles: startFiles.map(([name, bytes]) => [name, bytes.length]) }));

const files = {};
function write(name, bytes) {
  fs.writeFileSync(path.join(job.out, name), bytes);
  files[name] = bytes.length;
}
write('pyodide.asm.wasm.zst', packFrames([wasm]));
write('pydantic_core.so.zst', packFrames([library]));
write('pyodide.asm.mjs.gz', zlib.gzipSync(script, { level: 9 }));
write('heap.zst', packFrames([heading, data, Buffer.concat(startFiles.map(([, bytes]) => bytes))]));
{ // the standard library and the packages, for what is imported later and for the boot without a snapshot
  const entries = [['/lib/python314.zip', stdlib], ...placed([...pyscript, ...site])];
  const index = Buffer.from(JSON.stringify(entries.map(([name, bytes]) => [name, bytes.length])));
  const body = Buffer.concat(entries.map(([, bytes]) => bytes));
  write('files.zst', packFrames([index, body]));
}
fs.writeFileSync(path.join(job.out, 'pyodide', 'pyscript.json'), JSON.stringify(stdlibOfPyScript));      // for the slowest way
const decoder = fs.readFileSync(job.zstd, 'utf8').match(/wasm = "([^"]+)"/);
if (!decoder) throw new Error(`${job.zstd} does not hold the decoder's wasm where zstddec 0.3.4 has it`);
write('zstd.wasm', Buffer.from(decoder[1], 'base64'));
const { info } = JSON.parse(fs.readFileSync(path.join(job.pyodide, 'pyodide-lock.json'), 'utf8'));
const hash = crypto.createHash('sha256');
for (const name of Object.keys(files)) hash.update(fs.readFileSync(path.join(job.out, name)));
const build = { version, buildId, stateLength: Buffer.byteLength(JSON.stringify(state)), table: TABLE_LEVEL, library: libraryName, lock: info, files, hash: hash.digest('hex').slice(0, 16) };
for (const name of ['decoder.mjs', 'after-start.mjs', 'worker.mjs', 'interpreter.mjs']) {
  const text = fs.readFileSync(path.join(job.scripts, name), 'utf8');
  fs.writeFileSync(path.join(job.out, name), text.replace('/* BUILD */ null', JSON.stringify(build)));
}
process.exit(0);        // Pyodide's own timers would keep Node waiting
