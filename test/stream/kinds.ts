/**
 * The streams, each with the function it goes with, and their chunks.
 */
import fc from 'fast-check';
import { nd, type NdArray } from '../../src/core/nd.js';
import { type FloatArray } from '../../src/core/types.js';
import { setEngine } from '../../src/simd/engine.js';
import {
  createFrameStream,
  createMelSpectrogramStream,
  createMfccStream,
  createRmsStream,
  createSpectrogramStream,
  createStftStream,
  createYinStream,
  type FeatureStream,
  frame,
  melSpectrogram,
  mfcc,
  rms,
  spectrogram,
  stft,
  type StreamDtype,
  yin,
} from '../../src/index.js';

export type AnyStream = FeatureStream<FloatArray>;
type Options = Record<string, unknown>;
type Dtype = { dtype: StreamDtype };

/** Drawn numbers that decide the options of a kind. */
export interface Draw {
  nFft: number;
  hopLength: number;
  center: boolean;
  padMode: string;
  share: number;
  power: number;
}

export interface Kind {
  create(options: Options & Dtype): AnyStream;
  offline(y: FloatArray, options: Options): NdArray<FloatArray>;
  /** Options for drawn numbers. */
  options(draw: Draw): Options;
  centers: boolean;
}

const framing = ({ nFft, hopLength, center, padMode, share }: Draw): Options => ({
  nFft,
  hopLength,
  center,
  padMode,
  winLength: Math.max(1, Math.ceil(share * nFft)),
});
const bands = ({ nFft, share, power }: Draw): Options => ({
  sampleRate: 16000,
  nMels: Math.ceil(share * Math.min(40, (nFft >> 1) + 1)),
  power,
});

/** All kinds of streams. */
export const KINDS: Readonly<Record<string, Kind>> = {
  stft: { create: (o) => createStftStream(o), offline: (y, o) => stft(y, o), options: framing, centers: true },
  spectrogram: {
    create: (o) => createSpectrogramStream(o),
    offline: (y, o) => spectrogram(y, o),
    options: (draw) => ({ ...framing(draw), power: draw.power }),
    centers: true,
  },
  melSpectrogram: {
    create: (o) => createMelSpectrogramStream(o as Dtype & { sampleRate: number }),
    offline: (y, o) => melSpectrogram(y, o),
    options: (draw) => ({ ...framing(draw), ...bands(draw) }),
    centers: true,
  },
  mfcc: {
    create: (o) => createMfccStream(o as Dtype & { sampleRate: number }),
    offline: (y, o) => mfcc(y, { ...o, topDb: null }),
    options: (draw) => ({ ...framing(draw), ...bands(draw), nMfcc: Math.ceil(draw.share * (bands(draw)['nMels'] as number)) }),
    centers: true,
  },
  rms: {
    create: (o) => createRmsStream(o),
    offline: (y, o) => rms(y, o),
    options: ({ nFft, hopLength, center, padMode }) => ({ frameLength: nFft, hopLength, center, padMode }),
    centers: true,
  },
  yin: {
    create: (o) => createYinStream(o as Dtype & { sampleRate: number; fmin: number; fmax: number }),
    offline: (y, o) => {
      const f0 = yin(y, o as { fmin: number; fmax: number });
      return nd(f0, [1, f0.length]);
    },
    options: ({ nFft, hopLength, center, padMode }) => {
      const half = (nFft + 6) >> 1;
      return { sampleRate: 4 * half, fmin: 4, fmax: 2 * half, frameLength: nFft + 6, hopLength, center, padMode };
    },
    centers: true,
  },
  frame: {
    create: (o) => createFrameStream(o),
    offline: (y, o) => frame(y, o),
    options: ({ nFft, hopLength }) => ({ frameLength: nFft, hopLength }),
    centers: false,
  },
};

/** What computes: TypeScript in double precision, SIMD, and TypeScript in single precision. */
export const WAYS = ['double', 'simd', 'js'] as const;
export type Way = (typeof WAYS)[number];
export const dtypeOf = (way: Way): StreamDtype => (way === 'double' ? 'float64' : 'float32');
export const inPrecision = (way: Way, y: Float32Array): FloatArray => (way === 'double' ? Float64Array.from(y) : y);

/** Runs on that engine. */
export function on<R>(way: Way, run: () => R): R {
  setEngine(way === 'js' ? 'js' : 'simd');
  try {
    return run();
  } finally {
    setEngine('auto');
  }
}

/** Cuts at these places, in any order, which may be the same. */
export function* chunks<T extends FloatArray>(y: T, cuts: readonly number[]): Generator<T> {
  let from = 0;
  for (const cut of [...cuts].sort((a, b) => a - b)) {
    yield y.subarray(from, cut) as T;
    from = cut;
  }
  yield y.subarray(from) as T;
}

/** Cuts every so many samples. */
export const every = (length: number, step: number): number[] =>
  Array.from({ length: Math.ceil(length / step) - 1 }, (_, i) => (i + 1) * step);

/** The memory of all frames, pushed and flushed. */
export function drain(stream: AnyStream, pieces: Iterable<FloatArray>): FloatArray {
  const parts: FloatArray[] = [];
  for (const piece of pieces) parts.push(stream.push(piece as Float32Array).data);
  parts.push(stream.flush().data);
  const out = parts[0]!.BYTES_PER_ELEMENT === 4 ? new Float32Array(sum(parts)) : new Float64Array(sum(parts));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}

const sum = (parts: FloatArray[]): number => parts.reduce((n, p) => n + p.length, 0);

/** The numbers of an ndarray frame by frame. */
export function memoryOf(S: NdArray<FloatArray>): FloatArray {
  const [bins, frames, pair = 1] = S.shape as [number, number, number?];
  const out = S.data.BYTES_PER_ELEMENT === 4 ? new Float32Array(bins * frames * pair) : new Float64Array(bins * frames * pair);
  let i = 0;
  for (let t = 0; t < frames; t++) {
    for (let k = 0; k < bins; k++) for (let c = 0; c < pair; c++) out[i++] = S.data[S.offset + k * S.stride[0]! + t * S.stride[1]! + c]!;
  }
  return out;
}

const bytes = (x: FloatArray): Buffer => Buffer.from(x.buffer, x.byteOffset, x.byteLength);

/** Says where bits differ, or undefined. */
export function differs(got: FloatArray, want: FloatArray): string | undefined {
  if (got.constructor !== want.constructor || got.length !== want.length) {
    return `${got.length} numbers in ${got.constructor.name}, not ${want.length} in ${want.constructor.name}`;
  }
  if (bytes(got).equals(bytes(want))) return undefined;
  const at = got.findIndex((v: number, i: number) => !Object.is(v, want[i]));
  return `${got[at]} at ${at}, not ${want[at]}`;
}

/** Numbers that decide options, and cuts of a signal of `length` samples. */
export const drawn: fc.Arbitrary<Draw & { length: number; cuts: number[] }> = fc
  .record({
    nFft: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 8, max: 140 })),
    hopLength: fc.oneof(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 300 })),
    center: fc.boolean(),
    padMode: fc.constantFrom('constant', 'edge', 'linear_ramp', 'reflect', 'symmetric'),
    share: fc.double({ min: 0.05, max: 1, noNaN: true }),
    power: fc.constantFrom(1, 2, 2, 1.5),
    length: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 1, max: 1500 })),
  })
  .chain((draw) => fc.array(fc.nat(draw.length), { maxLength: 12 }).map((cuts) => ({ ...draw, cuts })));
