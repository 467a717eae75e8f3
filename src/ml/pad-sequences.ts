/**
 * Recordings of different length in one array.
 * @module
 */
import { ParameterError, show } from '../core/errors.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectFinite, expectInteger, expectOneOf, readOptions } from '../core/options.js';
import { largest } from '../core/select.js';
import { expectInside } from '../core/signal.js';
import { type FloatArray, isFloatArray } from '../core/types.js';
import { isNdArray, sizeOf, toRowMajor } from '../core/view.js';

/** Options of {@link padSequences}. */
export interface PadSequencesOptions {
  /** Frames of the result, >= 1; longer sequences are cut. `null`: those of the longest. @defaultValue `null` */
  maxlen?: number | null | undefined;
  /** Where padding stands: behind the frames (`'post'`), or before them (`'pre'`, Keras' default). @defaultValue `'post'` */
  padding?: 'pre' | 'post' | undefined;
  /** Where sequences that are too long are cut: at their end (`'post'`), or at their start (`'pre'`, Keras' default). @defaultValue `'post'` */
  truncating?: 'pre' | 'post' | undefined;
  /** What padding is filled with. @defaultValue `0` */
  value?: number | undefined;
  /** The axis of time: -1 for what feature functions return, `[bins, frames]`; 0 for `[frames, bins]`. @defaultValue `-1` */
  timeAxis?: -1 | 0 | undefined;
  /** Precision of the result; `null`: that of the sequences, lists of numbers are float32. @defaultValue `null` */
  dtype?: 'float32' | 'float64' | null | undefined;
}

/** What {@link padSequences} returns. */
export interface PaddedSequences<T extends FloatArray = FloatArray> {
  /** Shape `[batch, time, bins]`, or `[batch, time]` where a frame is one number. */
  readonly data: NdArray<T>;
  /** Frames of each sequence that are in `data`. */
  readonly lengths: Int32Array;
  /** Shape `[batch, time]`: 1 for a frame, 0 for padding. */
  readonly mask: NdArray<Uint8Array>;
}

const DEFAULTS = {
  maxlen: null as number | null,
  padding: 'post' as 'pre' | 'post',
  truncating: 'post' as 'pre' | 'post',
  value: 0,
  timeAxis: -1 as -1 | 0,
  dtype: null as 'float32' | 'float64' | null,
};

interface Sequence {
  /** Frame after frame. */
  readonly data: ArrayLike<number>;
  readonly frames: number;
  readonly bins: number | null;
}

/**
 * Puts sequences of different length into one array, as recurrent layers take it, with a mask that says what is padding.
 *
 * @param sequences - Features `[bins, frames]` with as many bins each, or sequences of numbers. At least one.
 * @param options - {@link PadSequencesOptions}.
 * @returns {@link PaddedSequences}: pass `mask` (or `lengths`) to layers and to `fit`.
 * @throws `ParameterError` if there is no sequence, bins differ, a value is not finite, or an option is out of range.
 * @example
 * ```ts
 * const short = mfcc(tone(440, { sampleRate: 16000, duration: 0.5 }), { sampleRate: 16000, nMfcc: 13 });
 * const long = mfcc(tone(440, { sampleRate: 16000, duration: 1 }), { sampleRate: 16000, nMfcc: 13 });
 * const { data, lengths } = padSequences([short, long]);
 * data.shape; // [2, 32, 13]
 * lengths; // [16, 32]
 * padSequences([[1, 2], [3]], { padding: 'pre' }).mask.data; // [1, 1, 0, 1]
 * ```
 * @see Keras `utils.pad_sequences`, which has other defaults.
 */
