// Worker named "decoder", as soon as Python is to start: unpacks the frames that frames.mjs packs, with the zstd decoder of the
// npm package `zstddec`. Where a worker can't be started, interpreter.mjs imports this as a module instead.

/** @type {any} what zstddec exports to JavaScript */
let zstd;

/** Starts the decoder from the bytes of its wasm. @param {ArrayBuffer} wasm */
export async function prepare(wasm) {
  const memoryGrown = { env: { emscripten_notify_memory_growth() {} } };
  zstd = (await WebAssembly.instantiate(wasm, memoryGrown)).instance.exports;
}

/** Returns the plain bytes of each frame, in order. Throws where a byte is missing or wrong. @param {ArrayBuffer} buffer */
export function unpack(buffer) {
  const head = new DataView(buffer);
  if (buffer.byteLength < 8 || head.getUint32(0, true) !== 0x315a4c46) throw new Error('not a packed file');
  const count = head.getUint32(4, true);
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const parts = [];
  let at = 8 + 8 * count;
  for (let frame = 0; frame < count; frame++) {
    const packed = head.getUint32(8 + 8 * frame, true), plain = head.getUint32(12 + 8 * frame, true);
    if (at + packed > buffer.byteLength) throw new Error('a packed file ends early');
    const from = zstd.malloc(packed), to = zstd.malloc(plain);
    new Uint8Array(zstd.memory.buffer).set(new Uint8Array(buffer, at, packed), from);
    const size = zstd.ZSTD_decompress(to, plain, from, packed);
    if (size !== plain) throw new Error(`a packed file is broken (frame ${frame})`);
    parts.push(new Uint8Array(zstd.memory.buffer).slice(to, to + plain));
    zstd.free(from);
    zstd.free(to);
    at += packed;
  }
  return parts;
}

if ('WorkerGlobalScope' in globalThis && globalThis.name === 'decoder') {
  onmessage = async ({ data: { id, wasm, buffer } }) => {
    try {
      if (wasm) { await prepare(wasm); postMessage({}); return; }
      const parts = unpack(buffer);
      postMessage({ id, parts }, parts.map(part => part.buffer));
    } catch (error) {
      postMessage({ id, error: String(error) });
    }
  };
}
