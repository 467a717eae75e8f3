/**
 * One function over one number or many: every unit conversion runs through here, so all take the same inputs, check the same things
 * and return what they were given. Kept small, for it comes along with every one of them; the `ndarray` package does not.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { type NdArray } from '../core/nd.js';
import { type FloatArray, isDetached } from '../core/types.js';

/** What a unit conversion takes: one number or many. */
export type Values = number | readonly number[] | Int32Array | FloatArray | NdArray<FloatArray>;

/** What it returns: the same kind, where lists and integers become a Float64Array. */
export type Converted<V> = V extends number
  ? number
  : V extends Float32Array
    ? Float32Array
    : V extends NdArray<infer T>
      ? NdArray<T>
      : Float64Array;

/** What it returns when the results are words: one, or a list (of an ndarray in row-major order). */
export type Labels<V> = V extends number | string ? string : string[];

/** The least value of conversions that take finite numbers > 0; those of numbers >= 0 say 0, others nothing. */
export const POSITIVE = 5e-324;

/** The largest number in single precision. */
const LARGEST_SINGLE = 3.4028234663852886e38;

interface View {
  data: ArrayLike<number>;
  shape: number[];
  stride: number[];
  offset: number;
}

/**
 * Applies `f` to each value, in row-major order. Refuses values that are not finite or below `least`; whether `f` overflows is its own
 * business (see {@link bounded}).
 */
export function mapValues<V extends Values>(
  values: V,
  caller: string,
  name: string,
  f: (value: number) => number,
  least?: number,
): Converted<V> {
  const apply = (x: Float64Array): void => {
    for (let i = 0; i < x.length; i++) x[i] = f(x[i]!);
  };
  return mapAll(values, caller, name, apply, least);
}

/**
 * Applies `run` to all values at once: a copy of them in row-major order, which it overwrites. Refuses what {@link mapValues} refuses, and with
 * `bound` results that are NaN or more than their type holds.
 */
export function mapAll<V extends Values>(
  values: V,
  caller: string,
  name: string,
  run: (x: Float64Array) => void,
  least?: number,
  bound: boolean = false,
): Converted<V> {
  const view = readView(values, caller, name);
  const { data } = view;
  const dense = isDense(view);
  const x = dense ? new Float64Array(data as FloatArray) : gather(view);
  const lowest = least ?? -Infinity;
  let allowed = allFinite(x);
  if (least !== undefined) for (let i = 0; i < x.length; i++) if (x[i]! < lowest) allowed = false;
  if (!allowed) refuse(view, caller, name, lowest);
  run(x);
  if (bound) expectBounded(x, view, dense, caller, name);
  if (typeof values === 'number') return x[0] as Converted<V>;
  const out =
    data instanceof Float32Array ? new Float32Array(data.length) : dense || !isArrayOfFloats(data) ? x : new Float64Array(data.length);
  if (dense && out !== x) out.set(x);
  if (!dense && out !== x) inOrder(view, (at, i) => (out[at] = x[i]!));
  if (!(values as Partial<View>).data) return out as unknown as Converted<V>;
  const { shape, stride, offset } = view;
  // The methods of an ndarray live on its prototype and read four members: no need of the package to make another of its kind.
  const like: unknown = { __proto__: Object.getPrototypeOf(values) as object, data: out, shape: [...shape], stride: [...stride], offset };
  return like as Converted<V>;
}

const isArrayOfFloats = (data: ArrayLike<number>): boolean => data instanceof Float64Array || data instanceof Float32Array;

/** Says which value is the first that is not allowed. */
function refuse(view: View, caller: string, name: string, least: number): void {
  const rule = least > 0 ? ' and > 0' : least === 0 ? ' and >= 0' : '';
  inOrder(view, (at, index) => {
    const value = view.data[at]!;
    if (Number.isFinite(value) && value >= least) return;
    throw new ParameterError(caller, name, `must be finite${rule}, got ${show(value)} at index ${index}`);
  });
}

/** Refuses results that are NaN or more than their type holds. */
function expectBounded(x: Float64Array, view: View, dense: boolean, caller: string, name: string): void {
  const single = view.data instanceof Float32Array;
  if (!single && allFinite(x)) return;
  const most = single ? LARGEST_SINGLE : Number.MAX_VALUE;
  inOrder(view, (at, index) => {
    const result = x[dense ? at : index]!;
    if (!(Math.abs(result) <= most)) tooLarge(view.data[at]!, result, single, false, caller, name);
  });
}

