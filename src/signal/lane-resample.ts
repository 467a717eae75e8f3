/**
 * Windowed-sinc resampling of single-precision signals on the SIMD kernels, in the frequency domain.
 * @module
 */
import { memoize } from '../core/cache.js';
import { planReal } from '../fft/real-plan.js';
import { rootsOfUnity } from '../fft/roots.js';
import { designResampling } from '../simd/overlap-design.js';
import { type OverlapDesign, type OverlapFilter, planOverlap } from '../simd/overlap.js';
import { reachOf, type SincDesign, sincHalf } from './sinc-rows.js';

/** A filter on the kernels, and how it cuts a signal. */
export interface LaneResampler {
  readonly filter: OverlapFilter;
  readonly design: OverlapDesign;
}

/**
 * The kernels for a filter that lets nothing through from the lower Nyquist frequency on: what it does let through there is left out, so
 * that results differ from the filter's own by as little. Undefined where other code must compute.
 */
export const laneResampler: (design: SincDesign) => LaneResampler | undefined = /* @__PURE__ */ memoize(
  4,
  ({ up, down }) => `${up},${down}`,
  (sinc) => {
    const design = designResampling(sinc.up, sinc.down, reachOf(sinc));
    if (!design) return undefined;
    const { size, sizeOut } = design;
    const filter = planOverlap(size, sizeOut, false, rootsOfUnity)?.take(design, binsOf(sincHalf(sinc), size, sizeOut));
    return filter && { filter, design };
  },
);

/** The real spectrum of a symmetric filter at the bins of `sizeOut` points of both signs, over `size`. */
function binsOf(half: Float64Array, size: number, sizeOut: number): Float64Array {
  const plan = planReal(size);
  const row = new Float64Array(size);
  for (let d = 0; d < half.length; d++) row[d] = row[(size - d) % size] = half[d]!;
  const spectrum = new Float64Array(size + 2);
  plan.forward(spectrum, row, new Float64Array(plan.scratchLength));
  const bins = new Float64Array(sizeOut);
  bins[0] = spectrum[0]! / size;
  for (let k = 1; 2 * k < Math.min(size, sizeOut); k++) bins[k] = bins[sizeOut - k] = spectrum[2 * k]! / size;
  return bins;
}
