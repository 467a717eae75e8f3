/**
 * Resampling by cutting or padding the spectrum of the whole signal.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { createRfft } from '../fft/real.js';

/**
 * scipy's `signal.resample`: keeps the bins that both lengths have. Of an even number of samples the last kept bin stands for two,
 * so it is doubled when the signal gets shorter and halved when it gets longer.
 */
export function resampleByFft(out: FloatArray, x: FloatArray): void {
  const from = createRfft(x.length);
  const to = createRfft(out.length);
  const spectrum = new Float64Array(2 * from.bins);
  from.forward(spectrum, Float64Array.from(x));
  const kept = new Float64Array(2 * to.bins);
  kept.set(spectrum.subarray(0, Math.min(spectrum.length, kept.length)));
  const shorter = Math.min(x.length, out.length);
  if (shorter % 2 === 0 && x.length !== out.length) {
    const factor = out.length < x.length ? 2 : 0.5;
    kept[shorter] = kept[shorter]! * factor;
    kept[shorter + 1] = kept[shorter + 1]! * factor;
  }
  const y = new Float64Array(out.length);
  to.inverse(y, kept);
  const gain = out.length / x.length;
  for (let m = 0; m < out.length; m++) out[m] = y[m]! * gain;
}