export function padSequences(
  sequences: readonly (FloatArray | NdArray<FloatArray> | readonly number[])[],
  options: PadSequencesOptions & { readonly dtype: 'float64' },
): PaddedSequences<Float64Array>;
export function padSequences(
  sequences: readonly (FloatArray | NdArray<FloatArray> | readonly number[])[],
  options: PadSequencesOptions & { readonly dtype: 'float32' },
): PaddedSequences<Float32Array>;
export function padSequences<T extends FloatArray = Float32Array>(
  sequences: readonly (T | NdArray<T> | readonly number[])[],
  options?: PadSequencesOptions & { readonly dtype?: null | undefined },
): PaddedSequences<T>;
export function padSequences(
  sequences: readonly (FloatArray | NdArray<FloatArray> | readonly number[])[],
  options?: PadSequencesOptions,
): PaddedSequences {
  const caller = 'padSequences';
  const o = readOptions(caller, options, DEFAULTS);
  expectOneOf(o.padding, caller, 'padding', ['pre', 'post']);
  expectOneOf(o.truncating, caller, 'truncating', ['pre', 'post']);
  expectOneOf(o.timeAxis, caller, 'timeAxis', [-1, 0]);
  expectOneOf(o.dtype, caller, 'dtype', ['float32', 'float64', null]);
  expectFinite(o.value, caller, 'value');
  if (o.maxlen !== null) expectInteger(o.maxlen, caller, 'maxlen', 1);
  if (!Array.isArray(sequences)) throw new TypeError(`${caller}: "sequences" must be a list of sequences, got ${show(sequences)}`);
  if (sequences.length === 0) throw new ParameterError(caller, 'sequences', 'must not be empty');
  const list = sequences.map((x, i) => readSequence(x, o.timeAxis, caller, i));
  const bins = list[0]!.bins;
  const other = list.findIndex((s) => s.bins !== bins);
  if (other >= 0) {
    const say = (n: number | null): string => (n === null ? 'no bins' : `${n} bins`);
    throw new ParameterError(
      caller,
      'sequences',
      `must all have the same bins, got ${say(bins)} in sequence 0 and ${say(list[other]!.bins)} in sequence ${other}`,
    );
  }
  const time = o.maxlen ?? largest(list.map((s) => s.frames));
  if (time === 0) throw new ParameterError(caller, 'sequences', 'must have at least one frame among them');
  const width = bins ?? 1;
  const double = o.dtype === null ? sequences.some((x) => (isNdArray(x) ? x.data : x) instanceof Float64Array) : o.dtype === 'float64';
  const length = list.length * time * width;
  const data = double ? new Float64Array(length) : new Float32Array(length);
  if (o.value !== 0) data.fill(o.value);
  const mask = new Uint8Array(list.length * time);
  const lengths = Int32Array.from(list, (s) => Math.min(s.frames, time));
  list.forEach((s, i) => {
    const frames = lengths[i]!;
    const from = o.truncating === 'pre' ? s.frames - frames : 0;
    const to = i * time + (o.padding === 'pre' ? time - frames : 0);
    for (let k = 0; k < frames * width; k++) data[to * width + k] = s.data[from * width + k]!;
    mask.fill(1, to, to + frames);
  });
  return { data: nd(data, bins === null ? [list.length, time] : [list.length, time, bins]), lengths, mask: nd(mask, [list.length, time]) };
}

function readSequence(x: unknown, timeAxis: -1 | 0, caller: string, i: number): Sequence {
  const sequence = readFrames(x, timeAxis, caller, i);
  for (let k = 0; k < sequence.data.length; k++) {
    const v = sequence.data[k]!;
    if (typeof v !== 'number') throw new TypeError(`${caller}: "sequences" must hold numbers, got ${show(v)} in sequence ${i}`);
    if (v - v !== 0)
      throw new ParameterError(
        caller,
        'sequences',
        `must be finite, got ${v} in frame ${Math.floor(k / (sequence.bins ?? 1))} of sequence ${i}`,
      );
  }
  return sequence;
}

function readFrames(x: unknown, timeAxis: -1 | 0, caller: string, i: number): Sequence {
  if (isFloatArray(x) || Array.isArray(x)) return { data: x as ArrayLike<number>, frames: x.length, bins: null };
  if (!isNdArray(x) || !isFloatArray(x.data)) {
    throw new TypeError(`${caller}: "sequences" must hold ndarrays, typed arrays or lists of numbers, got ${show(x)} at index ${i}`);
  }
  const view = x as NdArray<FloatArray>;
  const rank = view.shape.length;
  if (rank < 1 || rank > 2) {
    throw new ParameterError(caller, 'sequences', `must have one or two axes, got the shape [${view.shape.join(', ')}] at index ${i}`);
  }
  if (sizeOf(view.shape)) expectInside(view, caller, 'sequences');
  const data = toRowMajor(view, rank === 1 ? [0] : timeAxis === 0 ? [0, 1] : [1, 0]);
  if (rank === 1) return { data, frames: view.shape[0]!, bins: null };
  const [frames, bins] = timeAxis === 0 ? view.shape : [view.shape[1], view.shape[0]];
  return { data, frames: frames!, bins: bins! };
}
