/**
 * Features in a given range.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectBoolean, expectInteger, readOptions } from '../core/options.js';
import { expectAxis, type FeatureAxisOptions, type Features, gatherVectors, mapVectors, type Transformed } from './features.js';
import { fitted, readSaved, savedNumbers } from './saved.js';

/** Options of {@link minMaxScaler}. */
export interface MinMaxScalerOptions extends FeatureAxisOptions {
  /** What the least and the greatest value of each feature become, rising. @defaultValue `[0, 1]` */
  featureRange?: readonly [number, number] | undefined;
  /** Whether values beyond those seen are held at the ends of the range. @defaultValue `false` */
  clip?: boolean | undefined;
}

/** Brings features into a range. */
export interface MinMaxScaler {
  /** Least value of each feature. */
  readonly dataMin: Float64Array;
  /** Greatest value of each feature. */
  readonly dataMax: Float64Array;
  /** What each feature is multiplied by. */
  readonly scale: Float64Array;
  /** What is added then. */
  readonly min: Float64Array;
  /** How many vectors were seen. */
  readonly nSamplesSeen: number;
  /** Forgets what was learnt and learns from `x`. */
  fit(x: Features): MinMaxScaler;
  /** Learns from `x` as well. */
  partialFit(x: Features): MinMaxScaler;
  /** Scales features, of the same kind and precision. */
  transform<X extends Features>(x: X): Transformed<X>;
  /** `fit(x)`, then `transform(x)`. */
  fitTransform<X extends Features>(x: X): Transformed<X>;
  /** Undoes `transform`. */
  inverseTransform<X extends Features>(x: X): Transformed<X>;
  /** What {@link minMaxScalerFromJson} reads; called by `JSON.stringify`. */
  toJSON(): MinMaxScalerJson;
}

/** A scaler as data. */
export interface MinMaxScalerJson {
  /** What this is. */
  readonly kind: 'minMaxScaler';
  /** Axis of the features. */
  readonly axis: -1 | -2;
  /** What the least and the greatest value become. */
  readonly featureRange: readonly [number, number];
  /** Whether values are held in the range. */
  readonly clip: boolean;
  /** Least value of each feature. */
  readonly dataMin: readonly number[];
  /** Greatest value of each feature. */
  readonly dataMax: readonly number[];
  /** How many vectors were seen. */
  readonly nSamplesSeen: number;
}

interface Settings {
  readonly axis: -1 | -2;
  readonly featureRange: readonly [number, number];
  readonly clip: boolean;
}

interface Learnt {
  readonly dataMin: Float64Array;
  readonly dataMax: Float64Array;
  readonly scale: Float64Array;
  readonly min: Float64Array;
  readonly n: number;
}

/**
 * Makes a scaler that brings every feature into a range. Features that do not vary go to its lower end.
 *
 * @param options - {@link MinMaxScalerOptions}.
 * @returns {@link MinMaxScaler}.
 * @throws `ParameterError` if an option is unknown or out of range; later if features are empty, not finite, or of another number.
 * @example
 * ```ts
 * const scaler = minMaxScaler().fit([[0, -1], [4, 1]]);
 * scaler.transform(Float32Array.of(1, 0)); // [0.25, 0.5]
 * ```
 * @see scikit-learn `preprocessing.MinMaxScaler`.
 */
export function minMaxScaler(options?: MinMaxScalerOptions): MinMaxScaler {
  const caller = 'minMaxScaler';
  const o = readOptions(caller, options, { axis: -1 as -1 | -2, featureRange: [0, 1] as readonly [number, number], clip: false });
  checkSettings(o, caller);
  return makeScaler(o, undefined);
}

/**
 * A scaler out of its JSON.
 *
 * @param json - What `JSON.stringify(scaler)` wrote, or the object in it.
 * @returns {@link MinMaxScaler}, ready to transform and to learn more.
 * @throws `ParameterError` if the text is no scaler.
 * @example
 * ```ts
 * const text = JSON.stringify(minMaxScaler().fit([[1], [3]]));
 * minMaxScalerFromJson(text).scale; // [0.5]
 * ```
 */
