/**
 * A signal as spectra, one frame after the other.
 * @module
 */
import { refuseNonFinite } from '../core/finite.js';
import { readSignal, type SignalInput } from '../core/signal.js';
import { type FloatArray, roundLike } from '../core/types.js';
import { type FrameSource, widen } from './frame-source.js';
import { expectUnreadFinite, resolveFraming, type StftOptions, type StftSettings } from './framing.js';
import { isSingle, loadFrames, runFrames } from './lane-frames.js';
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
      const y = channels[item]!;
      const lanes = isSingle(y) ? spectra.lanes(power) : undefined;
      const most = lanes ? lanes.spectra.batch : frames;
      for (let first = 0; first < frames; first += most) {
        const count = Math.min(most, frames - first);
        const at = lanes ? loadFrames(lanes.spectra, y as Float32Array, first, frames, framing) : 0;
        const rows = lanes && runFrames(lanes, at, count) ? lanes.spectra.results(count * bins) : undefined;
        for (let t = 0; t < count; t++) {
          if (rows) widen(x, rows, t * bins);
          else if (lanes && runFrames(lanes, at + t, 1)) widen(x, lanes.spectra.results(bins), 0);
          else spectra.magnitude(x, y, first + t, power);
          visit(x, 0, item * frames + first + t);
        }
      }
    },
    round: (values) => roundLike(channels[0]!, values),
    refuseNonFinite: (result) => refuseNonFinite(result, channels, caller, 'y'),
  };
}
