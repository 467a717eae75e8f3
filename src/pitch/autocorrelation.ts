/**
 * The autocorrelation of frames.
 * @module
 */
import { nextFastLen } from '../fft/next-fast-len.js';
import { planReal } from '../fft/real-plan.js';

/** Correlates frames with themselves; allocates nothing. */
export interface Autocorrelation {
  /** The samples of the frame go here; what lies behind them stays zero. */
  readonly frame: Float64Array;
  /** `sum_n frame[n] frame[n + k]` for the lags k = 0, 1, ...; those that were asked for are right. */
  readonly lags: Float64Array;
  /** Correlates what lies in `frame`. */
  run(): void;
}

/** Rounds up to a length that has room for all passes of radix 8 but two: shorter ones with more small factors take longer. */
const fastLength = (n: number): number => {
  const step = Math.min(128, 2 ** Math.ceil(Math.log2(n) / 2));
  return step * nextFastLen(Math.ceil(n / step));
};

/** Plans it for frames of `frameLength` samples and the lags 0 ... `maxLag`: no longer transform than these need. */
export function createAutocorrelation(frameLength: number, maxLag: number): Autocorrelation {
  const plan = planReal(fastLength(frameLength + maxLag));
  const bins = plan.size / 2 + 1;
  const frame = new Float64Array(plan.size);
  const lags = new Float64Array(plan.size);
  const power = new Float64Array(bins);
  const spectrum = new Float64Array(2 * bins);
  const scratch = new Float64Array(plan.scratchLength);
  return {
    frame,
    lags,
    run() {
      plan.power(power, frame, scratch);
      for (let k = 0; k < bins; k++) spectrum[2 * k] = power[k]!;
      plan.inverse(lags, spectrum, scratch);
    },
  };
}
