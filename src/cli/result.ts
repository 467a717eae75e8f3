/**
 * What a command makes of a file, before it is written in some format.
 * @module
 */
import { type NdArray, toRowMajor } from '../core/nd.js';
import { type FloatArray } from '../core/types.js';

/** A feature of a file. */
export interface FeatureResult {
  readonly kind: 'feature';
  /** The file as the user named it, `-` for stdin. */
  readonly file: string;
  /** Samples per second the feature was computed at, Hz. */
  readonly sampleRate: number;
  readonly feature: string;
  /** Samples from one frame to the next. */
  readonly hopLength: number;
  /** Shape `[...channels, bins, frames]`; complex ones have a last axis of (re, im). */
  readonly values: NdArray<FloatArray>;
  readonly complex: boolean;
  /** One name for each number of a frame. */
  readonly columns: readonly string[];
  /** The same as levels worth looking at, shape `[...channels, bins, frames]`; made only for a picture. */
  readonly picture: () => NdArray<FloatArray>;
}

/** What a file says about itself. */
export interface InfoResult {
  readonly kind: 'info';
  readonly file: string;
  readonly fields: Readonly<Record<string, string | number | boolean>>;
}

export type Result = FeatureResult | InfoResult;

/** A feature as a table: one row a frame, `channels` tables one below the other. */
export interface Table {
  readonly channels: number;
  readonly frames: number;
  readonly width: number;
  /** `channels` x `frames` x `width` numbers. */
  readonly data: FloatArray;
}

/** Copies a feature into rows. */
export function toTable({ values, complex }: FeatureResult): Table {
  const axes = values.shape.map((_, d) => d);
  const tail = complex ? 3 : 2;
  const lead = axes.slice(0, -tail);
  const [bins, frames, pair] = axes.slice(-tail) as [number, number, number?];
  const data = toRowMajor(values, [...lead, frames, bins, ...(pair === undefined ? [] : [pair])]);
  const channels = lead.reduce((product, d) => product * values.shape[d]!, 1);
  const rows = values.shape[frames]!;
  return { channels, frames: rows, width: rows === 0 ? 0 : data.length / (channels * rows), data };
}

/** Whether the channels were kept apart. */
export const hasChannels = ({ values, complex }: FeatureResult): boolean => values.shape.length > (complex ? 3 : 2);
