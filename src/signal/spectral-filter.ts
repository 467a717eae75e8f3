/**
 * Windowed sincs over blocks of a signal in double precision, in the frequency domain: overlapping blocks are transformed, and what lies below
 * the lower Nyquist frequency is transformed back at the other rate (M. Borgerding, Turning overlap-save into a multiband mixing,
 * downsampling filter bank, IEEE Signal Processing Magazine, 2006).
 * @module
 */
import { allFinite } from '../core/finite.js';
import { type FloatArray } from '../core/types.js';
import { type BlockFilter } from './block-filter.js';
import { reachOf, type SincDesign } from './sinc-rows.js';
import { sincSpectrum } from './sinc-spectrum.js';
import { createBridge } from './spectral-bridge.js';
import { designSpectral } from './spectral-design.js';
import { blockRadices, buildTransform } from './spectral-transform.js';

/**
 * The blocks of a filter that lets nothing through from the lower Nyquist frequency on: what it does let through there is left out, so that
 * results differ from the filter's own by as little. The first block begins `lead` outputs or more before the signal. Undefined where the
 * filter must be summed.
 */
export function spectralFilter(sinc: SincDesign, lead: number): BlockFilter<Float64Array> | undefined {
  const design = designSpectral(sinc, reachOf(sinc), lead);
  if (!design) return undefined;
  const { size, sizeOut, skip, stepOut } = design;
  const there = buildTransform(blockRadices(size / 2)!);
  const back = buildTransform(blockRadices(sizeOut / 2)!);
  const bridge = createBridge(size, sizeOut, sincSpectrum(sinc, size));
  const a = new Float64Array(Math.max(size, sizeOut));
  const b = new Float64Array(a.length);
  const [goodA, goodB] = [a, b].map((area) => area.subarray(skip, skip + stepOut)) as [Float64Array, Float64Array];
  return {
    ...design,
    run(x) {
      const z = there(x, a, b);
      const u = z === a ? b : a;
      bridge(u, z);
      const outputs = back(u, z, u) === a ? goodA : goodB;
      return allFinite(outputs) ? outputs : undefined;
    },
  };
}

/**
 * Gives the outputs to `take`, block after block, as long as it asks for more; beyond the ends of `x` there are zeros. False if some outputs
 * are not finite: then sums must tell why.
 */
export function eachBlock(filter: BlockFilter<Float64Array>, x: FloatArray, take: (y: Float64Array) => boolean): boolean {
  const { size, step, before, late } = filter;
  const padded = new Float64Array(size);
  for (let place = -before, early = late; ; place += step, early = 0) {
    const whole = x.BYTES_PER_ELEMENT === 8 && place >= 0 && place + size <= x.length;
    const y = filter.run(whole ? (x.subarray(place, place + size) as Float64Array) : load(padded, x, place));
    if (!y) return false;
    if (!take(early > 0 ? y.subarray(early) : y)) return true;
  }
}

/** Fills `block` with the samples of `x` from `place` on, which may lie outside. */
function load(block: Float64Array, x: FloatArray, place: number): Float64Array {
  const from = Math.max(0, place);
  block.fill(0);
  block.set(x.subarray(from, Math.max(from, place + block.length)), Math.min(block.length, from - place));
  return block;
}
