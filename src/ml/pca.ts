/**
 * The few directions in which features vary most.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectBoolean, expectFinite, readOptions } from '../core/options.js';
import { expectAxis, type FeatureAxisOptions, type Features, gatherVectors, mapVectors, type Transformed } from './features.js';
import { rightSingularVectors } from './right-singular-vectors.js';
import { fitted, readSaved, savedNumbers } from './saved.js';

/** Options of {@link pca}. */
export interface PcaOptions extends FeatureAxisOptions {
  /**
   * How many components to keep: an integer >= 1, or a share of the variance in (0, 1) that they must exceed together; `null`: all, that is
   * the lesser of items and features.
   * @defaultValue `null`
   */
  nComponents?: number | null | undefined;
  /** Whether to bring all components to variance 1. Components without variance become 0. @defaultValue `false` */
  whiten?: boolean | undefined;
}

/** Principal component analysis. */
export interface Pca {
  /** Mean of each feature. */
  readonly mean: Float64Array;
  /** Unit vectors, shape `[nComponents, features]`, most variance first. The entry of the largest magnitude is positive. */
  readonly components: NdArray<Float64Array>;
  /** Variance along each component (divided by the number of vectors less one). */
  readonly explainedVariance: Float64Array;
  /** Share of all variance along each component; 0 where nothing varies. */
  readonly explainedVarianceRatio: Float64Array;
  /** Singular values of the centred features. */
  readonly singularValues: Float64Array;
  /** Mean variance of the components that were left out. */
  readonly noiseVariance: number;
  /** Learns the components of `x`. */
  fit(x: Features): Pca;
  /** Components instead of features, of the same kind and precision. */
  transform<X extends Features>(x: X): Transformed<X>;
  /** `fit(x)`, then `transform(x)`. */
  fitTransform<X extends Features>(x: X): Transformed<X>;
  /** Features instead of components: what the components left out is lost. */
  inverseTransform<X extends Features>(x: X): Transformed<X>;
  /** What {@link pcaFromJson} reads; called by `JSON.stringify`. */
  toJSON(): PcaJson;
}

/** A fitted {@link Pca} as data. */
export interface PcaJson {
  /** What this is. */
  readonly kind: 'pca';
  /** Axis of the features. */
  readonly axis: -1 | -2;
  /** Whether components are brought to variance 1. */
  readonly whiten: boolean;
  /** Mean of each feature. */
  readonly mean: readonly number[];
  /** Unit vectors, one after the other. */
  readonly components: readonly number[];
  /** Variance along each component. */
  readonly explainedVariance: readonly number[];
  /** Share of all variance along each component. */
  readonly explainedVarianceRatio: readonly number[];
  /** Singular values of the centred features. */
  readonly singularValues: readonly number[];
  /** Mean variance of the components that were left out. */
  readonly noiseVariance: number;
}

interface Learnt {
  readonly mean: Float64Array;
  readonly components: Float64Array;
  readonly explainedVariance: Float64Array;
  readonly explainedVarianceRatio: Float64Array;
  readonly singularValues: Float64Array;
  readonly noiseVariance: number;
}

interface Settings {
  readonly axis: -1 | -2;
  readonly nComponents: number | null;
  readonly whiten: boolean;
}

/**
 * Makes a principal component analysis.
 *
 * @param options - {@link PcaOptions}.
 * @returns {@link Pca}.
 * @throws `ParameterError` if an option is out of range; later if there are fewer than two vectors, more components than the lesser of
 * items and features, or values that are not finite.
 * @example
 * ```ts
 * const points = [[-1, -1], [-2, -1], [-3, -2], [1, 1], [2, 1], [3, 2]];
 * const plane = pca({ nComponents: 1 }).fit(points);
 * plane.explainedVarianceRatio; // [0.9924]
 * plane.components.data; // [0.8385, 0.5449]
 * plane.transform([[2, 2]])[0]; // [2.7668]
 * ```
 * @see scikit-learn `decomposition.PCA`, `svd_solver='full'`: the same signs.
 */
export function pca(options?: PcaOptions): Pca {
  const caller = 'pca';
  const o: Settings = readOptions(caller, options, { axis: -1 as -1 | -2, nComponents: null as number | null, whiten: false as boolean });
  expectAxis(o.axis, caller);
  expectBoolean(o.whiten, caller, 'whiten');
  const n = o.nComponents;
  if (n !== null) {
    expectFinite(n, caller, 'nComponents');
    if (!(Number.isInteger(n) ? n >= 1 : n > 0 && n < 1)) {
      throw new ParameterError(caller, 'nComponents', `must be an integer >= 1 or a share of the variance in (0, 1), got ${n}`);
    }
  }
  return makePca(o, undefined);
}

/**
 * A fitted analysis out of its JSON.
 *
 * @param json - What `JSON.stringify(analysis)` wrote, or the object in it.
 * @returns {@link Pca}, ready to transform.
 * @throws `ParameterError` if the text is no analysis.
 * @example
 * ```ts
 * const text = JSON.stringify(pca().fit([[0, 0], [1, 1], [2, 2]]));
 * pcaFromJson(text).transform([[1, 1]])[0]; // [0, 0]
 * ```
 */
