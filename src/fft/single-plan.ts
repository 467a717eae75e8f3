/**
 * Transforms computed in single precision, where SIMD kernels can.
 * @module
 */
import { memoize } from '../core/cache.js';
import { type FloatArray } from '../core/types.js';
import { useSimd } from '../simd/engine.js';
import { type FftTables, planSimdFft, planSimdRealFft, type SimdFft, type SimdRealFft } from '../simd/fft.js';
import { planChirp } from './complex-plan.js';
import { type FftEngine } from './kernel.js';
import { LARGEST_KEPT } from './kernels.js';
import { rootsOfUnity } from './roots.js';

const TABLES: FftTables = { roots: rootsOfUnity, chirp: planChirp };

/** The complex transform of `size` pairs, or undefined where double precision must do: without SIMD, for few pairs and for very many. */
export const planSingle = (size: number): SimdFft | undefined => planSimdFft(size, TABLES);

/** The same of real samples. */
export const planSingleReal = (size: number): SimdRealFft | undefined => planSimdRealFft(size, TABLES);

const keptComplex = /* @__PURE__ */ memoize<number, SimdFft | undefined>(16, String, planSingle);
const keptReal = /* @__PURE__ */ memoize<number, SimdRealFft | undefined>(16, String, planSingleReal);

/** What the functions take for an array like `like`; plans are kept by size. */
export function singleComplex(size: number, engine: FftEngine | null, like: FloatArray): SimdFft | undefined {
  if (engine || !isSingle(like) || !useSimd()) return undefined;
  return size <= LARGEST_KEPT ? keptComplex(size) : planSingle(size);
}

/** The same for real samples. */
export function singleReal(size: number, engine: FftEngine | null, like: FloatArray): SimdRealFft | undefined {
  if (engine || !isSingle(like) || !useSimd()) return undefined;
  return size <= LARGEST_KEPT ? keptReal(size) : planSingleReal(size);
}

const isSingle = (x: FloatArray): boolean => x.BYTES_PER_ELEMENT === 4;
