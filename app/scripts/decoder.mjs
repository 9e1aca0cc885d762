// Unpacks the frames that frames.mjs packs, with the zstd decoder of the npm package `zstddec`. A worker of the name "decoder" by
// its first use; imported as an ordinary module where there are no workers, or only the one that it is needed in.
let zstd;

/** Starts the decoder from its wasm. */
export async function prepare(wasm) {
  const memoryGrown = { env: { emscripten_notify_memory_growth() {} } };
  zstd = (await WebAssembly.instantiate(wasm, memoryGrown)).instance.exports;
}

/** The plain bytes of each frame, in order. Throws where a byte is missing or wrong. */
export function unpack(buffer) {
  const head = new DataView(buffer);
  if (buffer.byteLength < 8 || head.getUint32(0, true) !== 0x315a4c46) throw new Error('not a packed file');
  const count = head.getUint32(4, true), parts = [];
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

if (globalThis.WorkerGlobalScope && globalThis.name === 'decoder') {
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
