/**
 * The range in which a pitch is looked for, and how the signal is cut for it: what `yin`, `pyin` and `mpm` share.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectBoolean, expectInteger, expectOneOf, expectPositive } from '../core/options.js';
import { type PadMode } from '../frame/edge.js';
import { PAD_MODES } from '../frame/pad.js';

/** Options of everything that looks for the period of a signal. */
export interface PitchOptions {
  /** Lowest pitch, Hz, > 0. Two of its periods must fit into a frame. Must be given. */
  fmin: number;
  /** Highest pitch, Hz, in (fmin, sampleRate / 2]. Must be given. */
  fmax: number;
  /** Samples per second, Hz. Needed unless the signal carries it. @defaultValue that of the signal */
  sampleRate?: number | null | undefined;
  /** Samples per frame. @defaultValue `2048` */
  frameLength?: number | undefined;
  /** Samples from one frame to the next, >= 1. @defaultValue `floor(frameLength / 4)` */
  hopLength?: number | null | undefined;
  /** `true`: frame t is centred on sample `t hopLength`. `false`: it begins there. @defaultValue `true` */
  center?: boolean | undefined;
  /** What lies outside the signal, for centred frames. @defaultValue `'constant'` */
  padMode?: PadMode | undefined;
}

/** {@link PitchOptions} with defaults filled in. */
export interface PitchSettings {
  fmin: number;
  fmax: number;
  sampleRate: number | null;
  frameLength: number;
  hopLength: number | null;
  center: boolean;
  padMode: PadMode;
}

/** Defaults of {@link PitchOptions}; what must be given is NaN. */
export const PITCH_DEFAULTS: PitchSettings = {
  fmin: NaN,
  fmax: NaN,
  sampleRate: null,
  frameLength: 2048,
  hopLength: null,
  center: true,
  padMode: 'constant',
};

/** Checked options. */
export interface PitchRange {
  readonly fmin: number;
  readonly fmax: number;
  readonly sampleRate: number;
  readonly frameLength: number;
  readonly hopLength: number;
  readonly center: boolean;
  readonly padMode: PadMode;
  /** The lags that are searched, samples, both included. */
  readonly minPeriod: number;
  readonly maxPeriod: number;
}

/** Checks the options. With `short`, as librosa has it, one period of `fmin` in a frame is enough. */
export function resolveRange(o: PitchSettings, sampleRate: number, short: boolean, caller: string): PitchRange {
  const { fmin, fmax, frameLength, center, padMode } = o;
  for (const name of ['fmin', 'fmax'] as const) {
    if (Number.isNaN(o[name])) throw new ParameterError(caller, name, 'must be given in Hz');
    expectPositive(o[name], caller, name);
  }
  expectInteger(frameLength, caller, 'frameLength', 6);
  const hopLength = o.hopLength ?? Math.floor(frameLength / 4);
  expectInteger(hopLength, caller, 'hopLength', 1);
  expectBoolean(center, caller, 'center');
  expectOneOf(padMode, caller, 'padMode', PAD_MODES);
  if (fmax > sampleRate / 2) throw new ParameterError(caller, 'fmax', `must be <= half the sample rate = ${sampleRate / 2}, got ${fmax}`);
  if (fmin >= fmax) throw new ParameterError(caller, 'fmin', `must be < fmax = ${fmax}, got ${fmin}`);
  const period = Math.ceil(sampleRate / fmin);
  if (short ? sampleRate / fmin >= frameLength - 1 : 2 * period > frameLength) {
    const [periods, longest] = short ? ['one period', frameLength - 2] : ['two periods', frameLength >> 1];
    const least = Math.ceil((1000 * sampleRate) / longest) / 1000;
    const length = short ? period + 2 : 2 * period;
    throw new ParameterError(
      caller,
      'fmin',
      `must be >= ${least} for ${periods} in a frame of ${frameLength} samples at ${sampleRate} Hz, got ${fmin}; or take frameLength: ${length}`,
    );
  }
  const minPeriod = Math.floor(sampleRate / fmax);
  const maxPeriod = Math.min(period, frameLength - 1);
  return { fmin, fmax, sampleRate, frameLength, hopLength, center, padMode, minPeriod, maxPeriod };
}