export function minMaxScalerFromJson(json: string | MinMaxScalerJson): MinMaxScaler {
  const caller = 'minMaxScalerFromJson';
  const saved = readSaved(json, 'minMaxScaler', caller);
  const { axis, featureRange, clip, nSamplesSeen } = saved;
  const settings = { axis, featureRange, clip } as Settings;
  checkSettings(settings, caller);
  expectInteger(nSamplesSeen, caller, 'nSamplesSeen', 1);
  const dataMin = savedNumbers(saved, 'dataMin', caller);
  const dataMax = savedNumbers(saved, 'dataMax', caller, dataMin.length);
  return makeScaler(settings, learnt(dataMin, dataMax, nSamplesSeen, settings.featureRange));
}

function checkSettings({ axis, featureRange: range, clip }: Settings, caller: string): void {
  expectAxis(axis, caller);
  expectBoolean(clip, caller, 'clip');
  const numbers = Array.isArray(range) && range.length === 2 && range.every((v) => typeof v === 'number' && Number.isFinite(v));
  if (!numbers || !(range[0] < range[1])) {
    const got = Array.isArray(range) ? `[${range.join(', ')}]` : show(range);
    throw new ParameterError(caller, 'featureRange', `must be two finite numbers, the first less than the second, got ${got}`);
  }
}

function makeScaler(o: Settings, start: Learnt | undefined): MinMaxScaler {
  const caller = 'minMaxScaler';
  const [low, high] = o.featureRange;
  let state = start;
  const now = (): Learnt => fitted(state, caller);
  const apply = <X extends Features>(x: X, formula: (v: number, scale: number, min: number) => number): Transformed<X> => {
    const { scale, min } = now();
    return mapVectors(x, o.axis, scale.length, scale.length, caller, (out, vector) => {
      for (let c = 0; c < scale.length; c++) out[c] = formula(vector[c]!, scale[c]!, min[c]!);
    });
  };
  const held = o.clip ? (v: number): number => Math.min(high, Math.max(low, v)) : (v: number): number => v;
  const learn = (x: Features, old: Learnt | undefined): MinMaxScaler => {
    const { data, rows, columns } = gatherVectors(x, o.axis, caller, old?.scale.length);
    const dataMin = old ? old.dataMin.slice() : new Float64Array(columns).fill(Infinity);
    const dataMax = old ? old.dataMax.slice() : new Float64Array(columns).fill(-Infinity);
    data.forEach((v, i) => {
      const c = i % columns;
      if (v < dataMin[c]!) dataMin[c] = v;
      if (v > dataMax[c]!) dataMax[c] = v;
    });
    state = learnt(dataMin, dataMax, rows + (old?.n ?? 0), o.featureRange);
    return scaler;
  };
  const scaler: MinMaxScaler = {
    get dataMin() {
      return now().dataMin;
    },
    get dataMax() {
      return now().dataMax;
    },
    get scale() {
      return now().scale;
    },
    get min() {
      return now().min;
    },
    get nSamplesSeen() {
      return state?.n ?? 0;
    },
    fit: (x) => learn(x, undefined),
    partialFit: (x) => learn(x, state),
    transform: (x) => apply(x, (v, scale, min) => held(v * scale + min)),
    fitTransform: (x) => scaler.fit(x).transform(x),
    inverseTransform: (x) => apply(x, (v, scale, min) => (v - min) / scale),
    toJSON: () => ({ kind: 'minMaxScaler', ...o, dataMin: [...now().dataMin], dataMax: [...now().dataMax], nSamplesSeen: now().n }),
  };
  return scaler;
}

function learnt(dataMin: Float64Array, dataMax: Float64Array, n: number, [low, high]: readonly [number, number]): Learnt {
  const scale = dataMax.map((most, c) => (high - low) / (most - dataMin[c]! < 10 * Number.EPSILON ? 1 : most - dataMin[c]!));
  return { dataMin, dataMax, scale, min: scale.map((s, c) => low - dataMin[c]! * s), n };
}
