/**
 * What training tells others while it runs.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { type Model } from './model-core.js';
import { type Optimizer, type OptimizerState } from './optimizer.js';

/** Values by name: `loss`, the metrics, and with `val` in front (`valLoss`) those of the validation data. */
export type TrainingLogs = Readonly<Record<string, number>>;

/** What training was. */
export interface TrainingHistory {
  /** One number an epoch, by name: those of the logs, and `learningRate`. */
  readonly values: Readonly<Record<string, readonly number[]>>;
  /** Epochs finished. */
  readonly epochs: number;
  /** Whether a callback stopped it. */
  readonly stopped: boolean;
}

/** Everything that is needed to go on: plain data, which `structuredClone`, IndexedDB and Node's `v8.serialize` take. */
export interface TrainingState {
  /** Of this format. */
  readonly version: 1;
  /** Epochs finished. */
  readonly epoch: number;
  /** Batches of the next epoch that are done. */
  readonly batch: number;
  /** All weights of the model, in its order. */
  readonly weights: readonly FloatArray[];
  /** What the optimiser remembers. */
  readonly optimizer: OptimizerState;
  /** Of the epoch that is not finished. */
  readonly sums: Readonly<Record<string, readonly [number, number]>>;
  /** `values` of the history so far. */
  readonly history: Readonly<Record<string, readonly number[]>>;
  /** What each callback remembers. */
  readonly callbacks: readonly unknown[];
  /** What each loss remembers; undefined for one that does not. Not there in states of before losses could. */
  readonly losses?: readonly unknown[] | undefined;
}

/** What callbacks may look at, and do. */
export interface TrainingContext {
  /** The network, with the weights of now. */
  readonly model: Model;
  /** What takes the steps. */
  readonly optimizer: Optimizer;
  /** Number of the epoch that runs, from 1. */
  readonly epoch: number;
  /** Epochs that were asked for. */
  readonly epochs: number;
  /** Batches of the epoch that are done. */
  readonly batch: number;
  /** Batches of an epoch. */
  readonly batches: number;
  /** So far. */
  readonly history: TrainingHistory;
  /** Copies everything that is needed to go on from here. Put callbacks that use it last, so that the others have had their turn. */
  getState(): TrainingState;
  /** No epoch follows this one. */
  stop(): void;
}

/** Called while training runs; what is a promise is waited for. */
export interface TrainingCallback {
  /** Before the first epoch. */
  onTrainBegin?(context: TrainingContext): void | Promise<void>;
  /** Before each epoch. */
  onEpochBegin?(context: TrainingContext): void | Promise<void>;
  /** After each step, with the means of the epoch so far. */
  onBatchEnd?(context: TrainingContext, logs: TrainingLogs): void | Promise<void>;
  /** After each epoch, validation included. */
  onEpochEnd?(context: TrainingContext, logs: TrainingLogs): void | Promise<void>;
  /** At the end, also where training was aborted or an error stopped it. */
  onTrainEnd?(context: TrainingContext): void | Promise<void>;
  /** What it remembers, as plain data. */
  getState?(): unknown;
  /** Takes that back. */
  setState?(state: unknown): void;
}
