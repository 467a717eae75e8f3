/**
 * Polyphase banks from FIR filters.
 * @module
 */
import { memoize } from '../core/cache.js';
import { type WindowSpec } from '../window/window-spec.js';
import { firTaps } from '../filter/fir-taps.js';
import { type PolyphaseBank } from './polyphase.js';
import { type Ratio } from './resample-rates.js';

/**
 * The bank that filters with `h` at `up` times the rate of the input: the sample at distance d from `floor(m down / up)` counts
 * `h[centre + phase - d up]`.
 */
export function bankOfFir(h: Float64Array, centre: number, { up, down }: Ratio): PolyphaseBank {
  const before = Math.floor((h.length - 1 - centre) / up);
  const after = Math.floor((centre + up - 1) / up);
  const taps = before + after + 1;
  const rows = new Float64Array(up * taps);
  for (let phase = 0; phase < up; phase++) {
    for (let j = 0; j < taps; j++) rows[phase * taps + j] = h[centre + phase - (j - before) * up] ?? 0;
  }
  return { up, down, taps, before, rows, grid: 0 };
}

/** scipy's filter: 20 max(up, down) + 1 taps, cut off at the lower Nyquist frequency (-6 dB there). */
export function polyFilter({ up, down }: Ratio, window: WindowSpec, caller: string): Float64Array {
  const widest = Math.max(up, down);
  const h = firTaps(20 * widest + 1, { cutoff: [1 / widest], window, passZero: true, scale: true }, caller);
  return h.map((v) => v * up);
}

/** The bank of `resample_poly` with its default window. */
export const polyBank: (ratio: Ratio) => PolyphaseBank = /* @__PURE__ */ memoize(
  4,
  ({ up, down }) => `${up},${down}`,
  (ratio) => bankOfFir(polyFilter(ratio, ['kaiser', 5], 'resample'), 10 * Math.max(ratio.up, ratio.down), ratio),
);
