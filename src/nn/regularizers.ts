/**
 * Penalties on weights and outputs, as in Keras: sums, not means.
 * @module
 */
import { show } from '../core/errors.js';
import { expectFinite, expectOneOf, readOptions } from '../core/options.js';
import { type Regularizer } from './layer.js';

/** A penalty by its factors: `l1` times the sum of the magnitudes, `l2` times the sum of the squares. Both are >= 0. */
export interface RegularizerSettings {
  /** @defaultValue `0` */
  l1?: number | undefined;
  /** @defaultValue `0` */
  l2?: number | undefined;
}

/** `'l1'`, `'l2'` and `'l1l2'` (each with the factor 0.01), factors of your own, or a regularizer of your own. `null` is none. */
export type RegularizerLike = 'l1' | 'l2' | 'l1l2' | RegularizerSettings | Regularizer | null;

/** Keras' factor where none is given. */
const FACTOR = 0.01;

/** Reads the option `name` of `caller`. */
export function readRegularizer(regularizer: RegularizerLike | undefined, caller: string, name: string): Regularizer | undefined {
  if (regularizer === undefined || regularizer === null) return undefined;
  if (typeof regularizer === 'string') {
    expectOneOf(regularizer, caller, name, ['l1', 'l2', 'l1l2']);
    return create(regularizer === 'l2' ? 0 : FACTOR, regularizer === 'l1' ? 0 : FACTOR);
  }
  if (typeof regularizer !== 'object') throw new TypeError(`${caller}: "${name}" must be a name or an object, got ${show(regularizer)}`);
  if ('penalty' in regularizer) return regularizer;
  const { l1, l2 } = readOptions(`${caller}: ${name}`, regularizer, { l1: 0, l2: 0 });
  expectFinite(l1, caller, `${name}.l1`, 0);
  expectFinite(l2, caller, `${name}.l2`, 0);
  return create(l1, l2);
}

function create(l1: number, l2: number): Regularizer {
  return {
    config: { l1, l2 },
    penalty(value, gradient) {
      let magnitudes = 0;
      let squares = 0;
      for (let i = 0; i < value.length; i++) {
        const x = value[i]!;
        magnitudes += Math.abs(x);
        squares += x * x;
        gradient[i]! += (x > 0 ? l1 : x < 0 ? -l1 : 0) + 2 * l2 * x;
      }
      return l1 * magnitudes + l2 * squares;
    },
  };
}
