// The form of the compressed files: "FLZ1", the number of frames, then of each its compressed and its plain length
// (all uint32, little-endian), then the frames, each zstd on its own. So a reader can unpack one while the next comes.
// Each has a checksum: with a byte changed it may well unpack, to something else.
import zlib from 'node:zlib';

const FRAME = 64 << 20;
const { ZSTD_c_compressionLevel: LEVEL, ZSTD_c_windowLog: WINDOW, ZSTD_c_contentSizeFlag: SIZE, ZSTD_c_checksumFlag: CHECKSUM } = zlib.constants;
const compress = bytes => zlib.zstdCompressSync(bytes, { params: { [LEVEL]: Number(process.env.ZSTD_LEVEL ?? 19), [WINDOW]: 25, [SIZE]: 1, [CHECKSUM]: 1 } });

/** The bytes of one file: each part starts a frame of its own, and large parts take several. */
export function packFrames(parts) {
  const frames = parts.flatMap(part => {
    const slices = [];
    for (let at = 0; at < part.length; at += FRAME) slices.push(part.subarray(at, at + FRAME));
    return slices;
  }).map(plain => [compress(plain), plain.length]);
  const head = Buffer.alloc(8 + 8 * frames.length);
  head.write('FLZ1', 'latin1');
  head.writeUInt32LE(frames.length, 4);
  frames.forEach(([packed, plain], index) => {
    head.writeUInt32LE(packed.length, 8 + 8 * index);
    head.writeUInt32LE(plain, 12 + 8 * index);
  });
  return Buffer.concat([head, ...frames.map(([packed]) => packed)]);
}
