/**
 * Resampling by cutting or padding the spectrum of the whole signal.
 * @module
 */
import { type FloatArray, widen } from '../core/types.js';
import { planReal } from '../fft/real-plan.js';

/**
 * scipy's `signal.resample`: keeps the bins that both lengths have. Of an even number of samples the last kept bin stands for two,
 * so it is doubled when the signal gets shorter and halved when it gets longer.
 */
export function resampleByFft(out: FloatArray, x: FloatArray): void {
  const from = planReal(x.length);
  const to = planReal(out.length);
  const scratch = new Float64Array(Math.max(from.scratchLength, to.scratchLength));
  const spectrum = new Float64Array(2 * (Math.floor(Math.max(x.length, out.length) / 2) + 1));
  const [bins, kept] = [x, out].map(({ length }) => spectrum.subarray(0, 2 * (Math.floor(length / 2) + 1))) as [Float64Array, Float64Array];
  from.forward(bins, widen(x), scratch);
  const shorter = Math.min(x.length, out.length);
  if (shorter % 2 === 0 && x.length !== out.length) {
    const factor = out.length < x.length ? 2 : 0.5;
    kept[shorter] = kept[shorter]! * factor;
    kept[shorter + 1] = kept[shorter + 1]! * factor;
  }
  const y = out.BYTES_PER_ELEMENT === 8 ? (out as Float64Array) : new Float64Array(out.length);
  to.inverse(y, kept, scratch);
  const gain = out.length / x.length;
  for (let m = 0; m < y.length; m++) y[m] = y[m]! * gain;
  if (y !== out) out.set(y);
}
