/**
 * Chroma features of variable-Q transforms.
 * @module
 */
import { ParameterError, type Warning } from '../core/errors.js';
import { expectNonNegative, readFeatures } from '../core/features.js';
import { refuseNonFinite } from '../core/finite.js';
import { type NdArray, timeMajor } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { readSignal, resolveSampleRate, type SignalInput } from '../core/signal.js';
import { type FloatArray, roundLike } from '../core/types.js';
import { checkVqt } from '../cqt/check-cqt.js';
import { CQT_DEFAULTS, type VqtOptions, type VqtSettings } from '../cqt/cqt-options.js';
import { transformSignal } from '../cqt/transform-signal.js';
import { CQ_TO_CHROMA } from '../filterbank/cq-to-chroma.js';
import { foldSignal } from './chroma-cqt.js';
import { checkFinish, chromaMap, chromaOfFeatures, finishChroma, foldFeatures } from './chroma-map.js';
import { octavesFor } from './chroma-octaves.js';

/** Options of {@link chromaVqtFromVqt}. */
export interface ChromaVqtFromVqtOptions {
  /** The tuning of the bins by name, or the ratios of one octave, which then says `binsPerOctave`. Must be given. */
  intervals: NonNullable<VqtOptions['intervals']>;
  /** Bins in an octave, which are the pitch classes. @defaultValue `12` */
  binsPerOctave?: number | undefined;
  /** Frequency of the lowest bin, Hz, > 0. @defaultValue C1, 32.703 Hz */
  fmin?: number | null | undefined;
  /** What each frame is divided by, see `chromaCqt`. @defaultValue `Infinity` */
  norm?: number | null | undefined;
  /** What is below it becomes 0, before the division; `null`: nothing does. @defaultValue `0` */
  threshold?: number | null | undefined;
}

/** Options of {@link chromaVqt}. */
export interface ChromaVqtOptions extends ChromaVqtFromVqtOptions {
  /** Samples per second, Hz. Needed unless the signal carries it. @defaultValue that of the signal */
  sampleRate?: number | null | undefined;
  /** Samples from one frame to the next, >= 1. @defaultValue `512` */
  hopLength?: number | undefined;
  /** Octaves, >= 1; `null`: seven, or as many as end below half the sample rate, which `onWarning` is told. @defaultValue `null` */
  nOctaves?: number | null | undefined;
  /** Hz added to all bandwidths, >= 0: 0 is constant Q, `null` the bandwidths of hearing (ERB). @defaultValue `0` */
  gamma?: number | null | undefined;
  /** Called when fewer octaves fit than usual. @defaultValue `undefined` */
  onWarning?: ((warning: Warning) => void) | undefined;
}

const MAP = {
  intervals: undefined as unknown as VqtSettings['intervals'],
  binsPerOctave: 12,
  fmin: null as number | null,
  norm: Infinity as number | null,
  threshold: 0 as number | null,
};

/**
 * Chromagram from a variable-Q transform: as {@link chromaCqt}, one class for each interval of a tuning.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link ChromaVqtOptions}; `intervals` must be given, and `sampleRate` must be known.
 * @returns Shape `[...channels, binsPerOctave, frames]`, `frames = 1 + floor(samples / hopLength)`. Silence gives 0. From a C on, class k is
 * interval k; a higher `fmin` turns the classes by its semitones above C, rounded to classes, as in librosa.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range, or a sample is not finite.
 * @example
 * ```ts
 * const y = tone(441, { sampleRate: 22050, duration: 1 });
 * const chromagram = chromaVqt(y, { sampleRate: 22050, intervals: 'ji5' });
 * chromagram.shape; // [12, 44]
 * chromagram.get(9, 20); // 1
 * ```
 * @see librosa 0.11 `feature.chroma_vqt`.
 */
export function chromaVqt<T extends FloatArray>(y: SignalInput<T>, options: ChromaVqtOptions): NdArray<T> {
  const caller = 'chromaVqt';
  const o = readOptions(caller, options, {
    ...MAP,
    sampleRate: null as number | null,
    hopLength: 512,
    nOctaves: null as number | null,
    gamma: 0 as number | null,
    onWarning: undefined as ((warning: Warning) => void) | undefined,
  });
  const { hopLength, fmin, intervals, gamma, onWarning } = o;
  const binsPerOctave = classesOf(o, caller);
  const vqt: VqtSettings = { ...CQT_DEFAULTS, hopLength, fmin, intervals, gamma, binsPerOctave, onWarning };
  const sampleRate = resolveSampleRate(readSignal(y, caller).sampleRate, o.sampleRate, caller);
  const nBins = binsPerOctave * octavesFor({ ...vqt, sampleRate }, o.nOctaves, caller);
  const signal = transformSignal(y, { ...vqt, sampleRate: o.sampleRate, nBins }, caller);
  const map = chromaMap(nBins, { ...CQ_TO_CHROMA, binsPerOctave, nChroma: binsPerOctave, fmin });
  const out = foldSignal(signal, map, false, caller);
  finishChroma(out, binsPerOctave, o.norm, o.threshold);
  refuseNonFinite(out, signal.channels, caller, 'y');
  return timeMajor(roundLike(signal.channels[0]!, out), signal.lead, binsPerOctave, signal.frames);
}

/**
 * Chromagram of given variable-Q magnitudes.
 *
 * @param V - Magnitudes, shape `[...channels, bins, frames]`, all >= 0.
 * @param options - {@link ChromaVqtFromVqtOptions}; `intervals`, `binsPerOctave` and `fmin` must be those of the transform.
 * @returns Shape `[...channels, binsPerOctave, frames]`.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range, or a value is negative or not finite.
 * @example
 * ```ts
 * const V = { data: Float64Array.of(1, 4, 3, 2), shape: [4, 1], stride: [1, 4], offset: 0 } as NdArray<Float64Array>;
 * const chromagram = chromaVqtFromVqt(V, { intervals: [1, 1.5], norm: null });
 * [chromagram.get(0, 0), chromagram.get(1, 0)]; // [4, 6]
 * ```
 * @see librosa 0.11 `feature.chroma_vqt(V=)`.
 */
export function chromaVqtFromVqt<T extends FloatArray>(V: NdArray<T>, options: ChromaVqtFromVqtOptions): NdArray<T> {
  const caller = 'chromaVqtFromVqt';
  const o = readOptions(caller, options, MAP);
  const nChroma = classesOf(o, caller);
  const features = readFeatures(V, caller, 'V');
  expectNonNegative(features, caller, 'V');
  const out = foldFeatures(features, { ...CQ_TO_CHROMA, binsPerOctave: nChroma, nChroma, fmin: o.fmin });
  finishChroma(out, nChroma, o.norm, o.threshold);
  return chromaOfFeatures(out, features, nChroma, caller, 'V');
}

/** Checks what both share; returns the pitch classes of an octave. */
function classesOf(o: typeof MAP, caller: string): number {
  if ((o.intervals as unknown) === undefined) throw new ParameterError(caller, 'intervals', 'must be given');
  checkFinish(o.norm, o.threshold, caller);
  const { intervals, binsPerOctave, fmin } = o;
  return checkVqt({ ...CQT_DEFAULTS, gamma: 0, intervals, binsPerOctave, fmin }, caller);
}
