import { nd, type NdArray, toRowMajor } from '../core/nd.js';
import { type FloatArray } from '../core/types.js';

/**
 * Each row minus its mean, by its standard deviation, cut at three of them: makes a picture of rows that differ in size, such as cepstral
 * coefficients. A constant row becomes zeros.
 */
export function standardize(values: NdArray<FloatArray>): NdArray<Float64Array> {
  const out = new Float64Array(toRowMajor(values));
  const length = values.shape.at(-1)!;
  for (let start = 0; start < out.length; start += length) {
    const row = out.subarray(start, start + length);
    const mean = row.reduce((sum, x) => sum + x, 0) / length;
    const deviation = Math.sqrt(row.reduce((sum, x) => sum + (x - mean) ** 2, 0) / length);
    for (let i = 0; i < length; i++)
      row[i] = deviation > 1e-12 * Math.abs(mean) ? Math.min(3, Math.max(-3, (row[i]! - mean) / deviation)) : 0;
  }
  return nd(out, values.shape);
}
