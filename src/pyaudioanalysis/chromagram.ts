/**
 * The chromagram of pyAudioAnalysis.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { refuseNonFinite } from '../core/finite.js';
import { type NdArray, timeMajor } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { readSignal, resolveSampleRate, type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { applyChroma, chromaMap, compatChromaMap } from './chroma-map.js';
import { CHROMA_NAMES } from './feature-names.js';
import { countFrames, expectShortTerm, SHORT_TERM_DEFAULTS, type ShortTermOptions } from './feature-options.js';
import { eachSpectrum } from './short-frames.js';

/** What {@link chromagram} returns. */
export interface Chromagram<T extends FloatArray = FloatArray> {
  /** Shares of the energy: shape `[...channels, 12, frames]`. */
  readonly chromagram: NdArray<T>;
  /** Where each frame begins, seconds. */
  readonly timeAxis: Float64Array;
  /** Name of each row: `A`, `A#`, …, `G#`. */
  readonly freqAxis: string[];
}

/**
 * The twelve chroma features of {@link featureExtraction} alone: the share of each pitch class in the energy from A0 (27.5 Hz) up.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link ShortTermOptions}.
 * @returns `chromagram` of shape `[...channels, 12, frames]`, `frames = 1 + floor((samples - window) / step)`, precision as `y`; the axes. With
 * `compat` as the package: frame t begins one window later than `timeAxis` says, the last ones reach beyond the end of the signal and are
 * what is left of it, and one frame of zeros may follow.
 * @throws `ParameterError` as {@link featureExtraction}; with `compat` also if `y` has no second window, or less than half a window is
 * left for the last frame, where pyAudioAnalysis fails.
 * @example
 * ```ts
 * import { chromagram } from '@audiolab/dsp/pyaudioanalysis';
 *
 * const y = Float64Array.from({ length: 16000 }, (_, n) => Math.sin((2 * Math.PI * 440 * n) / 16000));
 * const { chromagram: C, freqAxis } = chromagram(y, { sampleRate: 16000, window: 800, step: 800 });
 * C.shape; // [12, 20]
 * [freqAxis[0], C.get(0, 5)]; // ['A', 1]
 * ```
 * @see pyAudioAnalysis 0.3.14 `ShortTermFeatures.chromagram`, time first: the same numbers with `compat: true`.
 */
export function chromagram<T extends FloatArray>(y: SignalInput<T>, options: ShortTermOptions): Chromagram<T> {
  const caller = 'chromagram';
  const settings = readOptions(caller, options, SHORT_TERM_DEFAULTS);
  const { lead, channels, length, sampleRate } = readSignal(y, caller);
  const { window, step, compat } = settings;
  const rate = resolveSampleRate(sampleRate, settings.sampleRate, caller);
  expectShortTerm(settings, rate, caller);
  const map = compat ? compatChromaMap(rate, window, caller) : chromaMap(rate, window);
  const { rows, frames } = compat ? compatFrames(length, window, step, caller) : wholeFrames(length, window, step, caller);
  const row = new Float64Array(12);
  const total = new Float64Array(1);
  const out = arrayLike(channels[0]!, channels.length * rows * 12);
  for (const [c, x] of channels.entries()) {
    eachSpectrum(x, { window, step, compat, first: compat ? window : 0, frames }, (_, power, t) => {
      total[0] = power.reduce((sum, v) => sum + v, 0);
      applyChroma(row, 0, power, total, map);
      out.set(row, (c * rows + t) * 12);
    });
  }
  refuseNonFinite(out, channels, caller, 'y');
  return {
    chromagram: timeMajor(out, lead, 12, rows),
    timeAxis: Float64Array.from({ length: rows }, (_, t) => (t * step) / rate),
    freqAxis: [...CHROMA_NAMES],
  };
}

interface Frames {
  readonly rows: number;
  readonly frames: number;
}

function wholeFrames(samples: number, window: number, step: number, caller: string): Frames {
  const frames = countFrames(samples, window, step, caller);
  return { rows: frames, frames };
}

/** Frames begin at `window`, `window + step`, … before `samples - step`; there is room for one more if they come out even. */
function compatFrames(samples: number, window: number, step: number, caller: string): Frames {
  const reach = samples - step - window;
  const frames = Math.ceil(reach / step);
  const fails = 'where pyAudioAnalysis fails';
  if (frames < 1) {
    const rule = `must be < (y.length = ${samples}) - (step = ${step}), ${fails} (UnboundLocalError), got ${window}`;
    throw new ParameterError(caller, 'window', rule);
  }
  const left = samples - window - (frames - 1) * step;
  if (left < window >> 1) {
    const rule = `leaves ${left} of ${window} samples for the last frame, less than half, ${fails} (ValueError), got ${step}`;
    throw new ParameterError(caller, 'step', rule);
  }
  return { rows: 1 + Math.floor(reach / step), frames };
}