export function pcaFromJson(json: string | PcaJson): Pca {
  const caller = 'pcaFromJson';
  const saved = readSaved(json, 'pca', caller);
  const { axis, whiten, noiseVariance } = saved;
  expectAxis(axis, caller);
  expectBoolean(whiten, caller, 'whiten');
  expectFinite(noiseVariance, caller, 'noiseVariance', 0);
  const mean = savedNumbers(saved, 'mean', caller);
  const explainedVariance = savedNumbers(saved, 'explainedVariance', caller);
  const n = explainedVariance.length;
  return makePca(
    { axis: axis as -1 | -2, nComponents: n, whiten },
    {
      mean,
      components: savedNumbers(saved, 'components', caller, n * mean.length),
      explainedVariance,
      explainedVarianceRatio: savedNumbers(saved, 'explainedVarianceRatio', caller, n),
      singularValues: savedNumbers(saved, 'singularValues', caller, n),
      noiseVariance,
    },
  );
}

function makePca(o: Settings, start: Learnt | undefined): Pca {
  const caller = 'pca';
  let state = start;
  const now = (): Learnt => fitted(state, caller);
  const analysis: Pca = {
    get mean() {
      return now().mean;
    },
    get components() {
      const { components, mean } = now();
      return nd(components, [components.length / mean.length, mean.length]);
    },
    get explainedVariance() {
      return now().explainedVariance;
    },
    get explainedVarianceRatio() {
      return now().explainedVarianceRatio;
    },
    get singularValues() {
      return now().singularValues;
    },
    get noiseVariance() {
      return now().noiseVariance;
    },
    fit(x) {
      state = learn(x, o, caller);
      return analysis;
    },
    transform<X extends Features>(x: X) {
      const { mean, components, singularValues: s, explainedVariance } = now();
      const width = mean.length;
      const least = (s[0] ?? 0) * Number.EPSILON * Math.max(width, s.length); // what rounding makes of no variance
      return mapVectors(x, o.axis, width, s.length, caller, (out, vector) => {
        for (let k = 0; k < out.length; k++) {
          let sum = 0;
          for (let c = 0; c < width; c++) sum += (vector[c]! - mean[c]!) * components[k * width + c]!;
          out[k] = !o.whiten ? sum : s[k]! <= least || explainedVariance[k] === 0 ? 0 : sum / Math.sqrt(explainedVariance[k]!);
        }
      });
    },
    fitTransform: (x) => analysis.fit(x).transform(x),
    inverseTransform<X extends Features>(x: X) {
      const { mean, components, explainedVariance } = now();
      const width = mean.length;
      return mapVectors(x, o.axis, explainedVariance.length, width, caller, (out, vector) => {
        out.set(mean);
        for (let k = 0; k < vector.length; k++) {
          const amount = vector[k]! * (o.whiten ? Math.sqrt(explainedVariance[k]!) : 1);
          for (let c = 0; c < width; c++) out[c]! += amount * components[k * width + c]!;
        }
      });
    },
    toJSON() {
      const { mean, components, explainedVariance, explainedVarianceRatio, singularValues, noiseVariance } = now();
      const lists = { mean, components, explainedVariance, explainedVarianceRatio, singularValues };
      const plain = Object.fromEntries(Object.entries(lists).map(([name, list]) => [name, [...list]]));
      return { kind: 'pca', axis: o.axis, whiten: o.whiten, ...plain, noiseVariance } as PcaJson;
    },
  };
  return analysis;
}

function learn(x: Features, o: Settings, caller: string): Learnt {
  const { data, rows, columns } = gatherVectors(x, o.axis, caller);
  if (rows < 2) throw new ParameterError(caller, 'x', 'must hold at least two vectors, got one');
  const most = Math.min(rows, columns);
  if (o.nComponents !== null && o.nComponents > most) {
    throw new ParameterError(
      caller,
      'nComponents',
      `must be at most ${most}, the lesser of ${rows} vectors and ${columns} features, got ${show(o.nComponents)}`,
    );
  }
  const mean = new Float64Array(columns);
  data.forEach((v, i) => (mean[i % columns]! += v / rows));
  const { values, vectors } = rightSingularVectors(
    data.map((v, i) => v - mean[i % columns]!),
    rows,
    columns,
  );
  const variance = values.map((s) => (s * s) / (rows - 1));
  const total = variance.reduce((sum, v) => sum + v, 0);
  if (total === Infinity) throw new ParameterError(caller, 'x', 'is too large: variances overflow');
  const ratio = variance.map((v) => (total === 0 ? 0 : v / total));
  const n = componentsFor(o.nComponents, ratio);
  const components = new Float64Array(n * columns);
  for (let k = 0; k < n; k++) components.set(upright(vectors[k]!), k * columns);
  const rest = variance.subarray(n);
  return {
    mean,
    components,
    explainedVariance: variance.slice(0, n),
    explainedVarianceRatio: ratio.slice(0, n),
    singularValues: values.slice(0, n),
    noiseVariance: rest.length ? rest.reduce((sum, v) => sum + v, 0) / rest.length : 0,
  };
}

function componentsFor(wanted: number | null, ratio: Float64Array): number {
  if (wanted === null) return ratio.length;
  if (wanted >= 1) return wanted;
  let sum = 0;
  return (
    1 +
    Math.max(
      0,
      ratio.findIndex((share) => (sum += share) > wanted),
    )
  );
}

/** The vector or its opposite: its entry of the largest magnitude is positive. */
function upright(vector: Float64Array): Float64Array {
  const most = vector.reduce((best, v) => (Math.abs(v) > Math.abs(best) ? v : best), 0);
  return most < 0 ? vector.map((v) => -v) : vector;
}
