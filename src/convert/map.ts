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
  const scalar = typeof values === 'number';
  const given = Object(values) as Partial<View>; // an ndarray brings all four members, other inputs none
  const {
    data = scalar ? [values] : (values as readonly number[] | Int32Array | FloatArray),
    shape = [data?.length],
    stride = [1],
    offset = 0,
  } = given;
  const float = data instanceof Float64Array || data instanceof Float32Array;
  if (float ? isDetached(data) : given.data || !(Array.isArray(data) || data instanceof Int32Array)) {
    const got = float ? 'a detached buffer' : show(data);
    throw new TypeError(`${caller}: "${name}" must be a number, an array or an ndarray of floats, got ${got}`);
  }
  const out = new (data instanceof Float32Array ? Float32Array : Float64Array)(data.length);
  let index = 0;
  const walk = (axis: number, at: number): void => {
    if (axis < shape.length) {
      for (let i = 0; i < shape[axis]!; i++) walk(axis + 1, at + i * stride[axis]!);
    } else {
      const value = data[at]!;
      if (!(Number.isFinite(value) && !(value < least!))) {
        const rule = least! > 0 ? ' and > 0' : least === 0 ? ' and >= 0' : '';
        throw new ParameterError(caller, name, `must be finite${rule}, got ${show(value)} at index ${index}`);
      }
      out[at] = f(value);
      index++;
    }
  };
  walk(0, offset);
  if (scalar) return out[0] as Converted<V>;
  if (!given.data) return out as unknown as Converted<V>;
  // The methods of an ndarray live on its prototype and read four members: no need of the package to make another of its kind.
  const like: unknown = { __proto__: Object.getPrototypeOf(values) as object, data: out, shape: [...shape], stride: [...stride], offset };
  return like as Converted<V>;
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
  const most = whole ? (single ? 16777216 : Number.MAX_SAFE_INTEGER) : single ? 3.4028234663852886e38 : Number.MAX_VALUE;
  return (value) => {
    const result = f(value);
    if (Math.abs(result) <= most) return result;
    const why = single ? `, more than a Float32Array holds${whole ? ' exactly' : ''}; use a Float64Array` : '';
    throw new ParameterError(caller, name, `is too large: ${value} gives ${result}${why}`);
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
  mapValues(values, caller, name, (value) => labels.push(f(value)), least);
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
