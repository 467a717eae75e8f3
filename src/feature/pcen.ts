/**
 * Per-channel energy normalisation.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectFiniteFeatures, expectNonNegative, type Features, readFeatures, refuseNonFiniteFeatures } from '../core/features.js';
import { type NdArray, timeMajor } from '../core/nd.js';
import { expectBoolean, expectInteger, readOptions } from '../core/options.js';
import { type FloatArray, roundLike, widen } from '../core/types.js';
import { createPcenKernel, firstState, PCEN_DEFAULTS, type PcenKernelOptions, readPcen } from './pcen-kernel.js';

/** Options of {@link pcen}. */
export interface PcenOptions extends PcenKernelOptions {
  /** The axis of the bins, along which `maxSize` looks; `null` finds it. A maximum over frames would look ahead. @defaultValue `null` */
  maxAxis?: number | null | undefined;
  /** The energy that the gain follows, same shape as `S`. Excludes `maxSize`. @defaultValue `S` */
  ref?: NdArray<FloatArray> | null | undefined;
  /** The state before the first frame, shape `[...channels, bins, 1]`: the `zf` of what came before. @defaultValue `1 - b` everywhere */
  zi?: NdArray<FloatArray> | null | undefined;
  /** Whether to return the state behind the last frame too: the `zi` for what follows. @defaultValue `false` */
  returnZf?: boolean | undefined;
}

/** What {@link pcen} returns with `returnZf`. */
export interface PcenWithState<T extends FloatArray = FloatArray> {
  /** The normalised spectrogram. */
  readonly pcen: NdArray<T>;
  /** The state behind the last frame, shape `[...channels, bins, 1]`, in double precision. */
  readonly zf: NdArray<Float64Array>;
}

const OWN = {
  maxAxis: null as number | null,
  ref: null as NdArray<FloatArray> | null,
  zi: null as NdArray<FloatArray> | null,
  returnZf: false,
};

/**
 * Per-channel energy normalisation: each bin is divided by its own slow energy, which takes out steady background and loudness, and the rest
 * is compressed. An alternative to decibels that looks at no later frame.
 *
 * @param S - Spectrogram, such as mel energies, shape `[...channels, bins, frames]`, all values >= 0. For samples in [-1, 1] multiply the
 * (magnitude) spectrogram by 2^31 to be in the range that the defaults were found for.
 * @param options - {@link PcenOptions}; `sampleRate` must be given, or `b`.
 * @returns Values >= 0 of the shape and precision of `S`; with `returnZf`, `{ pcen, zf }`. Latency 0: frame t depends on frames up to t.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range, shapes differ, or a value is negative or not finite.
 * @example
 * ```ts
 * const S = { data: Float64Array.of(1, 1, 4, 1), shape: [1, 4], stride: [1, 1], offset: 0 } as NdArray<Float64Array>;
 * pcen(S, { b: 0.5, gain: 1, bias: 0, power: 1, eps: 1 }).data; // [0.5, 0.5, 1.1429, 0.3636]
 * ```
 * @see librosa 0.11 `pcen`, which assumes 22,050 Hz. Y. Wang et al., "Trainable frontend for robust and far-field keyword spotting", ICASSP
 * 2017. {@link createPcen} takes frames as they come.
 */
export function pcen<T extends FloatArray>(S: NdArray<T>, options: PcenOptions & { returnZf: true }): PcenWithState<T>;
export function pcen<T extends FloatArray>(S: NdArray<T>, options: PcenOptions & { returnZf?: false | undefined }): NdArray<T>;
export function pcen<T extends FloatArray>(S: NdArray<T>, options: PcenOptions): NdArray<T> | PcenWithState<T>;
export function pcen<T extends FloatArray>(S: NdArray<T>, options: PcenOptions): NdArray<T> | PcenWithState<T> {
  const o = readOptions('pcen', options, { ...PCEN_DEFAULTS, ...OWN });
  const settings = readPcen(o, 'pcen');
  expectBoolean(o.returnZf, 'pcen', 'returnZf');
  const features = readFeatures(S, 'pcen');
  expectNonNegative(features, 'pcen');
  const { lead, items, bins, frames, data } = features;
  expectBinsAxis(o.maxAxis, S.shape.length);
  const x = widen(data);
  const energy = o.ref === null ? x : readRef(o.ref, features, settings.maxSize);
  const states = readStates(o.zi, features, firstState(settings.b));
  const out = new Float64Array(x.length);
  const kernel = createPcenKernel(bins, settings);
  for (let item = 0; item < items; item++) {
    kernel.state.set(states.subarray(item * bins, (item + 1) * bins));
    for (let t = item * frames; t < (item + 1) * frames; t++) kernel.frame(out, t * bins, x, energy, t * bins);
    states.set(kernel.state, item * bins);
  }
  const rounded = roundLike(data, out);
  refuseNonFiniteFeatures(rounded, features, 'pcen');
  const result = timeMajor(rounded, lead, bins, frames);
  return o.returnZf ? { pcen: result, zf: timeMajor(states, lead, bins, 1) } : result;
}

function expectBinsAxis(axis: number | null, rank: number): void {
  if (axis === null) return;
  expectInteger(axis, 'pcen', 'maxAxis', -rank, rank - 1);
  if ((axis + rank) % rank !== rank - 2)
    throw new ParameterError('pcen', 'maxAxis', `must be the axis of the bins, ${rank - 2} or -2, got ${axis}`);
}

function readRef(ref: NdArray<FloatArray>, S: Features, maxSize: number): Float64Array {
  const energy = readFeatures(ref, 'pcen', 'ref');
  const [mine, theirs] = [ref.shape.join(', '), [...S.lead, S.bins, S.frames].join(', ')];
  if (mine !== theirs) throw new ParameterError('pcen', 'ref', `must have the shape of S, [${theirs}], got [${mine}]`);
  if (maxSize > 1) throw new ParameterError('pcen', 'maxSize', 'has no effect with "ref"; leave one of them out');
  expectNonNegative(energy, 'pcen', 'ref');
  return widen(energy.data);
}

/** One state for each bin of each item; a copy. */
function readStates(zi: NdArray<FloatArray> | null, S: Features, first: number): Float64Array {
  if (zi === null) return new Float64Array(S.items * S.bins).fill(first);
  const states = readFeatures(zi, 'pcen', 'zi');
  const [mine, wanted] = [zi.shape.join(', '), [...S.lead, S.bins, 1].join(', ')];
  if (mine !== wanted) throw new ParameterError('pcen', 'zi', `must have shape [${wanted}], got [${mine}]`);
  expectFiniteFeatures(states, 'pcen', 'zi');
  return Float64Array.from(states.data);
}
