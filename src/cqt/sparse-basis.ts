/**
 * Filters in the spectrum, kept sparse.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { largest } from '../core/select.js';
import { planComplex } from '../fft/complex-plan.js';
import { lengthsOf } from '../filterbank/wavelet-lengths.js';
import { powerOfTwoFor, writeWavelet } from '../filterbank/wavelet.js';
import { type WindowSpec } from '../window/window-spec.js';

/** The filters of one octave. Row r is `weights[at[r]] ...`, re and im in turn, for the bins `start[r] <= k < end[r]`. */
export interface Basis {
  /** Length of the transform that they are multiplied with. */
  readonly nFft: number;
  readonly rows: number;
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly at: Int32Array;
  readonly weights: Float64Array;
}

/** What the filters of an octave are. */
export interface BasisDesign {
  readonly freqs: Float64Array;
  readonly alpha: Float64Array;
  /** Rate at which they run, Hz. */
  readonly sampleRate: number;
  readonly filterScale: number;
  readonly gamma: number | null;
  readonly norm: number | null;
  readonly sparsity: number;
  readonly window: WindowSpec;
  /** The transform has at least so many points. */
  readonly least: number;
}

/** Tables above this are refused: a filter of 4 million samples lasts 95 s at 44,100 Hz. */
const LARGEST = 2 ** 22;

/**
 * Spectra of the filters, times length / nFft, without the smallest values that make up `sparsity` of each filter's magnitude.
 * `finish` may change a packed row: it is given the weights and where the row lies in them.
 */
export function buildBasis(design: BasisDesign, caller: string): Basis {
  const { freqs, sampleRate, window, norm } = design;
  const { lengths } = lengthsOf(freqs, design.alpha, design);
  const nFft = Math.max(powerOfTwoFor(largest(lengths)), design.least);
  if (nFft > LARGEST) {
    throw new ParameterError(caller, 'fmin', `is too low: its filter has ${Math.ceil(largest(lengths))} samples, most are ${LARGEST}`);
  }
  const fft = planComplex(nFft);
  const scratch = new Float64Array(fft.scratchLength);
  const bins = (nFft >> 1) + 1;
  const spectrum = new Float64Array(2 * nFft);
  const wave = new Float64Array(2 * nFft);
  const rows = freqs.length;
  const [start, end, at] = [new Int32Array(rows), new Int32Array(rows), new Int32Array(rows)];
  const packed: Float64Array[] = [];
  let size = 0;
  for (let r = 0; r < rows; r++) {
    wave.fill(0);
    writeWavelet(wave, freqs[r]! / sampleRate, lengths[r]!, window, norm, caller);
    fft.forward(spectrum, wave, scratch);
    const row = spectrum.slice(0, 2 * bins).map((v) => (v * lengths[r]!) / nFft);
    const [first, behind] = sparsify(row, design.sparsity);
    start[r] = first;
    end[r] = behind;
    at[r] = size;
    packed.push(row.subarray(2 * first, 2 * behind));
    size += 2 * (behind - first);
  }
  const weights = new Float64Array(size);
  packed.forEach((row, r) => weights.set(row, at[r]));
  return { nFft, rows, start, end, at, weights };
}

/**
 * Zeros the smallest values of a complex row, all but `1 - quantile` of its magnitude; returns where the others lie. Equals are kept or
 * left out together: a filter on the very centre of a bin has pairs of them, of which rounding would choose one.
 */
function sparsify(row: Float64Array, quantile: number): [first: number, behind: number] {
  const bins = row.length / 2;
  const sizes = new Float64Array(bins);
  for (let k = 0; k < bins; k++) sizes[k] = Math.hypot(row[2 * k]!, row[2 * k + 1]!);
  const sorted = sizes.slice().sort();
  const total = sorted.reduce((sum, v) => sum + v, 0);
  if (total === 0) return [0, 0];
  let least = 0;
  for (let sum = sorted[0]! / total; sum < quantile && least < bins - 1; sum += sorted[least]! / total) least++;
  const threshold = sorted[least]! * (1 - 1e-10);
  let first = bins;
  let behind = 0;
  for (let k = 0; k < bins; k++) {
    if (sizes[k]! >= threshold) {
      first = Math.min(first, k);
      behind = k + 1;
    } else row[2 * k] = row[2 * k + 1] = 0;
  }
  return [first, behind];
}

/** Multiplies each row by its gain. */
export function scaleRows({ rows, start, end, at, weights }: Basis, gainOf: (row: number) => number): void {
  for (let r = 0; r < rows; r++) {
    const gain = gainOf(r);
    const behind = at[r]! + 2 * (end[r]! - start[r]!);
    for (let i = at[r]!; i < behind; i++) weights[i]! *= gain;
  }
}
