/**
 * Tuning of a recording.
 * @module
 */
import { type Warning } from '../core/errors.js';
import { nd, type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { medianOf } from '../core/select.js';
import { resolveSampleRate, type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { type FrameSource, spectrogramSource } from '../stft/frame-source.js';
import { STFT_DEFAULTS } from '../stft/framing.js';
import { signalSource } from '../stft/signal-source.js';
import { resolveNFft, spectrogramRate } from '../stft/spectrogram-origin.js';
import { type PeakFinder } from './peak-finder.js';
import { PEAK_DEFAULTS } from './peak-options.js';
import { finderFor, type PiptrackFromSpectrogramOptions, type PiptrackOptions } from './piptrack.js';
import { checkTuningOptions, type PitchTuningOptions, tuningOf } from './pitch-tuning.js';

/** Options of {@link estimateTuning}: how peaks are found, and how they are counted. */
export interface EstimateTuningOptions extends PiptrackOptions, PitchTuningOptions {}

/** Options of {@link estimateTuningFromSpectrogram}. */
export interface EstimateTuningFromSpectrogramOptions extends PiptrackFromSpectrogramOptions, PitchTuningOptions {}

/** One tuning; one per channel; or an ndarray of the shape of the leading axes. */
export type Tuning = number | Float64Array | NdArray<Float64Array>;

const DEFAULTS = {
  ...PEAK_DEFAULTS,
  resolution: 0.01,
  binsPerOctave: 12,
  sampleRate: null as number | null,
  onWarning: undefined as ((warning: Warning) => void) | undefined,
};

/**
 * Estimates by how much a recording is off A440: the peak of the histogram of its spectral peaks' deviations, of those above the
 * median magnitude.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link EstimateTuningOptions}.
 * @returns Tuning in [-0.5, 0.5), as a fraction of a pitch class: the lower edge of the fullest histogram bin, so up to `resolution` too
 * low. A number for a mono signal; otherwise one for each channel, by itself. 0 where nothing has a pitch.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is not finite.
 * @example
 * ```ts
 * const y = tone(447, { sampleRate: 22050, duration: 1 }); // A4 raised by 27 hundredths of a semitone
 * estimateTuning(y, { sampleRate: 22050 }); // 0.27
 * ```
 * @see librosa 0.11 `estimate_tuning`, which makes one estimate of all channels.
 */
export function estimateTuning(y: FloatArray, options?: EstimateTuningOptions): number;
export function estimateTuning(y: SignalInput, options?: EstimateTuningOptions): Tuning;
export function estimateTuning(y: SignalInput, options?: EstimateTuningOptions): Tuning {
  const o = readOptions('estimateTuning', options, { ...STFT_DEFAULTS, ...DEFAULTS });
  checkTuningOptions(o, 'estimateTuning');
  const source = signalSource(y, o, 'estimateTuning', 1);
  const sampleRate = resolveSampleRate(source.sampleRate, o.sampleRate, 'estimateTuning');
  return estimateAll(source, sampleRate, source.nFft, o, 'estimateTuning');
}

/**
 * Estimates the tuning behind a given spectrogram.
 *
 * @param S - Magnitude or power spectrogram, shape `[...channels, bins, frames]`, all values >= 0.
 * @param options - {@link EstimateTuningFromSpectrogramOptions}; `sampleRate` must be given.
 * @returns Tuning in [-0.5, 0.5), as {@link estimateTuning}.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range, or a value is negative or not finite.
 * @example
 * ```ts
 * const y = tone(447, { sampleRate: 22050, duration: 1 });
 * estimateTuningFromSpectrogram(spectrogram(y), { sampleRate: 22050 }); // 0.27
 * ```
 * @see librosa 0.11 `estimate_tuning(S=)`.
 */
export function estimateTuningFromSpectrogram(S: NdArray<FloatArray>, options?: EstimateTuningFromSpectrogramOptions): Tuning {
  const caller = 'estimateTuningFromSpectrogram';
  const o = readOptions(caller, options, { ...DEFAULTS, nFft: null as number | null });
  checkTuningOptions(o, caller);
  const source = spectrogramSource(S, caller);
  return estimateAll(source, spectrogramRate(o.sampleRate, caller), resolveNFft(o.nFft, source.bins, caller), o, caller);
}

function estimateAll(source: FrameSource, sampleRate: number, nFft: number, o: typeof DEFAULTS, caller: string): Tuning {
  const finder = finderFor(source, o, sampleRate, nFft, caller);
  const tunings = new Float64Array(source.items);
  for (let item = 0; item < source.items; item++) {
    tunings[item] = tuningOfItem(source, item, finder, sampleRate / nFft, o.resolution, o.binsPerOctave, caller, o.onWarning);
  }
  return source.lead.length === 0 ? tunings[0]! : source.lead.length === 1 ? tunings : nd(tunings, source.lead);
}

/** The tuning of one item of a source. */
export function tuningOfItem(
  source: FrameSource,
  item: number,
  finder: PeakFinder,
  hzPerBin: number,
  resolution: number,
  binsPerOctave: number,
  caller: string,
  onWarning?: (warning: Warning) => void,
): number {
  let pitches = new Float64Array(1024);
  let magnitudes = new Float64Array(1024);
  let found = 0;
  const probe = new Float64Array(1);
  source.each(item, (x, from) => {
    const count = finder.search(x, from);
    probe[0]! += finder.probe * 0;
    if (found + count > pitches.length) [pitches, magnitudes] = [grown(pitches, count), grown(magnitudes, count)];
    for (let i = 0; i < count; i++) {
      pitches[found] = finder.positions[i]! * hzPerBin;
      magnitudes[found] = finder.magnitudes[i]!;
      found++;
    }
  });
  source.refuseNonFinite(probe);
  const median = medianOf(magnitudes.slice(0, found));
  let kept = 0;
  for (let i = 0; i < found; i++) if (magnitudes[i]! >= median) pitches[kept++] = pitches[i]!;
  return tuningOf(pitches, kept, resolution, binsPerOctave, caller, onWarning);
}

function grown(x: Float64Array<ArrayBuffer>, extra: number): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(2 * x.length + extra);
  larger.set(x);
  return larger;
}
