/**
 * Other ways to change the rate by a power of two, as `resample` knows them.
 * @module
 */
import { filterFor, RESAMPLE_DEFAULTS } from '../signal/resample.js';
import { type CqtResampleType } from './cqt-options.js';

/** `x` at 1 / `factor` of its rate: `ceil(x.length / factor)` samples. */
export function downBy(x: Float64Array, factor: number, resType: CqtResampleType): Float64Array {
  return run(x, { up: 1, down: factor }, Math.ceil(x.length / factor), resType);
}

/** `x` at `factor` times its rate. */
export function upBy(x: Float64Array, factor: number, resType: CqtResampleType): Float64Array {
  return run(x, { up: factor, down: 1 }, x.length * factor, resType);
}

function run(x: Float64Array, ratio: { up: number; down: number }, samples: number, resType: CqtResampleType): Float64Array {
  const out = new Float64Array(samples);
  if (ratio.up === ratio.down) out.set(x);
  else filterFor({ ...RESAMPLE_DEFAULTS, resType: resType === 'sinc' ? 'sinc' : 'polyphase' }, ratio, x, samples)(out, x);
  return out;
}
