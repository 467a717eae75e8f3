/**
 * What filters that work on blocks of a signal have in common.
 * @module
 */
import { type FloatArray } from '../core/types.js';

/** A filter that takes `size` samples at a time. */
export interface BlockFilter<T extends FloatArray> {
  readonly size: number;
  /** Samples from one block to the next, and outputs that each of them yields. */
  readonly step: number;
  readonly stepOut: number;
  /** Samples of the first block before the signal, and outputs of it before the signal. */
  readonly before: number;
  readonly late: number;
  /** The outputs of a block, which the next call overwrites. Undefined if they are not finite. */
  run(x: T): T | undefined;
}
