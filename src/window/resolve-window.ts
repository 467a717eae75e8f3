/**
 * From a `window` option to its samples.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectAllFinite } from '../core/finite.js';
import { didYouMean, expectFinite } from '../core/options.js';
import { isFloatArray } from '../core/types.js';
import { COMMON_WINDOWS, cosineSum } from './common-windows.js';
import { type ParameterRange, type Shape, type WindowEntry, type WindowSpec } from './window-spec.js';

/** Names that only `getWindow` knows, so that their code does not come along with every function that takes a window. */
const RARE = 'parzen bohman barthann lanczos exponential general_gaussian taylor chebwin dpss kaiser_bessel_derived';

/**
 * The samples of a window, for functions with a `window` option: periodic, unless `fftbins` is false. Knows the common windows by
 * name; `rare` adds the others (only `getWindow` passes it).
 */
export function resolveWindow(
  caller: string,
  window: WindowSpec,
  length: number,
  fftbins: boolean = true,
  rare: Readonly<Record<string, WindowEntry>> = {},
): Float64Array {
  if (typeof window === 'function' || isFloatArray(window)) {
    const samples = Float64Array.from(typeof window === 'function' ? window(length) : window);
    if (samples.length !== length) {
      throw new ParameterError(caller, 'window', `must have ${length} samples, got ${samples.length}`);
    }
    expectAllFinite(samples, caller, 'window');
    return samples;
  }
  const spec: unknown = typeof window === 'number' ? ['kaiser', window] : typeof window === 'string' ? [window] : window;
  if (!Array.isArray(spec) || typeof spec[0] !== 'string') {
    throw new TypeError(
      `${caller}: "window" must be a name, [name, ...parameters], the beta of a Kaiser window, a typed array or a function, got ${show(window)}`,
    );
  }
  const name = spec[0];
  const known = { ...COMMON_WINDOWS, ...rare };
  if (!Object.hasOwn(known, name)) throw unknown(caller, name);
  const entry = known[name]!;
  const [shape, ...ranges] = isWindowEntry(entry) ? entry : ([(last) => cosineSum(last, ...entry)] as WindowEntry);
  const parameters = readParameters(caller, name, ranges, spec.slice(1).flat());
  // Kaldi's window is symmetric by definition; an exponential may have its centre anywhere.
  return sample(length, fftbins && name !== 'povey' ? length : length - 1, shape, parameters, name !== 'exponential');
}

const isWindowEntry = (entry: WindowEntry | readonly number[]): entry is WindowEntry => typeof entry[0] === 'function';

/** Computes the first half of a window that runs from 0 to `last`, and mirrors it. A single sample is 1. */
function sample(length: number, last: number, shape: Shape, parameters: number[], mirrored: boolean): Float64Array {
  const w = new Float64Array(length).fill(1);
  if (length === 1) return w;
  const at = shape(last, ...parameters);
  for (let n = 0; n < length; n++) w[n] = mirrored && 2 * n > last ? w[last - n]! : at(n);
  return w;
}

/** Checks the parameters in `['kaiser', 8.6]`, fills those left out (or `null`) with their defaults. */
function readParameters(caller: string, name: string, allowed: ParameterRange[], given: unknown[]): number[] {
  const any: ParameterRange = [-Infinity, Infinity];
  const ranges = name === 'general_cosine' ? [any, ...given.slice(1).map(() => any)] : allowed;
  const values = ranges.map((range, i) => given[i] ?? range[2]);
  if (given.length > ranges.length || values.includes(undefined)) {
    throw new ParameterError(caller, 'window', `${show(name)} takes ${ranges.length} parameter(s), got ${given.length}`);
  }
  return values.map((value, i) => {
    const number = typeof value === 'boolean' ? Number(value) : value;
    if ((given[i] ?? null) !== null) expectFinite(number, caller, `window[${i + 1}]`, ranges[i]![0], ranges[i]![1]);
    return number as number;
  });
}

function unknown(caller: string, name: string): ParameterError {
  const rare = RARE.split(' ');
  if (rare.includes(name)) {
    return new ParameterError(caller, 'window', `does not know ${show(name)} by name here; pass (n) => getWindow([${show(name)}, …], n)`);
  }
  const names = [...Object.keys(COMMON_WINDOWS), ...rare];
  return new ParameterError(caller, 'window', `must be one of ${names.join(', ')}, got ${show(name)}${didYouMean(name, names)}`);
}
