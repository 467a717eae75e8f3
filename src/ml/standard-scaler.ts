/**
 * Features with mean 0 and variance 1.
 * @module
 */
import { expectBoolean, expectInteger, readOptions } from '../core/options.js';
import { expectAxis, type FeatureAxisOptions, type Features, gatherVectors, mapVectors, type Transformed } from './features.js';
import { fitted, readSaved, savedNumbers } from './saved.js';

/** Options of {@link standardScaler}. */
export interface StandardScalerOptions extends FeatureAxisOptions {
  /** Whether to subtract the mean. @defaultValue `true` */
  withMean?: boolean | undefined;
  /** Whether to divide by the standard deviation. @defaultValue `true` */
  withStd?: boolean | undefined;
}

/** Brings features to mean 0 and variance 1. */
export interface StandardScaler {
  /** Mean of each feature. */
  readonly mean: Float64Array;
  /** Variance of each feature (divided by the number of vectors). */
  readonly var: Float64Array;
  /** What each feature is divided by: its standard deviation, or 1 if it does not vary. */
  readonly scale: Float64Array;
  /** How many vectors were seen. */
  readonly nSamplesSeen: number;
  /** Forgets what was learnt and learns from `x`. */
  fit(x: Features): StandardScaler;
  /** Learns from `x` as well. */
  partialFit(x: Features): StandardScaler;
  /** Scales features, of the same kind and precision. */
  transform<X extends Features>(x: X): Transformed<X>;
  /** `fit(x)`, then `transform(x)`. */
  fitTransform<X extends Features>(x: X): Transformed<X>;
  /** Undoes `transform`. */
  inverseTransform<X extends Features>(x: X): Transformed<X>;
  /** What {@link standardScalerFromJson} reads; called by `JSON.stringify`. */
  toJSON(): StandardScalerJson;
}

/** A scaler as data. */
export interface StandardScalerJson {
  /** What this is. */
  readonly kind: 'standardScaler';
  /** Axis of the features. */
  readonly axis: -1 | -2;
  /** Whether the mean is subtracted. */
  readonly withMean: boolean;
  /** Whether it divides by the standard deviation. */
  readonly withStd: boolean;
  /** Mean of each feature. */
  readonly mean: readonly number[];
  /** Variance of each feature. */
  readonly var: readonly number[];
  /** How many vectors were seen. */
  readonly nSamplesSeen: number;
}

interface Learnt {
  readonly mean: Float64Array;
  readonly var: Float64Array;
  readonly scale: Float64Array;
  readonly n: number;
}

/**
 * Makes a scaler that brings every feature to mean 0 and variance 1. Fit it on the training set alone, before padding. Features that do
 * not vary are only moved to 0.
 *
 * @param options - {@link StandardScalerOptions}.
 * @returns {@link StandardScaler}.
 * @throws `ParameterError` if an option is unknown; later if features are empty, not finite, or of another number.
 * @example
 * ```ts
 * const scaler = standardScaler().fit([[0, 5], [2, 5]]);
 * scaler.mean; // [1, 5]
 * scaler.transform(Float32Array.of(3, 5)); // [2, 0]
 * const again = standardScalerFromJson(JSON.stringify(scaler));
 * again.inverseTransform(Float32Array.of(2, 0)); // [3, 5]
 * ```
 * @see scikit-learn `preprocessing.StandardScaler`; Chan, Golub and LeVeque, 1983 (variances in parts).
 */
export function standardScaler(options?: StandardScalerOptions): StandardScaler {
  const caller = 'standardScaler';
  const o = readOptions(caller, options, { axis: -1 as -1 | -2, withMean: true, withStd: true });
  expectAxis(o.axis, caller);
  expectBoolean(o.withMean, caller, 'withMean');
  expectBoolean(o.withStd, caller, 'withStd');
  return makeScaler(o, undefined);
}

/**
 * A scaler out of its JSON.
 *
 * @param json - What `JSON.stringify(scaler)` wrote, or the object in it.
 * @returns {@link StandardScaler}, ready to transform and to learn more.
 * @throws `ParameterError` if the text is no scaler.
 * @example
 * ```ts
 * const text = JSON.stringify(standardScaler().fit([[1], [3]]));
 * standardScalerFromJson(text).scale; // [1]
 * ```
 */
