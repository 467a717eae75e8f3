/**
 * The ways to ask for a window.
 * @module
 */
import { type FloatArray } from '../core/types.js';

/** Windows that every function with a `window` option knows by name. */
export type CommonWindow =
  | 'hann'
  | 'hamming'
  | 'blackman'
  | 'blackmanharris'
  | 'nuttall'
  | 'flattop'
  | 'boxcar'
  | 'bartlett'
  | 'triang'
  | 'cosine'
  | 'povey'
  | 'tukey'
  | 'kaiser'
  | 'gaussian'
  | 'general_hamming'
  | 'general_cosine';

/** Windows that `getWindow` knows besides; pass its result to functions with a `window` option. */
export type RareWindow =
  | 'parzen'
  | 'bohman'
  | 'barthann'
  | 'lanczos'
  | 'exponential'
  | 'general_gaussian'
  | 'taylor'
  | 'chebwin'
  | 'dpss'
  | 'kaiser_bessel_derived';

/** A parameter of a window: a number, a list of them (`general_cosine`), a switch, or `null` for "not given". */
export type WindowParameter = number | readonly number[] | boolean | null;

/**
 * A window: its name, `[name, ...parameters]` such as `['kaiser', 8.6]`, a number (the beta of a Kaiser window), its samples
 * (of exactly the length in question), or a function of the length that returns the samples.
 */
export type WindowSpec =
  | CommonWindow
  | RareWindow
  | readonly [name: CommonWindow | RareWindow, ...parameters: WindowParameter[]]
  | number
  | FloatArray
  | ((length: number) => ArrayLike<number>);

/** Makes the function "sample `n` of a symmetric window that runs from 0 to `last`". */
export type Shape = (last: number, ...parameters: number[]) => (n: number) => number;

/** The range of a parameter: least, most, and the default where there is one (`null`: may be left out). */
export type ParameterRange = readonly [least: number, most: number, fallback?: number | null];

/** A window of a registry: its shape and its parameters. */
export type WindowEntry = readonly [shape: Shape, ...parameters: ParameterRange[]];
