/**
 * Resampling by cutting or padding the spectrum of the whole signal.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { planReal } from '../fft/real-plan.js';

/**
 * scipy's `signal.resample`: keeps the bins that both lengths have. Of an even number of samples the last kept bin stands for two,
 * so it is doubled when the signal gets shorter and halved when it gets longer.
 */
export function resampleByFft(out: FloatArray, x: FloatArray): void {
  const from = planReal(x.length);
  const to = planReal(out.length);
  const scratch = new Float64Array(Math.max(from.scratchLength, to.scratchLength));
  const spectrum = new Float64Array(2 * (Math.floor(x.length / 2) + 1));
  from.forward(spectrum, Float64Array.from(x), scratch);
  const kept = new Float64Array(2 * (Math.floor(out.length / 2) + 1));
  kept.set(spectrum.subarray(0, Math.min(spectrum.length, kept.length)));
  const shorter = Math.min(x.length, out.length);
  if (shorter % 2 === 0 && x.length !== out.length) {
    const factor = out.length < x.length ? 2 : 0.5;
    kept[shorter] = kept[shorter]! * factor;
    kept[shorter + 1] = kept[shorter + 1]! * factor;
  }
  const y = new Float64Array(out.length);
  to.inverse(y, kept, scratch);
  const gain = out.length / x.length;
  for (let m = 0; m < out.length; m++) out[m] = y[m]! * gain;
}
