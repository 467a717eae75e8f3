/**
 * Watching one value of the logs.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { expectFinite, expectOneOf } from '../core/options.js';
import { type TrainingLogs } from './training-callback.js';

/** Whether a value should fall or rise; `'auto'` tells by its name. */
export type MonitorMode = 'auto' | 'min' | 'max';

/** Options of callbacks that watch a value. */
export interface MonitorOptions {
  /** Name of the value in the logs. @defaultValue `'valLoss'` */
  monitor?: string | undefined;
  /** Whether it should fall or rise; `'auto'` lets accuracies, AUC, precision, recall and F1 rise. @defaultValue `'auto'` */
  mode?: MonitorMode | undefined;
  /** Least change that counts as better, >= 0. */
  minDelta?: number | undefined;
}

/** Reads a value and compares it. */
export interface Monitor {
  read(logs: TrainingLogs): number;
  isBetter(value: number, than: number): boolean;
  /** Anything is better than this. */
  readonly worst: number;
}

/** Checks the options. */
export function createMonitor(
  { monitor, mode, minDelta }: { monitor: string; mode: MonitorMode; minDelta: number },
  caller: string,
): Monitor {
  if (typeof monitor !== 'string') throw new TypeError(`${caller}: "monitor" must be a name, got ${show(monitor)}`);
  expectOneOf(mode, caller, 'mode', ['auto', 'min', 'max']);
  expectFinite(minDelta, caller, 'minDelta', 0);
  const rises = mode === 'max' || (mode === 'auto' && /acc|auc|precision|recall|f1/i.test(monitor));
  return {
    worst: rises ? -Infinity : Infinity,
    isBetter: (value, than) => (rises ? value - minDelta > than : value + minDelta < than),
    read(logs) {
      const value = logs[monitor];
      if (value === undefined) {
        const names = Object.keys(logs).map(show).join(', ');
        const hint = monitor.startsWith('val') ? '; values that begin with "val" need validation data' : '';
        throw new ParameterError(caller, 'monitor', `must be one of ${names}, got ${show(monitor)}${hint}`);
      }
      return value;
    },
  };
}
