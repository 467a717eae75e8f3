/**
 * The two 4-bit ADPCM codings of WAV files, IMA and Microsoft. A block starts afresh, so any block can be read alone.
 *
 * Tables and recurrences: IMA Digital Audio Focus and Technical Working Group, "Recommended practices" (1992), and Microsoft,
 * "New multimedia data types and data techniques" (1994).
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { type SampleLayout } from './audio-format.js';
import { viewOf } from './bytes.js';

/** Step sizes of IMA: 7 rising by 1.1 each, as the table of the paper rounds them. */
const IMA_STEPS = [
  7, 8, 9, 10, 11, 12, 13, 14, 16, 17, 19, 21, 23, 25, 28, 31, 34, 37, 41, 45, 50, 55, 60, 66, 73, 80, 88, 97, 107, 118, 130, 143, 157, 173,
  190, 209, 230, 253, 279, 307, 337, 371, 408, 449, 494, 544, 598, 658, 724, 796, 876, 963, 1060, 1166, 1282, 1411, 1552, 1707, 1878, 2066,
  2272, 2499, 2749, 3024, 3327, 3660, 4026, 4428, 4871, 5358, 5894, 6484, 7132, 7845, 8630, 9493, 10442, 11487, 12635, 13899, 15289, 16818,
  18500, 20350, 22385, 24623, 27086, 29794, 32767,
];
const IMA_MOVES = [-1, -1, -1, -1, 2, 4, 6, 8];

const MS_ADAPT = [230, 230, 230, 230, 307, 409, 512, 614, 768, 614, 512, 409, 307, 230, 230, 230];
const MS_COEF_1 = [256, 512, 0, 192, 240, 460, 392];
const MS_COEF_2 = [0, -256, 0, 64, 0, -208, -232];

const clip16 = (x: number): number => (x > 32767 ? 32767 : x < -32768 ? -32768 : x);

/** Decodes samples `[from, from + count)` of each channel into `out`, planar. */
export function decodeAdpcm(bytes: Uint8Array, layout: SampleLayout, from: number, count: number, out: FloatArray): void {
  const { channels, frameBytes, blockFrames, start, encoding } = layout;
  const view = viewOf(bytes);
  const block = new Int16Array(channels * blockFrames); // planar
  const decode = encoding === 'ima-adpcm' ? imaBlock : msBlock;
  const last = Math.ceil((from + count) / blockFrames);
  for (let b = Math.floor(from / blockFrames); b < last; b++) {
    const at = start + b * frameBytes;
    decode(view, at, Math.min(at + frameBytes, bytes.length), channels, block, blockFrames);
    const first = b * blockFrames;
    const lo = Math.max(from, first);
    const hi = Math.min(from + count, first + blockFrames);
    for (let c = 0; c < channels; c++) {
      for (let i = lo; i < hi; i++) out[c * count + i - from] = block[c * blockFrames + i - first]! / 32768;
    }
  }
}

/** Head per channel: sample (s16), step index (u8), 0. Then 4 bytes of each channel in turn, low nibble first. */
function imaBlock(view: DataView, at: number, end: number, channels: number, out: Int16Array, frames: number): void {
  for (let c = 0; c < channels; c++) {
    let value = view.getInt16(at + 4 * c, true);
    let index = Math.min(view.getUint8(at + 4 * c + 2), 88);
    out[c * frames] = value;
    for (let i = 1; i < frames; i++) {
      const nibbleIndex = i - 1;
      const byte = at + 4 * channels + (nibbleIndex >> 3) * 4 * channels + 4 * c + ((nibbleIndex & 7) >> 1);
      if (byte >= end) break;
      const nibble = (view.getUint8(byte) >> (4 * (nibbleIndex & 1))) & 15;
      const step = IMA_STEPS[index]!;
      const change = ((2 * (nibble & 7) + 1) * step) >> 3; // rounded once, as ffmpeg; the paper (and libsndfile) round each bit's share
      value = clip16(nibble & 8 ? value - change : value + change);
      index = Math.min(88, Math.max(0, index + IMA_MOVES[nibble & 7]!));
      out[c * frames + i] = value;
    }
  }
}

/** Head: predictor (u8) of each channel, delta (s16) of each, second sample of each, first sample of each. Then nibbles, high first. */
function msBlock(view: DataView, at: number, end: number, channels: number, out: Int16Array, frames: number): void {
  for (let c = 0; c < channels; c++) {
    const predictor = Math.min(view.getUint8(at + c), 6);
    const coef1 = MS_COEF_1[predictor]!;
    const coef2 = MS_COEF_2[predictor]!;
    const head = at + channels + 2 * c;
    let delta = view.getInt16(head, true);
    let s1 = view.getInt16(head + 2 * channels, true);
    let s2 = view.getInt16(head + 4 * channels, true);
    out[c * frames] = s2;
    out[c * frames + 1] = s1;
    for (let i = 2; i < frames; i++) {
      const nibbleIndex = (i - 2) * channels + c;
      const byte = at + 7 * channels + (nibbleIndex >> 1);
      if (byte >= end) break;
      const nibble = (view.getUint8(byte) >> (nibbleIndex & 1 ? 0 : 4)) & 15;
      const signed = nibble & 8 ? nibble - 16 : nibble;
      const value = clip16(((s1 * coef1 + s2 * coef2) >> 8) + signed * delta);
      delta = Math.max(16, (MS_ADAPT[nibble]! * delta) >> 8);
      s2 = s1;
      s1 = value;
      out[c * frames + i] = value;
    }
  }
}
