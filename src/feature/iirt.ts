/**
 * The energy of each semitone, by filters.
 * @module
 */
import { keyOfSettings, memoize } from '../core/cache.js';
import { ParameterError } from '../core/errors.js';
import { expectAllFinite } from '../core/finite.js';
import { type NdArray, timeMajor } from '../core/nd.js';
import { expectBoolean, expectInteger, expectOneOf, readOptions } from '../core/options.js';
import { readSignal, resolveSampleRate, type SignalInput } from '../core/signal.js';
import { type FloatArray, roundLike } from '../core/types.js';
import { filtfilt } from '../filter/filtfilt.js';
import {
  designSemitones,
  SEMITONE_DEFAULTS,
  type SemitoneFilterbank,
  type SemitoneFilterbankOptions,
} from '../filter/semitone-filterbank.js';
import { sosfiltfilt } from '../filter/sosfiltfilt.js';
import { type DesignedTransfer } from '../filter/transfer-function.js';
import { PAD_MODES, PADDING, readPadding } from '../frame/pad.js';
import { type PadMode } from '../frame/edge.js';
import { padLine } from '../frame/pad-line.js';
import { resample, type ResampleType } from '../signal/resample.js';
import { isNdArray } from '../core/view.js';

/** Options of {@link iirt}. */
export interface IirtOptions extends SemitoneFilterbankOptions {
  /** Samples per second, Hz. @defaultValue that of the signal */
  sampleRate?: number | null | undefined;
  /** Length of a frame, samples, >= 1. @defaultValue `2048` */
  winLength?: number | undefined;
  /** Samples from one frame to the next, >= 1. @defaultValue `floor(winLength / 4)` */
  hopLength?: number | null | undefined;
  /** `true`: frame t is centred on sample `t hopLength`. `false`: it begins there. @defaultValue `true` */
  center?: boolean | undefined;
  /** What lies outside the signal, for centred frames; see `pad`. @defaultValue `'constant'` */
  padMode?: PadMode | undefined;
  /** How the signal is resampled for the filters; see `resample`. @defaultValue `'sinc'` */
  resType?: ResampleType | undefined;
}

/**
 * Time-frequency energies from one narrow elliptic filter for each semitone, run forwards and backwards so that nothing is delayed. Lower
 * semitones are filtered at lower rates. Looks at the whole signal.
 *
 * @param y - Signal, shape `[...channels, samples]`, long enough for the filters at the lowest rate (some 0.03 s, padding included).
 * @param options - {@link IirtOptions}.
 * @returns Energies of frames (sums of squares, at the rate of the signal), shape `[...channels, filters, frames]`; 85 filters from C1 to
 * C8. `frames = 1 + floor((samples + 2 floor(winLength / 2) - winLength) / hopLength)` where centred.
 * @throws {@link ParameterError} if an option is unknown or out of range, the signal is too short, or a sample is not finite.
 * @example
 * ```ts
 * const y = tone(440, { sampleRate: 22050, duration: 0.5 });
 * const energies = iirt(y, { sampleRate: 22050, hopLength: 2048 });
 * energies.shape; // [85, 6]
 * energies.get(45, 2) > 100 * energies.get(44, 2); // true
 * ```
 * @see librosa 0.11 `iirt`: same numbers with `resType: 'polyphase'`. M. Müller, Information Retrieval for Music and Motion, 2007.
 */
export function iirt<T extends FloatArray>(y: SignalInput<T>, options?: IirtOptions): NdArray<T> {
  const caller = 'iirt';
  const {
    sampleRate: rate,
    winLength,
    hopLength: hop,
    center,
    padMode,
    resType,
    ...bank
  } = readOptions(caller, options, {
    ...SEMITONE_DEFAULTS,
    sampleRate: null as number | null,
    winLength: 2048,
    hopLength: null as number | null,
    center: true,
    padMode: 'constant' as PadMode,
    resType: 'sinc' as ResampleType,
  });
  expectInteger(winLength, caller, 'winLength', 1);
  const hopLength = hop ?? Math.floor(winLength / 4);
  expectInteger(hopLength, caller, 'hopLength', 1);
  expectBoolean(center, caller, 'center');
  expectOneOf(padMode, caller, 'padMode', PAD_MODES);
  const { lead, channels, length, sampleRate: carried } = readSignal(y, caller);
  const sampleRate = resolveSampleRate(carried, rate, caller);
  channels.forEach((channel) => expectAllFinite(channel, caller, 'y'));
  const { filters, sampleRates } = semitones(bank);
  const edge = center ? winLength >> 1 : 0;
  const whole = length + 2 * edge;
  if (whole < winLength)
    throw new ParameterError(caller, 'winLength', `must be <= y.length = ${length} unless frames are centred, got ${winLength}`);
  const frames = 1 + Math.floor((whole - winLength) / hopLength);
  const out = new Float64Array(channels.length * frames * filters.length);
  const padding = readPadding({ ...PADDING, mode: padMode }, caller);
  channels.forEach((channel, c) => {
    const padded = new Float64Array(whole);
    padLine(padded, Float64Array.from(channel), edge, edge, padding);
    const at = new Map<number, Float64Array>(); // the signal at each rate
    filters.forEach((filter, i) => {
      const target = sampleRates[i]!;
      let x = at.get(target);
      if (!x) at.set(target, (x = target === sampleRate ? padded : resample(padded, { origSr: sampleRate, targetSr: target, resType })));
      const band = isNdArray(filter) ? sosfiltfilt(x, filter as NdArray<Float64Array>) : filtfilt(x, filter as DesignedTransfer);
      const factor = sampleRate / target;
      addEnergies(out, c * frames * filters.length + i, filters.length, band, {
        factor,
        frames,
        hop: hopLength / factor,
        win: winLength / factor,
      });
    });
  });
  expectAllFinite(out, caller, 'y');
  return timeMajor(roundLike(channels[0]!, out), lead, filters.length, frames);
}

/** The filters last asked for are kept: 85 designs take longer than a short signal. */
const semitones: (o: typeof SEMITONE_DEFAULTS) => SemitoneFilterbank<NdArray<Float64Array> | DesignedTransfer> = /* @__PURE__ */ memoize(
  2,
  (o: typeof SEMITONE_DEFAULTS) => keyOfSettings(o),
  (o) => designSemitones(o, 'iirt'),
);

/** Energies of frames whose begin and length need not be whole samples; beyond its end the band is 0. */
function addEnergies(
  out: Float64Array,
  to: number,
  step: number,
  band: Float64Array,
  { factor, frames, hop, win }: { factor: number; frames: number; hop: number; win: number },
): void {
  const length = halfEven(win);
  for (let t = 0; t < frames; t++) {
    const start = halfEven(t * hop);
    const end = Math.min(band.length, start + length);
    let sum = 0;
    for (let n = start; n < end; n++) sum += band[n]! * band[n]!;
    out[to + t * step] = factor * sum;
  }
}

function halfEven(x: number): number {
  const low = Math.floor(x);
  const rest = x - low;
  return rest < 0.5 || (rest === 0.5 && low % 2 === 0) ? low : low + 1;
}
