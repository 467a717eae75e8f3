/**
 * A command made of a function of the library.
 * @module
 */
import { type Warning } from '../core/errors.js';
import { type NdArray } from '../core/nd.js';
import { type AudioSignal } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { type DecodedAudio } from '../io/audio-format.js';
import { type OptionTable, type OptionValue } from './option-table.js';
import { type Result } from './result.js';

/** The function's options that were given, by their names in the library. */
export type GivenOptions = Readonly<Record<string, OptionValue>>;

/** A command. */
export interface Command {
  readonly name: string;
  readonly summary: string;
  readonly options: OptionTable;
  /** What the function makes of a file; `file` is the name to show, `warn` hears of what is odd but no error. */
  compute(audio: DecodedAudio, options: GivenOptions, file: string, warn: (warning: Warning) => void): Result;
}

/** How a function becomes a command. */
export interface FeatureCommand<O> {
  readonly name: string;
  readonly summary: string;
  readonly options: OptionTable<O>;
  compute(y: AudioSignal, options: O): NdArray<FloatArray>;
  /** Whether the function takes `onWarning`. */
  readonly warns?: boolean;
  /** Names of a frame's numbers, where `name_0`, `name_1`, ... will not do. */
  columns?(options: O): readonly string[];
  readonly complex?: boolean;
  /** Samples from one frame to the next, where `hopLength` or its default do not say it. */
  hop?(options: O, sampleRate: number): number | null | undefined;
  picture(values: NdArray<FloatArray>): NdArray<FloatArray>;
}

/** Wraps a function that takes a signal and one options object. */
export function featureCommand<O>(command: FeatureCommand<O>): Command {
  const { name, summary, options, compute, columns, hop, complex = false, picture, warns = false } = command;
  return {
    name,
    summary,
    options,
    compute(audio, given, file, warn) {
      const all = { ...given, window: withParameters(given['window']), ...(warns ? { onWarning: warn } : {}) };
      const values = compute(audio, all as O);
      const bins = values.shape.at(complex ? -3 : -2)!;
      const parts = complex ? ['re', 'im'] : [name];
      return {
        kind: 'feature',
        file,
        feature: name,
        sampleRate: audio.sampleRate,
        hopLength: hop?.(all as O, audio.sampleRate) ?? hopLengthOf(options as OptionTable, given),
        values,
        complex,
        columns:
          columns?.(given as O) ??
          Array.from({ length: bins * parts.length }, (_, i) => `${parts[i % parts.length]}_${Math.floor(i / parts.length)}`),
        picture: () => picture(values),
      };
    },
  };
}

/** The hop in force. `null` is a quarter of the window, as in librosa's `stft`. */
function hopLengthOf(table: OptionTable, given: GivenOptions): number {
  const value = (name: string): number | null | undefined =>
    (given[name] === undefined ? table[name]?.default : given[name]) as number | null | undefined;
  return value('hopLength') ?? Math.floor((value('winLength') ?? value('nFft')!) / 4);
}

/** `kaiser:14` is the window `['kaiser', 14]`. */
function withParameters(window: OptionValue | undefined): string | [string, ...number[]] | undefined {
  if (typeof window !== 'string' || !window.includes(':')) return window as string | undefined;
  const [name, ...parameters] = window.split(':') as [string, ...string[]];
  return [name, ...parameters.map(Number)];
}
