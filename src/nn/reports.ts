/**
 * Telling how training goes, as text, and keeping it.
 * @module
 */
import { show } from '../core/errors.js';
import { expectBoolean, expectOneOf, readOptions } from '../core/options.js';
import { createMonitor, type MonitorMode, type MonitorOptions } from './monitor.js';
import { type TrainingCallback, type TrainingContext, type TrainingLogs, type TrainingState } from './training-callback.js';

function expectWrite(write: unknown, caller: string, name: string): void {
  if (typeof write !== 'function') throw new TypeError(`${caller}: "${name}" must be a function, got ${show(write)}`);
}

/**
 * Writes one line an epoch: `epoch 3/20  loss 0.2541  accuracy 0.9120  valLoss 0.3012`.
 *
 * @param write - Takes each line, such as `console.log`.
 * @returns A callback for `fit`.
 * @throws TypeError if `write` is no function.
 * @example
 * ```ts
 * const lines: string[] = [];
 * const net = sequential([dense({ units: 1, kernelInitializer: 'zeros' })], { inputShape: [1] });
 * const callbacks = [progress((line) => lines.push(line))];
 * await fit(net, tensor(Float32Array.of(1), [1, 1]), [2], { loss: 'meanSquaredError', callbacks });
 * lines; // ['epoch 1/1  loss 4.0000']
 * ```
 */
export function progress(write: (line: string) => void): TrainingCallback {
  expectWrite(write, 'progress', 'write');
  const four = (x: number): string => (x !== 0 && Math.abs(x) < 1e-3 ? x.toExponential(3) : x.toFixed(4));
  return {
    onEpochEnd({ epoch, epochs }, logs) {
      write([`epoch ${epoch}/${epochs}`, ...Object.entries(logs).map(([name, value]) => `${name} ${four(value)}`)].join('  '));
    },
  };
}

/** Options of {@link csvLog}. */
export interface CsvLogOptions {
  /** Between two columns. @defaultValue `','` */
  separator?: ',' | ';' | '\t' | undefined;
}

/**
 * Writes one row of a CSV table an epoch: its number (from 1), then all values of the logs in the order of their names; first a row with the names. A training that goes on from a state goes on without it.
 *
 * @param write - Takes each row, with its line feed: append it to a file or to a string.
 * @param options - The separator.
 * @returns A callback for `fit`.
 * @throws TypeError if `write` is no function; `ParameterError` for an unknown option.
 * @example
 * ```ts
 * let table = '';
 * const net = sequential([dense({ units: 1, kernelInitializer: 'zeros' })], { inputShape: [1] });
 * const callbacks = [csvLog((row) => (table += row))];
 * await fit(net, tensor(Float32Array.of(1), [1, 1]), [2], { loss: 'meanSquaredError', callbacks });
 * table; // 'epoch,loss\n1,4\n'
 * ```
 * @see `keras.callbacks.CSVLogger`, which counts epochs from 0.
 */
export function csvLog(write: (row: string) => void, options?: CsvLogOptions): TrainingCallback {
  const caller = 'csvLog';
  expectWrite(write, caller, 'write');
  const { separator } = readOptions(caller, options, { separator: ',' as ',' | ';' | '\t' });
  expectOneOf(separator, caller, 'separator', [',', ';', '\t']);
  let names: string[] | undefined;
  return {
    onEpochEnd({ epoch }, logs) {
      if (!names) {
        names = Object.keys(logs).sort();
        write(`${['epoch', ...names].join(separator)}\n`);
      }
      write(`${[epoch, ...names.map((name) => logs[name] ?? '')].join(separator)}\n`);
    },
    getState: () => names,
    setState: (kept) => void (names = kept as string[]),
  };
}

/** Options of {@link checkpoint}. */
export interface CheckpointOptions extends MonitorOptions {
  /** Least change that counts as better, >= 0. @defaultValue `0` */
  minDelta?: number | undefined;
  /** Only after epochs that are better than all before. @defaultValue `true` */
  bestOnly?: boolean | undefined;
}

/**
 * Saves training after epochs: weights to a file, or the whole state to go on from.
 *
 * @param save - Called with a copy of the state, the logs and the context; a promise is waited for.
 * @param options - After which epochs.
 * @returns A callback for `fit`. Put it behind the others, so that the state holds what they remember of the epoch.
 * @throws TypeError if `save` is no function; `ParameterError` for an unknown option, and in training for a value that is not in the logs.
 * @example
 * ```ts
 * let best = 0;
 * const net = sequential([dense({ units: 1 })], { inputShape: [1] });
 * const callbacks = [checkpoint((state) => void (best = state.epoch), { monitor: 'loss' })];
 * await fit(net, tensor(Float32Array.of(1), [1, 1]), [2], { loss: 'meanSquaredError', epochs: 3, callbacks });
 * best; // 3
 * ```
 * @see `keras.callbacks.ModelCheckpoint`
 */
export function checkpoint(
  save: (state: TrainingState, logs: TrainingLogs, context: TrainingContext) => void | Promise<void>,
  options?: CheckpointOptions,
): TrainingCallback {
  const caller = 'checkpoint';
  expectWrite(save, caller, 'save');
  const settings = readOptions(caller, options, { monitor: 'valLoss', mode: 'auto' as MonitorMode, minDelta: 0, bestOnly: true });
  expectBoolean(settings.bestOnly, caller, 'bestOnly');
  const monitor = createMonitor(settings, caller);
  let best = monitor.worst;
  return {
    async onEpochEnd(context, logs) {
      if (settings.bestOnly) {
        const value = monitor.read(logs);
        if (!monitor.isBetter(value, best)) return;
        best = value;
      }
      await save(context.getState(), logs, context);
    },
    getState: () => best,
    setState: (kept) => void (best = kept as number),
  };
}
