// Leaves out of pyodide.asm.wasm the exports that nothing here asks for. Pyodide exports some 7,400 functions so that any
// extension may link to any of them; an engine makes an object of each at every start, and Emscripten gives each a place
// in the function table. Only the list of exports changes: the code stays as it is.

const EXPORTS = 7, IMPORTS = 2, FUNCTION = 0;
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

/** `wasm` with the exports alone that `script` (pyodide.asm.mjs), the `libraries` or its own imports name. */
export function withFewerExports(wasm, script, libraries) {
  const assigned = /function assignWasmExports\(wasmExports\)\{(.*?)\}/s.exec(script);
  if (!assigned) throw new Error('pyodide.asm.mjs does not assign its exports where Pyodide 314 does');
  const names = new Map();           // export -> the names that the script knows it by
  for (const [, chain, name] of assigned[1].matchAll(/((?:(?:\w+|Module\["\w+"\])=)+)wasmExports\["(\w+)"\]/g)) {
    names.set(name, [...chain.matchAll(/\w+/g)].map(([word]) => word).filter(word => word !== 'Module'));
  }
  const declaration = new RegExp(`var ${[...names.values()][0][0]},[\\w,]*;`).exec(script);
  if (!declaration) throw new Error('pyodide.asm.mjs does not declare its exports in one list');
  const used = new Set(script.replace(assigned[0], '').replace(declaration[0], '').match(/[\w$]+/g));
  const asked = new Set([...OURS, ...imports(wasm), ...libraries.flatMap(library => [...imports(library)])]);

  const { start, body, end } = [...sections(wasm)].find(({ id }) => id === EXPORTS);
  const reader = new Reader(wasm, body), kept = [];
  for (let count = reader.number(); count > 0; count--) {
    const from = reader.at, name = reader.name(), kind = reader.byte();
    reader.number();
    if (kind !== FUNCTION || name.startsWith('__') || asked.has(name) || used.has(name) || names.get(name)?.some(word => used.has(word))) {
      kept.push(wasm.subarray(from, reader.at));
    }
  }
  const list = Buffer.concat([encoded(kept.length), ...kept]);
  return Buffer.concat([wasm.subarray(0, start), Buffer.from([EXPORTS]), encoded(list.length), list, wasm.subarray(end)]);
}
