/**
 * Items are what their neighbours are.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { encodeLabels, expectSameLength, type Label, type LabelList, readLabels, sortedLabels } from '../core/labels.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectInteger, expectOneOf, readOptions } from '../core/options.js';
import { readTable, type Table, type TableLike } from '../core/table.js';
import { fitted } from './saved.js';

/** Options of {@link kNeighborsClassifier}. */
export interface KNeighborsClassifierOptions {
  /** How many neighbours vote, >= 1. @defaultValue `5` */
  nNeighbors?: number | undefined;
  /** What a vote weighs: all the same, or 1 / distance. @defaultValue `'uniform'` */
  weights?: 'uniform' | 'distance' | undefined;
  /** How far items are apart. @defaultValue `'euclidean'` */
  metric?: 'euclidean' | 'manhattan' | undefined;
}

/** The nearest items of the training set. */
export interface Neighbors {
  /** Distances, rising, shape `[items, nNeighbors]`. */
  readonly distances: NdArray<Float64Array>;
  /** Which items of the training set, shape `[items, nNeighbors]`. Of equally near ones the earlier first. */
  readonly indices: NdArray<Int32Array>;
}

/** Tells classes by the nearest items of the training set. */
export interface KNeighborsClassifier {
  /** The classes, sorted: the columns of `predictProba`. */
  readonly classes: readonly Label[];
  /** Keeps the training set: features `[items, features]` and a label for each item. */
  fit(x: TableLike, y: LabelList): KNeighborsClassifier;
  /** The class of each item: that with the most votes, of equal ones the first. */
  predict(x: TableLike): Label[];
  /** The share of the votes for each class, shape `[items, classes]`. */
  predictProba(x: TableLike): NdArray<Float64Array>;
  /** The neighbours themselves. */
  kneighbors(x: TableLike): Neighbors;
}

interface Learnt extends Table {
  readonly classes: readonly Label[];
  readonly codes: Int32Array;
}

/**
 * Makes a classifier that looks at the nearest items of the training set: the simplest baseline there is.
 *
 * @param options - {@link KNeighborsClassifierOptions}.
 * @returns {@link KNeighborsClassifier}.
 * @throws `ParameterError` if an option is out of range; later if shapes do not fit or there are fewer items than neighbours.
 * @example
 * ```ts
 * const model = kNeighborsClassifier({ nNeighbors: 3 }).fit([[0], [1], [2], [9], [10]], ['low', 'low', 'low', 'high', 'high']);
 * model.predict([[1.5], [8]]); // ['low', 'high']
 * model.predictProba([[8]]).data; // [0.667, 0.333]
 * ```
 * @see scikit-learn `neighbors.KNeighborsClassifier`.
 */
export function kNeighborsClassifier(options?: KNeighborsClassifierOptions): KNeighborsClassifier {
  const caller = 'kNeighborsClassifier';
  const o = readOptions(caller, options, {
    nNeighbors: 5,
    weights: 'uniform' as 'uniform' | 'distance',
    metric: 'euclidean' as 'euclidean' | 'manhattan',
  });
  expectInteger(o.nNeighbors, caller, 'nNeighbors', 1);
  expectOneOf(o.weights, caller, 'weights', ['uniform', 'distance']);
  expectOneOf(o.metric, caller, 'metric', ['euclidean', 'manhattan']);
  const k = o.nNeighbors;
  let state: Learnt | undefined;

  const find = (x: TableLike): { distances: Float64Array; indices: Int32Array; rows: number } => {
    const known = fitted(state, caller);
    const { data, rows, columns } = readTable(x, caller, 'x');
    if (columns !== known.columns) throw new ParameterError(caller, 'x', `must have ${known.columns} features, got ${columns}`);
    const [distances, indices] = [new Float64Array(rows * k).fill(Infinity), new Int32Array(rows * k)];
    for (let i = 0; i < rows; i++) {
      const item = data.subarray(i * columns, (i + 1) * columns);
      for (let j = 0; j < known.rows; j++) {
        let d = 0;
        for (let c = 0, at = j * columns; c < columns; c++, at++) {
          const step = item[c]! - known.data[at]!;
          d += o.metric === 'euclidean' ? step * step : Math.abs(step);
        }
        let place = (i + 1) * k; // insertion among the k nearest so far
        while (place > i * k && d < distances[place - 1]!) place--;
        if (place === (i + 1) * k) continue;
        distances.copyWithin(place + 1, place, (i + 1) * k - 1);
        indices.copyWithin(place + 1, place, (i + 1) * k - 1);
        distances[place] = d;
        indices[place] = j;
      }
    }
    if (distances.includes(Infinity)) throw new ParameterError(caller, 'x', 'is too large: distances overflow');
    return { distances: o.metric === 'euclidean' ? distances.map(Math.sqrt) : distances, indices, rows };
  };

  const vote = (x: TableLike): { share: Float64Array; rows: number; classes: readonly Label[] } => {
    const { distances, indices, rows } = find(x);
    const { classes, codes } = fitted(state, caller);
    const n = classes.length;
    const share = new Float64Array(rows * n);
    for (let i = 0; i < rows; i++) {
      const same = distances[i * k] === 0; // items in the very place outvote all others
      let total = 0;
      for (let m = i * k; m < (i + 1) * k; m++) {
        const weight = o.weights === 'uniform' ? 1 : same ? Number(distances[m] === 0) : distances[i * k]! / distances[m]!; // 1 / distance, which may overflow
        share[i * n + codes[indices[m]!]!]! += weight;
        total += weight;
      }
      for (let c = i * n; c < (i + 1) * n; c++) share[c]! /= total;
    }
    return { share, rows, classes };
  };

  const model: KNeighborsClassifier = {
    get classes() {
      return fitted(state, caller).classes;
    },
    fit(x, y) {
      const table = readTable(x, caller, 'x');
      const labels = readLabels(y, caller, 'y');
      expectSameLength(table.rows, 'x', labels.length, 'y', caller);
      if (table.rows < k) throw new ParameterError(caller, 'nNeighbors', `must be at most the number of items, ${table.rows}, got ${k}`);
      const classes = sortedLabels([labels], caller, 'y');
      state = { ...table, data: table.data.slice(), classes, codes: encodeLabels(labels, classes) };
      return model;
    },
    predict(x) {
      const { share, rows, classes } = vote(x);
      return Array.from({ length: rows }, (_, i) => {
        const row = share.subarray(i * classes.length, (i + 1) * classes.length);
        return classes[row.indexOf(row.reduce((most, s) => Math.max(most, s), 0))]!;
      });
    },
    predictProba(x) {
      const { share, rows, classes } = vote(x);
      return nd(share, [rows, classes.length]);
    },
    kneighbors(x) {
      const { distances, indices, rows } = find(x);
      return { distances: nd(distances, [rows, k]), indices: nd(indices, [rows, k]) };
    },
  };
  return model;
}
