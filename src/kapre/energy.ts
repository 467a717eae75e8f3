/**
 * kapre's energy of frames.
 * @module
 */
import { refuseNonFinite } from '../core/finite.js';
import { type NdArray } from '../core/nd.js';
import { expectPositive, readOptions } from '../core/options.js';
import { resolveSampleRate, type SignalInput } from '../core/signal.js';
import { type FloatArray, roundLike } from '../core/types.js';
import { type DataFormat, readWaveform, shapeWaveform } from './data-format.js';
import { countFrames, expectFrames, type FrameSettings } from './frame.js';

/** Options of {@link energy}. */
export interface EnergyOptions {
  /** Samples per second, Hz, > 0. Needed unless the signal carries it. @defaultValue the signal's */
  sampleRate?: number | null | undefined;
  /** Time that the energy is scaled to, seconds, > 0. @defaultValue `0.1` */
  refDuration?: number | undefined;
  /** Samples in a frame, >= 1. @defaultValue `2205` */
  frameLength?: number | undefined;
  /** Samples from one frame to the next, >= 1. @defaultValue `1102` */
  hopLength?: number | undefined;
  /** Whether frames that reach beyond the signal are filled, so that one begins at each hop. @defaultValue `false` */
  padEnd?: boolean | undefined;
  /** What they are filled with. @defaultValue `0` */
  padValue?: number | undefined;
  /** How `y` and the result lie; `null`: `[...channels, samples]` and `[...channels, frames]`. @defaultValue `null` */
  dataFormat?: DataFormat | null | undefined;
}

/**
 * The energy of frames, scaled to a time of `refDuration`: `sum of y² x refDuration / (frameLength / sampleRate)`.
 *
 * @param y - Signal, shape `[...channels, samples]`, or a batch in `dataFormat`.
 * @param options - {@link EnergyOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns Energies: `[frames]` as a typed array, or an ndarray `[...channels, frames]`, or in `dataFormat` `[batch, channels, frames]` or
 * `[batch, frames, channels]`; frames as in {@link frame}. Precision as `y`.
 * @throws `ParameterError` if an option is unknown or out of range, a sample is not finite, or `y` is shorter than a frame.
 * @example
 * ```ts
 * import { energy } from '@audiolab/dsp/kapre';
 *
 * energy(new Float64Array(8).fill(2), { sampleRate: 100, frameLength: 4, hopLength: 2 }); // [40, 40, 40]
 * ```
 * @see kapre 0.4.0 `Energy`.
 */
export function energy<T extends FloatArray>(y: SignalInput<T>, options?: EnergyOptions): T | NdArray<T> {
  const { sampleRate, refDuration, ...settings } = readOptions<FrameSettings & { sampleRate: number | null; refDuration: number }>(
    'energy',
    options,
    { sampleRate: null, refDuration: 0.1, frameLength: 2205, hopLength: 1102, padEnd: false, padValue: 0, dataFormat: null },
  );
  expectFrames(settings, 'energy');
  expectPositive(refDuration, 'energy', 'refDuration');
  const { frameLength, hopLength, padValue, dataFormat } = settings;
  const { lead, channels, length, sampleRate: carried } = readWaveform(y, 'energy', dataFormat, 'dataFormat');
  const rate = resolveSampleRate(carried, sampleRate, 'energy');
  const frames = countFrames(settings, length, 'energy');
  const scale = refDuration / (frameLength / rate);
  const out = new Float64Array(channels.length * frames);
  channels.forEach((x, c) => {
    for (let t = 0; t < frames; t++) {
      const from = t * hopLength;
      const end = Math.min(length, from + frameLength);
      let sum = padValue * padValue * (from + frameLength - end);
      for (let n = from; n < end; n++) sum += x[n]! * x[n]!;
      out[c * frames + t] = scale * sum;
    }
  });
  const rounded = roundLike(channels[0]!, out);
  refuseNonFinite(rounded, channels, 'energy', 'y');
  return shapeWaveform(rounded, lead, frames, dataFormat, 'energy', 'dataFormat');
}
