/**
 * A signal as spectra, one frame after the other.
 * @module
 */
import { refuseNonFinite } from '../core/finite.js';
import { readSignal, type SignalInput } from '../core/signal.js';
import { type FloatArray, roundLike } from '../core/types.js';
import { type FrameSource } from './frame-source.js';
import { expectUnreadFinite, resolveFraming, type StftOptions, type StftSettings } from './framing.js';
import { spectraOf } from './spectra.js';

/** How the features of spectra cut a signal into frames. */
export interface SpectrumOptions extends StftOptions {
  /** Samples from one frame to the next, >= 1. @defaultValue `512` */
  hopLength?: number | null | undefined;
}

/** The defaults of librosa's spectral features: unlike `stft`, the hop is 512 for any `nFft`. */
export const SPECTRUM_DEFAULTS: StftSettings = {
  nFft: 2048,
  hopLength: 512,
  winLength: null,
  window: 'hann',
  center: true,
  padMode: 'constant',
};

/** A {@link FrameSource} over a signal. */
export interface SignalSource<T extends FloatArray = FloatArray> extends FrameSource<T> {
  /** The rate the signal carries, if any. */
  readonly sampleRate: number | undefined;
  readonly nFft: number;
}

/** The spectra `|X|^power` of a signal, frame by frame. */
export function signalSource<T extends FloatArray>(
  y: SignalInput<T>,
  settings: StftSettings,
  caller: string,
  power: number,
): SignalSource<T> {
  const { lead, channels, length, sampleRate } = readSignal(y, caller);
  const spectra = spectraOf(resolveFraming(settings, caller), caller);
  const frames = spectra.frames(length, caller);
  const { bins, framing } = spectra;
  expectUnreadFinite(framing, channels, frames, caller);
  return {
    lead,
    items: channels.length,
    bins,
    frames,
    sampleRate,
    nFft: framing.nFft,
    each(item, visit) {
      const x = new Float64Array(bins);
      for (let t = 0; t < frames; t++) {
        spectra.magnitude(x, channels[item]!, t, power);
        visit(x, 0, item * frames + t);
      }
    },
    round: (values) => roundLike(channels[0]!, values),
    refuseNonFinite: (result) => refuseNonFinite(result, channels, caller, 'y'),
  };
}
