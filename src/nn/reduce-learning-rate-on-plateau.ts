/**
 * Smaller steps where larger ones no longer help.
 * @module
 */
import { expectFinite, expectInteger, readOptions } from '../core/options.js';
import { createMonitor, type MonitorMode, type MonitorOptions } from './monitor.js';
import { type TrainingCallback } from './training-callback.js';

/** Options of {@link reduceLearningRateOnPlateau}. */
export interface ReduceLearningRateOptions extends MonitorOptions {
  /** Least change that counts as better, >= 0. @defaultValue `0.0001` */
  minDelta?: number | undefined;
  /** What the learning rate is multiplied by, in [0, 1). @defaultValue `0.1` */
  factor?: number | undefined;
  /** Epochs without a better value after which it is, >= 1. @defaultValue `10` */
  patience?: number | undefined;
  /** Epochs after a reduction that are not looked at, >= 0. @defaultValue `0` */
  cooldown?: number | undefined;
  /** The rate never falls below, >= 0. @defaultValue `0` */
  minLearningRate?: number | undefined;
}

/**
 * Lowers the learning rate once a value has not become better for some epochs.
 *
 * @param options - Which value, how long to wait, how far to go down.
 * @returns A callback for `fit`; a new one for each training.
 * @throws `ParameterError` for an unknown option or one out of range, and in training for a value that is not in the logs.
 * @example
 * ```ts
 * const net = sequential([dense({ units: 1 })], { inputShape: [1] });
 * const lower = reduceLearningRateOnPlateau({ monitor: 'loss', patience: 1, minDelta: 1e9, factor: 0.5 });
 * const options = { loss: 'meanSquaredError', optimizer: sgd({ learningRate: 0.5 }), epochs: 3, callbacks: [lower] } as const;
 * (await fit(net, tensor(Float32Array.of(1), [1, 1]), [2], options)).values.learningRate; // [0.5, 0.5, 0.25]
 * ```
 * @see `keras.callbacks.ReduceLROnPlateau`
 */
export function reduceLearningRateOnPlateau(options?: ReduceLearningRateOptions): TrainingCallback {
  const caller = 'reduceLearningRateOnPlateau';
  const settings = readOptions(caller, options, {
    monitor: 'valLoss',
    mode: 'auto' as MonitorMode,
    minDelta: 1e-4,
    factor: 0.1,
    patience: 10,
    cooldown: 0,
    minLearningRate: 0,
  });
  const { factor, patience, cooldown, minLearningRate } = settings;
  const monitor = createMonitor(settings, caller);
  expectFinite(factor, caller, 'factor', 0, 1 - 2 ** -52);
  expectInteger(patience, caller, 'patience', 1);
  expectInteger(cooldown, caller, 'cooldown', 0);
  expectFinite(minLearningRate, caller, 'minLearningRate', 0);
  let state = { best: monitor.worst, wait: 0, rest: 0 };
  return {
    onEpochEnd({ optimizer }, logs) {
      const value = monitor.read(logs);
      if (state.rest > 0) state = { ...state, rest: state.rest - 1, wait: 0 };
      if (monitor.isBetter(value, state.best)) {
        state = { ...state, best: value, wait: 0 };
        return;
      }
      if (state.rest > 0) return;
      state.wait++;
      const rate = optimizer.learningRate;
      if (state.wait < patience || rate <= minLearningRate) return;
      optimizer.rateFactor *= Math.max(rate * factor, minLearningRate) / rate;
      state = { ...state, rest: cooldown, wait: 0 };
    },
    getState: () => ({ ...state }),
    setState: (kept) => void (state = kept as typeof state),
  };
}
