/**
 * Transforms that are kept: the octaves of a transform, and all transforms after it, share a few sizes.
 * @module
 */
import { memoize } from '../core/cache.js';
import { type RealKernel } from '../fft/kernel.js';
import { planReal } from '../fft/real-plan.js';

const kept: (size: number) => RealKernel = /* @__PURE__ */ memoize(16, String, planReal);

/** The real transform of a size; the tables of large ones are not kept. */
export const realFft = (size: number): RealKernel => (size <= 2 ** 18 ? kept(size) : planReal(size));