function tooLarge(value: number, result: number, single: boolean, whole: boolean, caller: string, name: string): never {
  const why = single ? `, more than a Float32Array holds${whole ? ' exactly' : ''}; use a Float64Array` : '';
  throw new ParameterError(caller, name, `is too large: ${value} gives ${result}${why}`);
}

/** Whether all values are finite; small, unlike the one of `finite.ts`. */
function allFinite(x: Float64Array): boolean {
  let zero = 0;
  for (let i = 0; i < x.length; i++) zero += x[i]! * 0;
  return zero === 0;
}

/** Reads any input; refuses what is none. */
function readView(values: Values, caller: string, name: string): View {
  const given = Object(values) as Partial<View>; // an ndarray brings all four members, other inputs none
  const {
    data = typeof values === 'number' ? [values] : (values as readonly number[] | Int32Array | FloatArray),
    shape = [data?.length],
    stride = [1],
    offset = 0,
  } = given;
  const float = data instanceof Float64Array || data instanceof Float32Array;
  if (float ? isDetached(data) : given.data || !(Array.isArray(data) || data instanceof Int32Array)) {
    const got = float ? 'a detached buffer' : show(data);
    throw new TypeError(`${caller}: "${name}" must be a number, an array or an ndarray of floats, got ${got}`);
  }
  return { data, shape, stride, offset };
}

/** Whether the values of a typed array lie side by side in memory, all that it has, in whatever order. */
function isDense({ data, shape, stride, offset }: View): boolean {
  if (offset !== 0 || Array.isArray(data)) return false;
  let step = 1;
  const axes = shape.map((n, d) => [stride[d]!, n] as const).filter(([, n]) => n !== 1);
  return axes.sort(([a], [b]) => a - b).every(([by, n]) => by === step && (step *= n) > 0) && step === data.length;
}

/** Calls `visit` with the place of each value and its number, in row-major order. */
function inOrder({ shape, stride, offset }: View, visit: (at: number, index: number) => void): void {
  let index = 0;
  const walk = (axis: number, at: number): void => {
    if (axis === shape.length) visit(at, index++);
    else for (let i = 0; i < shape[axis]!; i++) walk(axis + 1, at + i * stride[axis]!);
  };
  walk(0, offset);
}

/** A copy in row-major order. What is no number is NaN, for the check that follows. */
function gather(view: View): Float64Array {
  const x = new Float64Array(view.shape.reduce((product, n) => product * n, 1));
  inOrder(view, (at, i) => (x[i] = typeof view.data[at] === 'number' ? view.data[at] : NaN));
  return x;
}

/** `f`, refusing results that are NaN or more than the result's type holds; `whole` numbers must be exact in it. */
export function bounded(
  values: Values,
  caller: string,
  name: string,
  f: (value: number) => number,
  whole: boolean = false,
): (value: number) => number {
  const single = ((values as Partial<View> | null)?.data ?? values) instanceof Float32Array;
  const most = whole ? (single ? 16777216 : Number.MAX_SAFE_INTEGER) : single ? LARGEST_SINGLE : Number.MAX_VALUE;
  return (value) => {
    const result = f(value);
    return Math.abs(result) <= most ? result : tooLarge(value, result, single, whole, caller, name);
  };
}

/** Names each value. */
export function labelValues<V extends Values>(
  values: V,
  caller: string,
  name: string,
  f: (value: number) => string,
  least?: number,
): Labels<V> {
  const labels: string[] = [];
  const none = (): void => undefined;
  mapAll(values, caller, name, none, least);
  const view = readView(values, caller, name);
  inOrder(view, (at) => labels.push(f(view.data[at]!)));
  return (typeof values === 'number' ? labels[0] : labels) as Labels<V>;
}

/** Applies `f` to one word or each of a list. */
export function mapWords<R>(words: string | readonly string[], caller: string, name: string, f: (word: string) => R): R | R[] {
  if (typeof words === 'string') return f(words);
  if (!Array.isArray(words)) throw new TypeError(`${caller}: "${name}" must be a string or an array of strings, got ${show(words)}`);
  return (words as readonly string[]).map((word, i) => {
    if (typeof word !== 'string') throw new TypeError(`${caller}: "${name}" must hold strings, got ${show(word)} at index ${i}`);
    return f(word);
  });
}
