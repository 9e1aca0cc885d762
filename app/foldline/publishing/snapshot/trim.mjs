// Leaves out of pyodide.asm.wasm the exports that nothing here asks for. Pyodide exports some 7,400 functions so that any
// extension may link to any of them; an engine makes an object of each at every start, and Emscripten gives each a place
// in the function table. Only the list of exports changes, and how much memory there is at first: the code stays as it is.

const IMPORTS = 2, MEMORY = 5, EXPORTS = 7;       // sections
const FUNCTION = 0;
// what heap.mjs asks of the allocator
const OURS = ['malloc', 'free', 'malloc_usable_size', 'malloc_footprint', 'malloc_set_footprint_limit', 'emscripten_stack_get_end', 'emscripten_stack_get_current'];

/** A reader of wasm's numbers and names. */
class Reader {
  constructor(bytes, at = 0) { this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length); this.at = at; }
  byte() { return this.bytes[this.at++]; }
  number() {
    let value = 0, byte;
    for (let shift = 0; ; shift += 7) {
      byte = this.byte();
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return value;
    }
  }
  name() { const size = this.number(); return this.bytes.toString('utf8', this.at, this.at += size); }
}

function* sections(wasm) {
  const reader = new Reader(wasm, 8);
  while (reader.at < wasm.length) {
    const start = reader.at, id = reader.byte(), size = reader.number();
    yield { id, start, body: reader.at, end: reader.at + size };
    reader.at += size;
  }
}

const section = (wasm, kind) => [...sections(wasm)].find(({ id }) => id === kind);

/** `wasm` with other contents of one section. */
function withSection(wasm, kind, contents) {
  const { start, end } = section(wasm, kind);
  return Buffer.concat([wasm.subarray(0, start), Buffer.from([kind]), encoded(contents.length), contents, wasm.subarray(end)]);
}

/** The names that a wasm file imports. */
function imports(wasm) {
  const names = new Set();
  for (const { id, body } of sections(wasm)) {
    if (id !== IMPORTS) continue;
    const reader = new Reader(wasm, body);
    const limits = () => { const bounded = reader.byte() & 1; reader.number(); if (bounded) reader.number(); };
    for (let count = reader.number(); count > 0; count--) {
      reader.name();
      names.add(reader.name());
      [() => reader.number(), () => { reader.byte(); limits(); }, limits, () => { reader.at += 2; }, () => { reader.at += 1; reader.number(); }][reader.byte()]();
    }
  }
  return names;
}

function encoded(value) {
  const bytes = [];
  do { bytes.push(value % 128 + (value > 127 ? 128 : 0)); value = Math.floor(value / 128); } while (value > 0);
  return Buffer.from(bytes);
}

/** What pyodide.asm.mjs knows of wasm's exports: `names`, Map of export to the script's names for it; the text of the
 *  `declaration` of those, and of the `assignments`. */
function exportsIn(script) {
  const assignments = /function assignWasmExports\(wasmExports\)\{(.*?)\}/s.exec(script);
  if (!assignments) throw new Error('pyodide.asm.mjs does not assign its exports where Pyodide 314 does');
  const names = new Map();
  for (const [, chain, name] of assignments[1].matchAll(ASSIGNMENT)) {
    names.set(name, [...chain.matchAll(/\w+/g)].map(([word]) => word).filter(word => word !== 'Module'));
  }
  const declaration = new RegExp(`var ${[...names.values()][0][0]},[\\w,]*;`).exec(script);
  if (!declaration) throw new Error('pyodide.asm.mjs does not declare its exports in one list');
  return { names, declaration: declaration[0], assignments: assignments[1] };
}
const ASSIGNMENT = /((?:(?:\w+|Module\["\w+"\])=)+)wasmExports\["(\w+)"\](?:;|$)/g;

/** `wasm` with the exports alone that `script` (pyodide.asm.mjs), the `libraries` or its own imports name, and `script`
 *  without the other exports' names: they are two fifths of it, and are parsed and run at every start. */
export function withFewerExports(wasm, script, libraries) {
  const { names, declaration, assignments } = exportsIn(script);
  const used = new Set(script.replace(assignments, '').replace(declaration, '').match(/[\w$]+/g));
  const asked = new Set([...OURS, ...imports(wasm), ...libraries.flatMap(library => [...imports(library)])]);
  const wanted = name => name.startsWith('__') || asked.has(name) || used.has(name) || names.get(name)?.some(word => used.has(word));

  const { body } = section(wasm, EXPORTS);
  const reader = new Reader(wasm, body), kept = [];
  for (let count = reader.number(); count > 0; count--) {
    const from = reader.at, name = reader.name(), kind = reader.byte();
    reader.number();
    if (kind !== FUNCTION || wanted(name)) kept.push(wasm.subarray(from, reader.at));
  }
  const list = Buffer.concat([encoded(kept.length), ...kept]);
  const dropped = new Set([...names].filter(([name]) => !wanted(name)).flatMap(([, words]) => words));
  return {
    wasm: withSection(wasm, EXPORTS, list),
    script: script
      .replace(declaration, () => `var ${declaration.slice(4, -1).split(',').filter(word => !dropped.has(word)).join(',')};`)
      .replace(assignments, () => assignments.replace(ASSIGNMENT, (whole, chain, name) => (wanted(name) ? whole : ''))),
  };
}

/** `wasm` with at least so many pages of 64 KiB in its memory: one that has to grow is given up for a new one, and looked after. */
export function withMemory(wasm, pages) {
  const reader = new Reader(wasm, section(wasm, MEMORY).body);
  const [count, flags, least] = [reader.number(), reader.byte(), reader.number()];
  if (count !== 1 || !(flags & 1)) throw new Error('pyodide.asm.wasm does not have one memory with a limit, as that of Pyodide 314 has');
  return withSection(wasm, MEMORY, Buffer.concat([encoded(1), Buffer.from([flags]), encoded(Math.max(least, pages)), encoded(reader.number())]));
}

/** `script` (pyodide.asm.mjs) without a few detours of its start. */
export function withFewerDetours(script) {
  const detours = [
    // Shared memory is tried for Atomics.wait alone, which has a way without; the try itself makes browsers complain.
    ['new WebAssembly.Memory({shared:!0,initial:1,maximum:1}).buffer', '4'],
    // Some hundred JavaScript functions are each wrapped by a module compiled for it: one for each signature is enough.
    ['var module=new WebAssembly.Module(bytes);', 'var module=(convertJsFunctionToWasm.modules??={})[sig]??=new WebAssembly.Module(bytes);'],
    // In parentheses, it is compiled as it is parsed, beside the page's thread, and not once more when it is called.
    ['async function _createPyodideModule(', 'const _createPyodideModule=(async function(', ],
    ['return moduleRtn}export default', 'return moduleRtn});export default'],
  ];
  for (const [before, after] of detours) {
    if (script.split(before).length !== 2) throw new Error(`pyodide.asm.mjs does not have ${before} where Pyodide 314 does`);
    script = script.replace(before, () => after);
  }
  return script;
}
