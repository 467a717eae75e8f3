/**
 * Windowed-sinc resampling in double precision by blocks, of whole signals and of streams. The memory is the same for a signal of any length.
 * @module
 */
import { memoize } from '../core/cache.js';
import { allFinite } from '../core/finite.js';
import { type FloatArray } from '../core/types.js';
import { type BlockFilter } from './block-filter.js';
import { type BlockResampler, createBlockResampler } from './block-resampler.js';
import { createStage, type PolyphaseBank } from './polyphase.js';
import { type SincDesign } from './sinc-rows.js';
import { eachBlock, spectralFilter } from './spectral-filter.js';
import { spectralStagesOf } from './spectral-stages.js';

/** A filter by blocks. */
export interface SpectralResampler {
  /** Whether taps follow the blocks. */
  readonly staged: boolean;
  /** Fills `out` from `x`. False if some outputs are not finite: then sums must tell why. */
  whole(out: FloatArray, x: FloatArray): boolean;
  /** The same bits, piece by piece. */
  stream(caller: string): BlockResampler;
}

/** The blocks of a filter that lets nothing through from the lower Nyquist frequency on, or undefined where it must be summed. */
export const spectralResampler: (design: SincDesign) => SpectralResampler | undefined = /* @__PURE__ */ memoize(
  4,
  ({ up, down }) => `${up},${down}`,
  (sinc) => {
    const filter = spectralFilter(sinc, 0);
    if (filter) return byBlocks(filter);
    const { sharp, soft } = spectralStagesOf(sinc);
    const first = spectralFilter(sharp, soft.before);
    // the first taps of the first output stand before the signal
    return first && byStages({ ...first, late: first.late - soft.before }, soft);
  },
);

function byBlocks(filter: BlockFilter<Float64Array>): SpectralResampler {
  return {
    staged: false,
    whole(out, x) {
      let m = 0;
      return eachBlock(filter, x, (y) => {
        out.set(m + y.length > out.length ? y.subarray(0, out.length - m) : y, m);
        return (m += y.length) < out.length;
      });
    },
    stream: (caller) => createBlockResampler(filter, new Float64Array(0), caller),
  };
}

/** Outputs of blocks that wait for their taps: a row of coefficients is the quicker for the more sums. */
const GATHERED = 49152;

function byStages(filter: BlockFilter<Float64Array>, soft: PolyphaseBank): SpectralResampler {
  return {
    staged: true,
    whole(out, x) {
      const taps = createStage(soft, 0, 0);
      const needed = Math.ceil((out.length * soft.down) / soft.up) + soft.taps;
      const between = new Float64Array(Math.min(needed, GATHERED) + filter.stepOut);
      let m = 0;
      let held = 0;
      let seen = 0;
      const finite = eachBlock(filter, x, (y) => {
        between.set(y, held);
        held += y.length;
        seen += y.length;
        if (seen < needed && held < GATHERED) return true;
        m += taps.push(between, 0, held, out, m);
        held = 0;
        return m < out.length;
      });
      return finite && allFinite(out);
    },
    stream(caller) {
      const blocks = createBlockResampler(filter, new Float64Array(0), caller);
      const taps = createStage(soft, 0, 0);
      const { step, stepOut } = filter;
      const between = new Float64Array(blocks.outputLength(step));
      return {
        delay: blocks.delay + Math.ceil((soft.taps * step) / stepOut),
        outputLength: (n) => Math.ceil((blocks.outputLength(n) + 1) * (soft.up / soft.down)) + 1,
        push(out, x) {
          const length = typeof x === 'number' ? x : x.length;
          let written = 0;
          for (let n = 0; n < length; n += step) {
            const some = typeof x === 'number' ? Math.min(step, length - n) : x.subarray(n, n + step);
            written += taps.push(between, 0, blocks.push(between, some), out, written);
          }
          return written;
        },
        reset() {
          blocks.reset();
          taps.reset();
        },
      };
    },
  };
}
