/**
 * The loops that turn stored numbers into samples in [-1, 1). Each fills a Float64Array, so that every loop sees one array type;
 * the result is rounded to float32 on the way out, a block at a time.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { decodeAdpcm } from './adpcm.js';
import { type SampleLayout } from './audio-format.js';
import { viewOf } from './bytes.js';
import { allocate } from './decode-options.js';
import { alawTable, mulawTable } from './g711.js';
import { readInt16 } from './read-int16.js';

/** Reads `n` samples, `step` bytes apart, from byte `at`. */
type Kernel = (view: DataView, at: number, step: number, out: Float64Array, n: number) => void;

/** Frames per block: one channel's share of it stays in the first-level cache. */
const BLOCK = 2048;

/** Samples `[from, from + count)` of every channel, planar. */
export function readSamples(
  bytes: Uint8Array,
  layout: SampleLayout,
  from: number,
  count: number,
  dtype: 'float32' | 'float64',
): FloatArray {
  const { channels } = layout;
  const out = allocate(dtype, channels * count);
  if (layout.blockFrames > 0) {
    decodeAdpcm(bytes, layout, from, count, out);
    return out;
  }
  const isInt16 = layout.encoding === 'pcm' && layout.sampleBytes === 2 && layout.littleEndian;
  if (isInt16 && out instanceof Float32Array && readInt16(out, bytes, layout.start + from * layout.frameBytes, channels, count)) return out;
  const view = viewOf(bytes);
  const kernel = chooseKernel(layout);
  const scratch = new Float64Array(Math.min(BLOCK, count));
  for (let done = 0; done < count; done += BLOCK) {
    const n = Math.min(BLOCK, count - done);
    const block = n === scratch.length ? scratch : scratch.subarray(0, n);
    const at = layout.start + (from + done) * layout.frameBytes;
    for (let c = 0; c < channels; c++) {
      kernel(view, at + c * layout.sampleBytes, layout.frameBytes, block, n);
      out.set(block, c * count + done);
    }
  }
  return out;
}

function chooseKernel({ encoding, sampleBytes, littleEndian: le, unsigned8 }: SampleLayout): Kernel {
  if (encoding === 'alaw') return table(alawTable());
  if (encoding === 'mulaw') return table(mulawTable());
  if (encoding === 'float') return sampleBytes === 4 ? float32(le) : float64(le);
  if (sampleBytes === 1) return unsigned8 ? u8 : s8;
  if (sampleBytes === 2) return s16(le);
  if (sampleBytes === 3) return s24(le);
  if (sampleBytes === 4) return s32(le);
  return wide(sampleBytes, le);
}

const u8: Kernel = (view, at, step, out, n) => {
  for (let i = 0; i < n; i++, at += step) out[i] = (view.getUint8(at) - 128) / 128;
};

const s8: Kernel = (view, at, step, out, n) => {
  for (let i = 0; i < n; i++, at += step) out[i] = view.getInt8(at) / 128;
};

const s16 =
  (le: boolean): Kernel =>
  (view, at, step, out, n) => {
    for (let i = 0; i < n; i++, at += step) out[i] = view.getInt16(at, le) / 32768;
  };

const s24 = (le: boolean): Kernel => {
  const low = le ? 0 : 2;
  const high = 2 - low;
  return (view, at, step, out, n) => {
    for (let i = 0; i < n; i++, at += step) {
      out[i] = ((view.getInt8(at + high) << 16) | (view.getUint8(at + 1) << 8) | view.getUint8(at + low)) / 8388608;
    }
  };
};

const s32 =
  (le: boolean): Kernel =>
  (view, at, step, out, n) => {
    for (let i = 0; i < n; i++, at += step) out[i] = view.getInt32(at, le) / 2147483648;
  };

/** 5 to 8 bytes: a signed upper half of 32 bits and what follows it. Rounded once, where 53 bits end. */
const wide = (width: number, le: boolean): Kernel => {
  const rest = width - 4;
  const scale = 256 ** rest;
  return (view, at, step, out, n) => {
    for (let i = 0; i < n; i++, at += step) {
      let low = 0;
      for (let k = 0; k < rest; k++) low = low * 256 + view.getUint8(le ? at + rest - 1 - k : at + 4 + k);
      out[i] = (view.getInt32(le ? at + rest : at, le) * scale + low) / (2147483648 * scale);
    }
  };
};

const float32 =
  (le: boolean): Kernel =>
  (view, at, step, out, n) => {
    for (let i = 0; i < n; i++, at += step) out[i] = view.getFloat32(at, le);
  };

const float64 =
  (le: boolean): Kernel =>
  (view, at, step, out, n) => {
    for (let i = 0; i < n; i++, at += step) out[i] = view.getFloat64(at, le);
  };

const table =
  (values: Float64Array): Kernel =>
  (view, at, step, out, n) => {
    for (let i = 0; i < n; i++, at += step) out[i] = values[view.getUint8(at)]!;
  };
