/**
 * The state of a training as bytes: a safetensors file whose arrays are those of the state, and whose text says where each belongs.
 * @module
 */
import { DecodeError, ParameterError, show } from '../core/errors.js';
import { type FloatArray, isFloatArray } from '../core/types.js';
import { asBytes, type Bytes } from '../io/bytes.js';
import { parseSafetensors } from './files/read-safetensors.js';
import { writeSafetensors } from './files/write-safetensors.js';
import { type TrainingState } from './training-callback.js';

/** Where JSON has no word: an array of the file, or one of four values. */
type Stand = { readonly $array: string } | { readonly $value: 'undefined' | 'NaN' | 'Infinity' | '-Infinity' };
const VALUES: Readonly<Record<string, unknown>> = { undefined, NaN, Infinity, '-Infinity': -Infinity };

/**
 * Writes the state of a training as bytes, in the format safetensors.
 *
 * @param state - What `getState` of a context gave; what callbacks of your own remember may be plain data and Float32Arrays or Float64Arrays.
 * @returns The bytes of a file, the same for the same state.
 * @throws TypeError for what is not plain data.
 * @example
 * ```ts
 * const net = sequential([dense({ units: 1 })], { inputShape: [1] });
 * let file = new Uint8Array();
 * const keep = checkpoint((state) => void (file = encodeTrainingState(state)), { bestOnly: false });
 * const options = { loss: 'meanSquaredError', callbacks: [keep] } as const;
 * await fit(net, tensor(Float32Array.of(1), [1, 1]), [2], options);
 * const history = await fit(net, tensor(Float32Array.of(1), [1, 1]), [2], { ...options, epochs: 3, resume: decodeTrainingState(file) });
 * history.epochs; // 3
 * ```
 */
export function encodeTrainingState(state: TrainingState): Uint8Array {
  const arrays: Record<string, FloatArray> = {};
  let count = 0;
  const write = (value: unknown): unknown => {
    if (isFloatArray(value)) {
      const name = `array_${String(count++).padStart(6, '0')}`;
      arrays[name] = value;
      return { $array: name } satisfies Stand;
    }
    if (value === undefined || (typeof value === 'number' && !Number.isFinite(value))) return { $value: String(value) };
    if (value === null || ['number', 'string', 'boolean'].includes(typeof value)) return value;
    if (Array.isArray(value)) return value.map(write);
    if (typeof value === 'object' && [Object.prototype, null].includes(Object.getPrototypeOf(value) as object | null)) {
      return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, write(inner)]));
    }
    throw new TypeError(`encodeTrainingState: "state" must be plain data, got ${show(value)} in it`);
  };
  if (state?.version !== 1)
    throw new ParameterError('encodeTrainingState', 'state', `must be a state that getState() gave, got ${show(state)}`);
  const text = JSON.stringify(write(state));
  return writeSafetensors(arrays, { metadata: { trainingState: text } });
}

/**
 * Reads what {@link encodeTrainingState} wrote.
 *
 * @param bytes - The bytes of the file.
 * @returns The state, for the option `resume` of `fit`, which checks that it fits.
 * @throws `DecodeError` for bytes that are no such file.
 * @example
 * ```ts
 * const codeOf = (bytes: Uint8Array): string => {
 *   try {
 *     decodeTrainingState(bytes);
 *     return 'fine';
 *   } catch (error) {
 *     return error instanceof DecodeError ? error.code : 'something else';
 *   }
 * };
 * codeOf(writeSafetensors({ w: Float32Array.of(1) })); // 'not-a-training-state'
 * ```
 */
export function decodeTrainingState(bytes: Bytes): TrainingState {
  const caller = 'decodeTrainingState';
  const { tensors, metadata } = parseSafetensors(asBytes(bytes, caller), caller);
  const refuse = (why: string): never => {
    throw new DecodeError('not-a-training-state', 0, `${caller}: ${why}`);
  };
  const text = metadata['trainingState'];
  if (text === undefined) return refuse('the file holds no state of a training');
  const read = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(read);
    const entries = Object.entries(value);
    const [key, word] = entries.length === 1 ? entries[0]! : ['', undefined];
    if (key === '$value')
      return typeof word === 'string' && Object.hasOwn(VALUES, word) ? VALUES[word] : refuse(`no value is ${show(word)}`);
    if (key === '$array') {
      const found = typeof word === 'string' && Object.hasOwn(tensors, word) ? tensors[word]!.data : undefined;
      return isFloatArray(found) ? found : refuse(`there is no array ${show(word)} of floats`);
    }
    if (entries.some(([name]) => name === '__proto__')) refuse('a name is "__proto__"');
    return Object.fromEntries(entries.map(([name, inner]) => [name, read(inner)]));
  };
  let state: unknown;
  try {
    state = read(JSON.parse(text));
  } catch (error) {
    if (error instanceof DecodeError) throw error;
    return refuse('its text is damaged');
  }
  const { version, weights, callbacks, losses, history, sums, optimizer } = (state ?? {}) as Partial<TrainingState>;
  const fits =
    version === 1 &&
    Array.isArray(weights) &&
    Array.isArray(callbacks) &&
    (losses === undefined || Array.isArray(losses)) &&
    [history, sums, optimizer].every((x) => typeof x === 'object' && x !== null);
  return fits ? (state as TrainingState) : refuse('its text is no state of a training');
}
