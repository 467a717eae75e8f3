/**
 * Banks of windowed-sinc resamplers.
 * @module
 */
import { memoize } from '../core/cache.js';
import { type PolyphaseBank } from './polyphase.js';
import { cutoffOf, reachOf, rowsOf, type SincDesign, tabulateSinc } from './sinc-rows.js';
import { stagesOf } from './sinc-stages.js';

/** Above it, phases are interpolated from a table: 2 million coefficients are 16 MB. */
const MOST_COEFFICIENTS = 2 ** 21;
/** Phases in that table per cycle of the cut-off; the cubic's error is then below 3/128 (pi/256)^4 = -186 dB. */
const GRID = 256;

const keyOf = (d: SincDesign): string => [d.up, d.down, d.zeros, d.rolloff, d.beta, d.unity, d.kaiserPeak].join();

/** The bank of a design. One that has stages makes its own rows only for who asks for them. */
export const sincBank: (design: SincDesign) => PolyphaseBank = /* @__PURE__ */ memoize(8, keyOf, (design) => {
  const { up, down } = design;
  if (2 * reachOf(design) * up <= MOST_COEFFICIENTS) return tabulateSinc(design, 0);
  const grid = Math.max(4, Math.ceil(GRID * cutoffOf(design)));
  if (!design.unity) return tabulateSinc(design, grid);
  const half = reachOf(design) + 1;
  let rows: Float64Array | undefined;
  return {
    up,
    down,
    taps: 2 * half,
    before: half - 1,
    get rows() {
      return (rows ??= rowsOf(design, half, grid));
    },
    grid,
    stages: stagesOf(design),
  };
});
