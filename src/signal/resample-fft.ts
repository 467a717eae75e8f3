/**
 * Resampling by cutting or padding the spectrum of the whole signal.
 * @module
 */
import { withScratch } from '../core/scratch.js';
import { type FloatArray, widen } from '../core/types.js';
import { planReal } from '../fft/real-plan.js';

/**
 * scipy's `signal.resample`: keeps the bins that both lengths have. Of an even number of samples the last kept bin stands for two,
 * so it is doubled when the signal gets shorter and halved when it gets longer.
 */
export function resampleByFft(out: FloatArray, x: FloatArray): void {
  const from = planReal(x.length);
  const to = planReal(out.length);
  const [fromBins, toBins] = [x, out].map(({ length }) => 2 * (Math.floor(length / 2) + 1)) as [number, number];
  const rest = Math.max(fromBins, toBins);
  const y = out.BYTES_PER_ELEMENT === 8 ? (out as Float64Array) : new Float64Array(out.length);
  withScratch(rest + Math.max(from.scratchLength, to.scratchLength), (room) => {
    const scratch = room.subarray(rest);
    const kept = room.subarray(0, toBins);
    from.forward(room.subarray(0, fromBins), widen(x), scratch);
    kept.fill(0, fromBins);
    const shorter = Math.min(x.length, out.length);
    if (shorter % 2 === 0 && x.length !== out.length) {
      const factor = out.length < x.length ? 2 : 0.5;
      kept[shorter] = kept[shorter]! * factor;
      kept[shorter + 1] = kept[shorter + 1]! * factor;
    }
    to.inverse(y, kept, scratch);
  });
  const gain = out.length / x.length;
  for (let m = 0; m < y.length; m++) y[m] = y[m]! * gain;
  if (y !== out) out.set(y);
}
