/**
 * Ending training that no longer gets anywhere.
 * @module
 */
import { expectBoolean, expectFinite, expectInteger, readOptions } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { type Model } from './model-core.js';
import { createMonitor, type MonitorMode, type MonitorOptions } from './monitor.js';
import { type TrainingCallback } from './training-callback.js';

/** Options of {@link earlyStopping}. */
export interface EarlyStoppingOptions extends MonitorOptions {
  /** Least change that counts as better, >= 0. @defaultValue `0` */
  minDelta?: number | undefined;
  /** Epochs without a better value after which training ends, >= 0. @defaultValue `0` */
  patience?: number | undefined;
  /** What the value must be better than, or its best does not count as progress. @defaultValue `null` */
  baseline?: number | null | undefined;
  /** Gives the network the weights of the best epoch at the end, whether it was stopped or not. @defaultValue `false` */
  restoreBestWeights?: boolean | undefined;
  /** The first epoch that is looked at, counted from 1. @defaultValue `1` */
  startFromEpoch?: number | undefined;
}

/** A callback that stops training, and knows the best epoch. */
export interface EarlyStopping extends TrainingCallback {
  /** Counted from 1; 0 before there is one. */
  readonly bestEpoch: number;
  /** Its value. */
  readonly best: number;
}

interface State {
  best: number;
  bestEpoch: number;
  wait: number;
  weights: FloatArray[] | undefined;
}

/**
 * Stops training once a value has not become better for some epochs.
 *
 * @param options - Which value, how long to wait, whether to go back to the best weights.
 * @returns A callback for `fit`; a new one for each training.
 * @throws `ParameterError` for an unknown option or one out of range, and in training for a value that is not in the logs.
 * @example
 * ```ts
 * const net = sequential([dense({ units: 1 })], { inputShape: [1] });
 * const stop = earlyStopping({ monitor: 'loss', patience: 2, minDelta: 1e9 });
 * const history = await fit(net, tensor(Float32Array.of(1), [1, 1]), [2], { loss: 'meanSquaredError', epochs: 100, callbacks: [stop] });
 * [history.epochs, stop.bestEpoch]; // [3, 1]
 * ```
 * @see `keras.callbacks.EarlyStopping`
 */
export function earlyStopping(options?: EarlyStoppingOptions): EarlyStopping {
  const caller = 'earlyStopping';
  const settings = readOptions(caller, options, {
    monitor: 'valLoss',
    mode: 'auto' as MonitorMode,
    minDelta: 0,
    patience: 0,
    baseline: null as number | null,
    restoreBestWeights: false,
    startFromEpoch: 1,
  });
  const { patience, baseline, restoreBestWeights, startFromEpoch } = settings;
  const monitor = createMonitor(settings, caller);
  expectInteger(patience, caller, 'patience', 0);
  if (baseline !== null) expectFinite(baseline, caller, 'baseline');
  expectBoolean(restoreBestWeights, caller, 'restoreBestWeights');
  expectInteger(startFromEpoch, caller, 'startFromEpoch', 1);
  let state: State = { best: monitor.worst, bestEpoch: 0, wait: 0, weights: undefined };
  const copy = (model: Model): FloatArray[] => model.parameters.map(({ value }) => value.slice() as FloatArray);
  return {
    get best() {
      return state.best;
    },
    get bestEpoch() {
      return state.bestEpoch;
    },
    onEpochEnd({ model, epoch, stop }, logs) {
      const value = monitor.read(logs);
      if (epoch < startFromEpoch) return;
      state.wait++;
      if (monitor.isBetter(value, state.best)) {
        const weights = restoreBestWeights ? copy(model) : undefined;
        const counts = baseline === null || monitor.isBetter(value, baseline);
        state = { best: value, bestEpoch: epoch, wait: counts ? 0 : state.wait, weights };
        if (counts) return;
      }
      if (state.wait >= patience && epoch > 1) stop();
    },
    onTrainEnd({ model }) {
      const { weights } = state;
      if (!weights) return;
      model.parameters.forEach((parameter, i) => {
        parameter.value.set(weights[i]!);
        parameter.version++;
      });
    },
    getState: () => structuredClone(state),
    setState: (kept) => void (state = kept as State),
  };
}
