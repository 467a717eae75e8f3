/**
 * Masks in functional models of Keras 3. Files spell them out, as operations on inputs and as arguments of calls; here they follow from the
 * layers that make them. What follows must be what the file says.
 * @module
 */
import { DecodeError } from '../../core/errors.js';
import { printable } from '../../io/bytes.js';
import { isObject, type JsonObject } from './json.js';
import { type KerasCall, type Place } from './keras-graph.js';

/** Masks as texts: equal texts are equal masks. */
export interface Masks {
  /** Whether a layer is an operation that makes a mask; it is then remembered, and is no layer here. */
  readOperation(layer: JsonObject, name: string, nodes: readonly unknown[]): boolean;
  /** Refuses a call whose mask is another one than follows here. Calls come in order. */
  check(layer: JsonObject, key: string, call: KerasCall): void;
}

const RECURRENT = ['lstm', 'gru', 'simpleRnn'];
/** Layers that pass a mask on, in Keras and here; recurrent ones do so if they return sequences. */
const PASS = [
  'activation',
  'add',
  'average',
  'batchNormalization',
  'concatenate',
  'dense',
  'dropout',
  'elu',
  'embedding',
  'gaussianNoise',
].concat(['layerNormalization', 'leakyRelu', 'masking', 'multiply', 'relu', 'softmax', 'spatialDropout1d', 'timeDistributed']);

const textOf = ([name, call, output]: Place): string => JSON.stringify([name, call, output]);
const notEqual = (place: string, value: number): string => `${place} != ${value}`;
const any = (mask: string): string => `any(${mask})`;

/** The value that an operation reads first. */
function firstOf(node: unknown): { place: string | undefined; value: unknown } {
  const args: unknown[] = isObject(node) && Array.isArray(node['args']) ? (node['args'] as unknown[]) : [];
  const history = isObject(args[0]) && isObject(args[0]['config']) ? args[0]['config']['keras_history'] : undefined;
  return { place: Array.isArray(history) ? JSON.stringify(history) : undefined, value: args[1] };
}

/** Nothing is known yet. */
export function createMasks(caller: string): Masks {
  const made = new Map<string, string>(); // by the place of an operation
  const of = new Map<string, string | undefined>(); // by the key of a call
  return {
    readOperation({ class_name: className, config }, name, nodes) {
      if (className !== 'NotEqual' && className !== 'Any') return false;
      const { place, value } = firstOf(nodes[0]);
      const key = JSON.stringify([name, 0, 0]);
      if (className === 'NotEqual') {
        if (place === undefined || typeof value !== 'number') return false;
        made.set(key, notEqual(place, value));
        return true;
      }
      const mask = place === undefined ? undefined : made.get(place);
      const axis = isObject(config) ? config['axis'] : undefined;
      if (mask === undefined || (axis !== -1 && JSON.stringify(axis) !== '[-1]')) return false;
      made.set(key, any(mask));
      return true;
    },
    check(layer, key, { from, mask, explicit }) {
      const kind = String(layer['kind']);
      const what = printable(String(layer['name']).slice(0, 80));
      const [first] = from;
      const before = first && of.get(JSON.stringify(first.slice(0, 2)));
      if (explicit && mask && (made.get(textOf(mask)) ?? '') !== before) {
        throw new DecodeError(
          'unsupported-setting',
          0,
          `${caller}: the layer ${what} is called with a mask of its own, which is not supported`,
        );
      }
      if (explicit && !mask && before !== undefined && RECURRENT.includes(kind)) {
        const why = 'with states to start from, where Keras passes the mask by, which is not supported';
        throw new DecodeError('unsupported-setting', 0, `${caller}: the layer ${what} is called ${why}`);
      }
      let after = before;
      if (kind === 'embedding') after = layer['maskZero'] === true && first ? notEqual(textOf(first), 0) : before;
      else if (kind === 'masking' && first)
        after = any(notEqual(textOf(first), typeof layer['maskValue'] === 'number' ? layer['maskValue'] : 0));
      else if (RECURRENT.includes(kind)) after = layer['returnSequences'] === true ? before : undefined;
      else if (kind === 'bidirectional')
        after = isObject(layer['layer']) && layer['layer']['returnSequences'] === true ? before : undefined;
      else if (!PASS.includes(kind)) after = undefined;
      of.set(key, after);
    },
  };
}
