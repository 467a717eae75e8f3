/**
 * Windowed-sinc resampling of single-precision signals on the SIMD kernels, in the frequency domain.
 * @module
 */
import { memoize } from '../core/cache.js';
import { rootsOfUnity } from '../fft/roots.js';
import { designResampling } from '../simd/overlap-design.js';
import { type OverlapDesign, type OverlapFilter, planOverlap } from '../simd/overlap.js';
import { type BlockFilter } from './block-filter.js';
import { reachOf, type SincDesign } from './sinc-rows.js';
import { sincSpectrum } from './sinc-spectrum.js';

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
    const filter = planOverlap(size, sizeOut, false, rootsOfUnity)?.take(design, binsOf(sincSpectrum(sinc, size), size, sizeOut));
    return filter && { filter, design };
  },
);

/** Two blocks of the kernels at a time, on the grid on which they cut a whole signal. */
export function laneBlocks({ filter, design }: LaneResampler): BlockFilter<Float32Array> {
  const { size, step, stepOut, before } = design;
  const results = new Float32Array(2 * stepOut);
  return {
    size: size + step,
    step: 2 * step,
    stepOut: 2 * stepOut,
    before,
    late: 0,
    run: (x) => (filter(results, x, before) ? results : undefined),
  };
}

/** The bins of `sizeOut` points of both signs, over `size`. */
function binsOf(spectrum: Float64Array, size: number, sizeOut: number): Float64Array {
  const bins = new Float64Array(sizeOut);
  bins[0] = spectrum[0]! / size;
  for (let k = 1; 2 * k < Math.min(size, sizeOut); k++) bins[k] = bins[sizeOut - k] = spectrum[k]! / size;
  return bins;
}
