/**
 * The whole signal's mean and peak, which samples are freed from before anything is computed: x = (y - mean) / peak.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { refuseNonFinite } from '../core/finite.js';
import { readSignal, type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { addChunk, CHUNK, SUM_SCRATCH } from './numpy-sum.js';

/** What a signal is freed from. */
export interface Normalization {
  /** Mean of the samples, in their unit. */
  readonly mean: number;
  /** Largest distance from the mean, in the unit of the samples; 1 for a signal that is constant. */
  readonly peak: number;
}

/** Measures signals; calls allocate nothing. */
export interface Meter {
  /** Mean of the last signal. */
  readonly mean: Float64Array;
  /** Least and greatest sample of the last signal. */
  readonly range: Float64Array;
  measure(y: FloatArray): void;
}

/** Makes a meter. */
export function createMeter(): Meter {
  const block = new Float64Array(CHUNK);
  const acc = new Float64Array(SUM_SCRATCH);
  const range = new Float64Array(2);
  const mean = new Float64Array(1);
  return {
    mean,
    range,
    measure(y) {
      range[0] = Infinity;
      range[1] = -Infinity;
      acc[0] = 0;
      for (let from = 0; from < y.length; from += CHUNK) {
        const n = Math.min(CHUNK, y.length - from);
        if (y.BYTES_PER_ELEMENT === 4) copySingle(block, y as Float32Array, from, n);
        else copyDouble(block, y as Float64Array, from, n);
        addChunk(acc, block, 0, n);
        widenRange(range, block, n);
      }
      mean[0] = acc[0]! / y.length;
    },
  };
}

// Two of a kind: a loop that has seen both types is slower.

function copySingle(out: Float64Array, y: Float32Array, from: number, n: number): void {
  for (let i = 0; i < n; i++) out[i] = y[from + i]!;
}

function copyDouble(out: Float64Array, y: Float64Array, from: number, n: number): void {
  for (let i = 0; i < n; i++) out[i] = y[from + i]!;
}

function widenRange(range: Float64Array, x: Float64Array, n: number): void {
  let least = range[0]!;
  let most = range[1]!;
  for (let i = 0; i < n; i++) {
    const v = x[i]!;
    if (v < least) least = v;
    if (v > most) most = v;
  }
  range[0] = least;
  range[1] = most;
}

/** The three numbers of `x = (y scale - offset) / divisor`. */
export function setAffine(affine: Float64Array, mean: number, peak: number, compat: boolean): void {
  affine[1] = mean;
  affine[2] = peak;
  setUnit(affine, compat);
}

/** Mean and peak in the unit in which the package has them: it divides by 2^15, and adds to the peak. */
function setUnit(affine: Float64Array, compat: boolean): void {
  affine[0] = compat ? 1 / 32768 : 1;
  if (!compat) return;
  affine[1]! /= 32768; // exact
  affine[2] = affine[2]! / 32768 + 1e-10;
}

/** The same from what a meter measured. A constant becomes zeros; under `compat` what rounding leaves of it. */
export function setAffineOf(affine: Float64Array, { mean, range }: Meter, compat: boolean): void {
  const least = range[0]!;
  const most = range[1]!;
  const constant = least === most && Number.isFinite(mean[0]!); // NaN is neither less nor more
  affine[1] = constant && !compat ? least : mean[0]!;
  affine[2] = constant && !compat ? 1 : Math.max(most - mean[0]!, mean[0]! - least); // rounding is monotonic: the largest |y - mean|
  setUnit(affine, compat);
}

/**
 * Measures what {@link featureExtraction} frees a signal from: hand it to a stream, or to parts of the signal.
 *
 * @param y - Signal of one channel.
 * @returns `mean` and `peak`, in the unit of the samples.
 * @throws `ParameterError` if `y` has more than one channel, is empty, or a sample is not finite.
 * @example
 * ```ts
 * measureNormalization(Float64Array.of(1, 3, 5, 3)); // { mean: 3, peak: 2 }
 * ```
 * @see pyAudioAnalysis 0.3.14 `ShortTermFeatures.dc_normalize`, which subtracts and divides at once.
 */
export function measureNormalization(y: SignalInput): Normalization {
  const caller = 'measureNormalization';
  const { channels, lead } = readSignal(y, caller);
  if (channels.length > 1) throw new ParameterError(caller, 'y', `must have one channel, got shape [${lead.join(', ')}, samples]`);
  const meter = createMeter();
  meter.measure(channels[0]!);
  const affine = new Float64Array(3);
  setAffineOf(affine, meter, false);
  refuseNonFinite(affine, channels, caller, 'y');
  return { mean: affine[1]!, peak: affine[2]! };
}
