/**
 * The kernels behind the functions, kept by size.
 * @module
 */
import { memoize } from '../core/cache.js';
import { planComplex } from './complex-plan.js';
import { type ComplexKernel, type FftEngine, type RealKernel } from './kernel.js';
import { planReal } from './real-plan.js';

export const LARGEST_KEPT = 65536; // some 2 MB of tables; larger ones are built anew, which costs less than their transform

const keptComplex = /* @__PURE__ */ memoize<number, ComplexKernel>(16, String, (size) => planComplex(size));
const keptReal = /* @__PURE__ */ memoize<number, RealKernel>(16, String, planReal);

export function complexKernel(size: number, engine: FftEngine | null): ComplexKernel {
  return engine ? engine.complex(size) : size <= LARGEST_KEPT ? keptComplex(size) : planComplex(size);
}

export function realKernel(size: number, engine: FftEngine | null): RealKernel {
  return engine ? engine.real(size) : size <= LARGEST_KEPT ? keptReal(size) : planReal(size);
}
