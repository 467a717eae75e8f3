/**
 * The commonest samples without detours: 16-bit integers in the machine's own byte order. A third of the time of the general way.
 * @module
 */

/** Four at once, since V8 checks bounds each time around. */
const scale = (x: Float32Array): void => {
  let i = 0;
  for (; i < x.length - 3; i += 4) {
    x[i] = x[i]! * (1 / 32768);
    x[i + 1] = x[i + 1]! * (1 / 32768);
    x[i + 2] = x[i + 2]! * (1 / 32768);
    x[i + 3] = x[i + 3]! * (1 / 32768);
  }
  for (; i < x.length; i++) x[i] = x[i]! * (1 / 32768);
};

/**
 * Reads `channels` x `count` interleaved samples from byte `start` on into `out`, planar. Answers whether it could: not if they lie at an
 * odd address, or the machine is big-endian. Sixteen bits by 2^15 are exact in single precision.
 */
export function readInt16(out: Float32Array, bytes: Uint8Array, start: number, channels: number, count: number): boolean {
  const at = bytes.byteOffset + start;
  if (at % 2 !== 0 || new Uint8Array(Uint16Array.of(1).buffer)[0] !== 1) return false;
  const x = new Int16Array(bytes.buffer, at, channels * count);
  if (channels === 1) out.set(x);
  else {
    const row = new Int16Array(count);
    for (let c = 0; c < channels; c++) {
      for (let i = 0, from = c; i < count; i++, from += channels) row[i] = x[from]!;
      out.set(row, c * count);
    }
  }
  scale(out);
  return true;
}
