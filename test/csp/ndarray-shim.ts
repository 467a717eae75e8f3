/** What test files get for `ndarray` where it cannot run: our own view of the same thing. */
import { nd, type NdArray, type NdData } from '../../src/core/nd.js';

export default function ndarray<T extends NdData>(
  data: T,
  shape: number[] = [data.length],
  stride?: number[],
  offset?: number,
): NdArray<T> {
  return nd(data, shape, stride, offset);
}
