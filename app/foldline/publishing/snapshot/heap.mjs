// The heap of a Pyodide about to be saved: what of it is worth saving.

const SHORTEST_SKIP = 256;       // bytes: a shorter run costs more to skip than to keep
const STRIDE = 16;              // words: how densely a page looks at memory that it does not write

/** Zeroes what the allocator has free and the stack has left behind: a freed object keeps its old bytes otherwise. */
export function releaseFreeMemory(module) {
  module.HEAPU8.fill(0, module._emscripten_stack_get_end(), module._emscripten_stack_get_current());
  module._malloc_set_footprint_limit(module._malloc_footprint());      // no more than is there already
  const taken = [];
  for (let size = 1 << 24; size >= 8; size = size > 1024 ? (size * 7 >> 3) & ~15 : size - 8) {
    for (let at; (at = module._malloc(size) >>> 0);) {
      module.HEAPU8.fill(0, at, at + module._malloc_usable_size(at));
      taken.push(at);
    }
  }
  for (const at of taken) module._free(at);
  module._malloc_set_footprint_limit(-1);
}

/** The active data segments of a wasm file: [{offset or null where it is relative, bytes}]. */
function segments(wasm) {
  let at = 8;
  const number = () => { let value = 0, shift = 0, byte; do { byte = wasm[at++]; value += (byte & 127) * 2 ** shift; shift += 7; } while (byte & 128); return value; };
  while (at < wasm.length) {
    const id = wasm[at++], end = number() + at;
    if (id !== 11) { at = end; continue; }
    const found = [];
    for (let count = number(); count > 0; count--) {
      const kind = number();
      let offset = null;
      if (kind === 2) number();
      if (kind !== 1) {
        const opcode = wasm[at++];
        if (opcode === 0x41) { offset = number(); } else number();
        if (wasm[at++] !== 0x0b) throw new Error('a data segment with an offset that is not one number');
      }
      const length = number();
      found.push({ offset, bytes: wasm.subarray(at, at + length) });
      at += length;
    }
    return found;
  }
  return [];
}

/** Marks (1) each byte of fresh memory that holds what some wasm file says it holds, the same in every engine. */
export function staticData(fresh, modules) {
  const known = new Uint8Array(fresh.length);
  for (const wasm of modules) for (const { offset, bytes } of segments(wasm)) {
    let start = offset ?? -1;
    if (offset === null || Buffer.compare(fresh.subarray(start, start + 256), bytes.subarray(0, 256))) {
      // a library's segment lies where the allocator put it: look for its longest plain stretch
      const probe = Math.floor(bytes.length / 3) & ~15;
      const hit = Buffer.from(fresh.buffer, fresh.byteOffset, fresh.length).indexOf(bytes.subarray(probe, probe + 512));
      start = hit < 0 ? -1 : hit - probe;
    }
    if (start < 0) continue;
    for (let i = 0; i < bytes.length; i++) known[start + i] = fresh[start + i] === bytes[i] ? 1 : 0;
  }
  return known;
}

/**
 * What has to be written over fresh memory to make it the saved heap: `ranges` as [start, length, …] and their `data`.
 * Left out are zeroes over zeroes and bytes that are `known` to be there; `skippedSum` is the 32-bit sum of the latter's
 * words, by which a page sees that its memory is what we think it is.
 */
export function changedRanges(heap, fresh, known) {
  const at = i => (i < fresh.length ? fresh[i] : 0);
  const same = i => heap[i] === at(i) && (i >= fresh.length || known[i] || heap[i] === 0 && fresh[i] === 0);
  const kept = [];            // [start, end)
  let start = -1, last = -1;
  for (let i = 0; i < heap.length; i++) {
    if (same(i)) continue;
    if (start >= 0 && i - last > SHORTEST_SKIP) { kept.push([start, last + 1]); start = i; }
    if (start < 0) start = i;
    last = i;
  }
  if (start >= 0) kept.push([start, last + 1]);
  for (const range of kept) { range[0] &= ~15; range[1] = Math.min(heap.length, (range[1] + 15) & ~15); }
  const merged = [];
  for (const range of kept) {
    const before = merged.at(-1);
    if (before && range[0] <= before[1]) before[1] = range[1]; else merged.push(range);
  }
  const words = new Uint32Array(heap.buffer, heap.byteOffset, heap.length >> 2);
  let skippedSum = 0, from = 0;
  for (const [first, end] of [...merged, [fresh.length, fresh.length]]) {
    for (let i = from; i < Math.min(first, fresh.length); i += 4 * STRIDE) skippedSum = (skippedSum + words[i >> 2]) >>> 0;
    from = end;
  }
  const ranges = merged.flatMap(([first, end]) => [first, end - first]);
  return { ranges, skippedSum, data: Buffer.concat(merged.map(([first, end]) => heap.subarray(first, end))) };
}
