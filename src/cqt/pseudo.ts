/**
 * Constant-Q magnitudes from one spectrum per frame.
 * @module
 */
import { memoize } from '../core/cache.js';
import { ParameterError } from '../core/errors.js';
import { type FloatArray } from '../core/types.js';
import { powerOfTwoFor } from '../filterbank/wavelet.js';
import { loadFrame } from '../stft/load-frame.js';
import { magnitudes } from '../stft/spectra.js';
import { resolveWindow } from '../window/resolve-window.js';
import { designBands } from './bands.js';
import { realFft } from './kept-fft.js';
import { keyOfDesign, type VqtDesign } from './plan-vqt.js';
import { buildBasis } from './sparse-basis.js';

/** Magnitudes of filters, row r `weights[at[r]] ...` for the bins `start[r] <= k < end[r]`. */
interface PseudoPlan {
  readonly nFft: number;
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly at: Int32Array;
  readonly weights: Float64Array;
}

/** Writes `design.nBins` magnitudes for each frame of `y`, from `out[first]` on, `width` apart. */
export function pseudoInto(
  out: Float64Array,
  first: number,
  width: number,
  y: FloatArray,
  frames: number,
  design: VqtDesign,
  caller: string,
): void {
  const { nFft, start, end, at, weights } = cached({ design, caller });
  const { hopLength, padMode, nBins } = design;
  const window = resolveWindow(caller, 'hann', nFft);
  const fft = realFft(nFft);
  const scratch = new Float64Array(fft.scratchLength);
  const frame = new Float64Array(nFft);
  const bins = (nFft >> 1) + 1;
  const pairs = new Float64Array(2 * bins);
  const x = new Float64Array(bins);
  for (let t = 0; t < frames; t++) {
    loadFrame(frame, y, t * hopLength - (nFft >> 1), window, padMode);
    fft.forward(pairs, frame, scratch);
    magnitudes(x, pairs);
    for (let r = 0; r < nBins; r++) {
      let sum = 0;
      for (let k = start[r]!, w = at[r]!; k < end[r]!; k++, w++) sum += weights[w]! * x[k]!;
      out[t * width + first + r] = sum;
    }
  }
}

/** Longest hop: the transform of a frame is twice as long. */
const MOST = 2 ** 20;

const cached: (asked: { design: VqtDesign; caller: string }) => PseudoPlan = /* @__PURE__ */ memoize(
  4,
  ({ design }: { design: VqtDesign; caller: string }) => keyOfDesign(design),
  ({ design, caller }) => plan(design, caller),
);

function plan(design: VqtDesign, caller: string): PseudoPlan {
  const { freqs, alpha, lengths } = designBands(design, caller);
  if (design.hopLength > MOST) throw new ParameterError(caller, 'hopLength', `must be <= ${MOST}, got ${design.hopLength}`);
  const basis = buildBasis({ ...design, freqs, alpha, least: 2 * powerOfTwoFor(design.hopLength) }, caller);
  const { nFft, rows, start, end, weights: pairs } = basis;
  const at = basis.at.map((i) => i / 2);
  const weights = new Float64Array(pairs.length / 2);
  for (let r = 0; r < rows; r++) {
    const gain = Math.sqrt((design.scale ? 1 : lengths[r]!) / nFft);
    for (let w = at[r]!; w < at[r]! + end[r]! - start[r]!; w++) weights[w] = gain * Math.hypot(pairs[2 * w]!, pairs[2 * w + 1]!);
  }
  return { nFft, start, end, at, weights };
}