export function standardScalerFromJson(json: string | StandardScalerJson): StandardScaler {
  const caller = 'standardScalerFromJson';
  const saved = readSaved(json, 'standardScaler', caller);
  const { axis, withMean, withStd, nSamplesSeen } = saved;
  expectAxis(axis, caller);
  expectBoolean(withMean, caller, 'withMean');
  expectBoolean(withStd, caller, 'withStd');
  expectInteger(nSamplesSeen, caller, 'nSamplesSeen', 1);
  const mean = savedNumbers(saved, 'mean', caller);
  const variance = savedNumbers(saved, 'var', caller, mean.length);
  return makeScaler({ axis: axis as -1 | -2, withMean, withStd }, learnt(mean, variance, nSamplesSeen));
}

function makeScaler(o: { axis: -1 | -2; withMean: boolean; withStd: boolean }, start: Learnt | undefined): StandardScaler {
  const caller = 'standardScaler';
  let state = start;
  const now = (): Learnt => fitted(state, caller);
  const apply = <X extends Features>(x: X, formula: (v: number, mean: number, scale: number) => number): Transformed<X> => {
    const { mean, scale } = now();
    const width = mean.length;
    return mapVectors(x, o.axis, width, width, caller, (out, vector) => {
      for (let c = 0; c < width; c++) out[c] = formula(vector[c]!, o.withMean ? mean[c]! : 0, o.withStd ? scale[c]! : 1);
    });
  };
  const scaler: StandardScaler = {
    get mean() {
      return now().mean;
    },
    get var() {
      return now().var;
    },
    get scale() {
      return o.withStd ? now().scale : now().scale.map(() => 1);
    },
    get nSamplesSeen() {
      return state?.n ?? 0;
    },
    fit(x) {
      state = learn(x, o.axis, undefined);
      return scaler;
    },
    partialFit(x) {
      state = learn(x, o.axis, state);
      return scaler;
    },
    transform: (x) => apply(x, (v, mean, scale) => (v - mean) / scale),
    fitTransform: (x) => scaler.fit(x).transform(x),
    inverseTransform: (x) => apply(x, (v, mean, scale) => v * scale + mean),
    toJSON: () => ({ kind: 'standardScaler', ...o, mean: [...now().mean], var: [...now().var], nSamplesSeen: now().n }),
  };
  return scaler;
}

/** Means and variances of new vectors, joined with those of old ones. */
function learn(x: Features, axis: -1 | -2, old: Learnt | undefined): Learnt {
  const { data, rows, columns } = gatherVectors(x, axis, 'standardScaler', old?.mean.length);
  const mean = new Float64Array(columns);
  const variance = new Float64Array(columns);
  for (let c = 0; c < columns; c++) {
    let sum = 0;
    for (let i = c; i < data.length; i += columns) sum += data[i]!;
    const middle = sum / rows;
    let squares = 0;
    let rest = 0; // of rounding the mean: the correction of the two-pass formula
    for (let i = c; i < data.length; i += columns) {
      const d = data[i]! - middle;
      squares += d * d;
      rest += d;
    }
    squares = Math.max(0, squares - (rest * rest) / rows);
    if (old === undefined) {
      mean[c] = middle;
      variance[c] = squares / rows;
      continue;
    }
    const n = old.n + rows;
    const step = middle - old.mean[c]!;
    mean[c] = old.mean[c]! + (step * rows) / n;
    variance[c] = (old.var[c]! * old.n + squares + (step * step * old.n * rows) / n) / n;
  }
  return learnt(mean, variance, rows + (old?.n ?? 0));
}

/** With what features are divided by: a variance that rounding alone explains counts as 0, as scikit-learn has it. */
function learnt(mean: Float64Array, variance: Float64Array, n: number): Learnt {
  const eps = Number.EPSILON;
  const scale = variance.map((v, c) => (v <= n * eps * v + (n * mean[c]! * eps) ** 2 ? 1 : Math.sqrt(v)));
  return { mean, var: variance, scale, n };
}
