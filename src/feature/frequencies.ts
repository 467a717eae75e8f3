/**
 * The centre frequencies of a spectrogram's bins: the same for every frame, or the frames' own.
 * @module
 */
import { binFrequencies } from '../convert/fft-frequencies.js';
import { ParameterError } from '../core/errors.js';
import { readFeatures } from '../core/features.js';
import { expectAllFinite } from '../core/finite.js';
import { type NdArray } from '../core/nd.js';
import { expectPositive } from '../core/options.js';
import { resolveSampleRate, type SignalInput } from '../core/signal.js';
import { type FloatArray, isFloatArray } from '../core/types.js';
import { isNdArray, toRowMajor } from '../core/view.js';
import { type StftSettings } from '../stft/framing.js';
import { signalSource, type SignalSource, SPECTRUM_DEFAULTS, type SpectrumOptions } from '../stft/signal-source.js';
import { resolveNFft, spectrogramRate } from '../stft/spectrogram-origin.js';

export { resolveNFft, spectrogramRate } from '../stft/spectrogram-origin.js';

/** What the option `freq` takes: one frequency per bin, or `[bins, frames]`, or `[...channels, bins, frames]`. */
export type FrequencyInput = FloatArray | NdArray<FloatArray>;

/** Frequencies by frame: those of frame `at` (counted over all items) begin at `(at % rows) * bins`. */
export interface Frequencies {
  readonly data: Float64Array;
  readonly rows: number;
  readonly bins: number;
}

/** The shape of what frequencies are wanted for. */
export interface FrequencyTarget {
  readonly lead: readonly number[];
  readonly items: number;
  readonly bins: number;
  readonly frames: number;
}

/** Frequencies of the bins of an FFT. */
export function fftBins(sampleRate: number, nFft: number, bins: number): Frequencies {
  return { data: binFrequencies(sampleRate, nFft), rows: 1, bins };
}

/** Reads the option `freq`, or one of another name; `open` lets NaN and Infinity in. */
export function readFrequencies(freq: FrequencyInput, of: FrequencyTarget, caller: string, name = 'freq', open = false): Frequencies {
  const { bins, frames, items, lead } = of;
  if (isNdArray(freq) && freq.shape.length > 1) {
    const F = readFeatures(freq, caller, name);
    const shared = F.lead.length === 0;
    if (F.bins !== bins || F.frames !== frames || (!shared && F.lead.join() !== lead.join())) {
      const wanted = [...lead, bins, frames].join(', ');
      throw new ParameterError(caller, name, `must have shape [${bins}] or [${wanted}], got [${freq.shape.join(', ')}]`);
    }
    if (!open) expectAllFinite(F.data, caller, name);
    return { data: new Float64Array(F.data), rows: shared ? frames : items * frames, bins };
  }
  const row = isNdArray(freq) && isFloatArray(freq.data) ? toRowMajor(freq) : freq;
  if (!isFloatArray(row)) throw new TypeError(`${caller}: "${name}" must be a Float64Array, a Float32Array or an ndarray of one`);
  if (row.length !== bins)
    throw new ParameterError(caller, name, `must have one frequency for each of the ${bins} bins, got ${row.length}`);
  if (!open) expectAllFinite(row, caller, name);
  return { data: new Float64Array(row), rows: 1, bins };
}

/** Options of features that need the frequencies of a signal's bins. */
export interface SignalFrequencyOptions extends SpectrumOptions {
  /** Samples per second, Hz. Needed unless the signal carries it or `freq` is given. @defaultValue that of the signal */
  sampleRate?: number | null | undefined;
  /** Frequencies of the bins, Hz, where they are not those of the FFT: `[bins]`, or one set per frame `[..., bins, frames]`. @defaultValue those of the FFT */
  freq?: FrequencyInput | null | undefined;
}

/** Defaults of {@link SignalFrequencyOptions}. */
export const SIGNAL_FREQUENCIES: StftSettings & { sampleRate: number | null; freq: FrequencyInput | null } = {
  ...SPECTRUM_DEFAULTS,
  sampleRate: null,
  freq: null,
};

/** The spectra of a signal and the frequencies of their bins. */
export function signalFrequencies<T extends FloatArray>(
  y: SignalInput<T>,
  o: typeof SIGNAL_FREQUENCIES,
  caller: string,
  power: number,
): { source: SignalSource<T>; frequencies: Frequencies } {
  const source = signalSource(y, o, caller, power);
  if (o.freq !== null) return { source, frequencies: readFrequencies(o.freq, source, caller) };
  const sampleRate = resolveSampleRate(source.sampleRate, o.sampleRate, caller);
  return { source, frequencies: fftBins(sampleRate, source.nFft, source.bins) };
}

/** Options that say which frequencies the bins of a given spectrogram have. */
export interface SpectrogramFrequencyOptions {
  /** Samples per second of the signal behind the spectrogram, Hz. Needed unless `freq` is given. @defaultValue none */
  sampleRate?: number | null | undefined;
  /** FFT size behind the spectrogram: `2 (bins - 1)` or `2 bins - 1`. @defaultValue `2 (bins - 1)` */
  nFft?: number | null | undefined;
  /** Frequencies of the bins, Hz, where they are not those of an FFT: `[bins]`, or one set per frame `[..., bins, frames]`. @defaultValue those of the FFT */
  freq?: FrequencyInput | null | undefined;
}

/** Defaults of {@link SpectrogramFrequencyOptions}. */
export const SPECTROGRAM_FREQUENCIES = {
  sampleRate: null as number | null,
  nFft: null as number | null,
  freq: null as FrequencyInput | null,
};

/** Frequencies of a given spectrogram. */
export function spectrogramFrequencies(o: typeof SPECTROGRAM_FREQUENCIES, of: FrequencyTarget, caller: string): Frequencies {
  if (o.sampleRate !== null) expectPositive(o.sampleRate, caller, 'sampleRate');
  if (o.nFft !== null) resolveNFft(o.nFft, of.bins, caller);
  if (o.freq !== null) return readFrequencies(o.freq, of, caller);
  const sampleRate = spectrogramRate(o.sampleRate, caller, ' (or "freq")');
  return fftBins(sampleRate, resolveNFft(o.nFft, of.bins, caller), of.bins);
}
