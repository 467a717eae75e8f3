/**
 * Chroma features of spectra.
 * @module
 */
import { ParameterError, show, type Warning } from '../core/errors.js';
import { type NdArray, timeMajor } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { resolveSampleRate, type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { chromaBank, checkChroma } from '../filterbank/chroma.js';
import { normOf } from '../frame/normalize.js';
import { tuningOfItem } from '../pitch/estimate-tuning.js';
import { PEAK_DEFAULTS } from '../pitch/peak-options.js';
import { finderFor } from '../pitch/piptrack.js';
import { type FrameSource, spectrogramSource } from '../stft/frame-source.js';
import { signalSource, SPECTRUM_DEFAULTS, type SpectrumOptions } from '../stft/signal-source.js';
import { resolveNFft, spectrogramRate } from '../stft/spectrogram-origin.js';

interface Own {
  /** Pitch classes in an octave, >= 1. @defaultValue `12` */
  nChroma?: number | undefined;
  /** Deviation of A4 from 440 Hz, in pitch classes; `null` estimates it for each channel (see `estimateTuning`). @defaultValue `null` */
  tuning?: number | null | undefined;
  /**
   * What each frame is divided by: `Infinity` its largest value, `-Infinity` its smallest, 0 the number of values that are not 0, p > 0
   * its p-norm, `null` nothing. @defaultValue `Infinity`
   */
  norm?: number | null | undefined;
  /** Octave in the middle of the weighting, octaves above 27.5 Hz. @defaultValue `5` */
  ctroct?: number | undefined;
  /** Standard deviation of that weighting, octaves, > 0; `null` weighs all octaves alike. @defaultValue `2` */
  octwidth?: number | null | undefined;
  /** `true`: the first class is C. `false`: it is A. @defaultValue `true` */
  baseC?: boolean | undefined;
  /** Called when the tuning is to be estimated and nothing has a pitch; it is then 0. @defaultValue `undefined` */
  onWarning?: ((warning: Warning) => void) | undefined;
}

/** Options of {@link chromaStft}. */
export interface ChromaStftOptions extends SpectrumOptions, Own {
  /** Samples per second, Hz. Needed unless the signal carries it. @defaultValue that of the signal */
  sampleRate?: number | null | undefined;
}

/** Options of {@link chromaStftFromSpectrogram}. */
export interface ChromaStftFromSpectrogramOptions extends Own {
  /** Samples per second of the signal behind the spectrogram, Hz. Must be given. */
  sampleRate?: number | null | undefined;
  /** FFT size behind the spectrogram: `2 (bins - 1)` or `2 bins - 1`. @defaultValue `2 (bins - 1)` */
  nFft?: number | null | undefined;
}

const OWN = {
  nChroma: 12,
  tuning: null as number | null,
  norm: Infinity as number | null,
  ctroct: 5,
  octwidth: 2 as number | null,
  baseC: true,
  onWarning: undefined as ((warning: Warning) => void) | undefined,
  sampleRate: null as number | null,
};

/**
 * Chromagram: the power of each pitch class, whatever the octave.
 *
 * With `tuning: null` the tuning is estimated from all frames of a channel, so each frame depends on the others, and the signal is
 * transformed twice; give a tuning (0 for A440) where that matters.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link ChromaStftOptions}.
 * @returns Shape `[...channels, nChroma, frames]`, in [0, 1] with the default norm; the first class is C. Silence gives 0.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is not finite.
 * @example
 * ```ts
 * const y = tone(440, { sampleRate: 22050, duration: 1 });
 * const chromagram = chromaStft(y, { sampleRate: 22050, tuning: 0 });
 * chromagram.shape; // [12, 44]
 * chromagram.get(9, 20); // 1
 * ```
 * @see librosa 0.11 `feature.chroma_stft`, which estimates one tuning for all channels; D. P. W. Ellis, "Chroma feature analysis and
 * synthesis", 2007.
 */
export function chromaStft<T extends FloatArray>(y: SignalInput<T>, options?: ChromaStftOptions): NdArray<T> {
  const o = readOptions('chromaStft', options, { ...SPECTRUM_DEFAULTS, ...OWN });
  const source = signalSource(y, o, 'chromaStft', 2);
  return chromaOf(source, resolveSampleRate(source.sampleRate, o.sampleRate, 'chromaStft'), source.nFft, o, 'chromaStft');
}

/**
 * Chromagram of a given spectrogram.
 *
 * @param S - Power spectrogram, shape `[...channels, bins, frames]`, all values >= 0.
 * @param options - {@link ChromaStftFromSpectrogramOptions}; `sampleRate` must be given.
 * @returns Shape `[...channels, nChroma, frames]`.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range, or a value is negative or not finite.
 * @example
 * ```ts
 * const y = tone(440, { sampleRate: 22050, duration: 1 });
 * const S = spectrogram(y, { power: 2 });
 * chromaStftFromSpectrogram(S, { sampleRate: 22050, tuning: 0 }).get(9, 20); // 1
 * ```
 * @see librosa 0.11 `feature.chroma_stft(S=)`.
 */
export function chromaStftFromSpectrogram<T extends FloatArray>(S: NdArray<T>, options?: ChromaStftFromSpectrogramOptions): NdArray<T> {
  const caller = 'chromaStftFromSpectrogram';
  const o = readOptions(caller, options, { ...OWN, nFft: null as number | null });
  const source = spectrogramSource(S, caller);
  return chromaOf(source, spectrogramRate(o.sampleRate, caller), resolveNFft(o.nFft, source.bins, caller), o, caller);
}

function chromaOf<T extends FloatArray>(
  source: FrameSource<T>,
  sampleRate: number,
  nFft: number,
  o: typeof OWN,
  caller: string,
): NdArray<T> {
  const { nChroma, norm, ctroct, octwidth, baseC } = o;
  const { items, frames, bins } = source;
  if (norm !== null && !(typeof norm === 'number' && (norm >= 0 || norm === -Infinity))) {
    throw new ParameterError(caller, 'norm', `must be null, -Infinity, 0 or a number > 0, got ${show(norm)}`);
  }
  const settings = { sampleRate, nFft, nChroma, tuning: o.tuning ?? 0, ctroct, octwidth, norm: 2, baseC };
  checkChroma(settings, caller);
  if (nFft < 2) throw new ParameterError(caller, 'nFft', `must be an integer >= 2, got ${nFft}`);
  const finder = o.tuning === null ? finderFor(source, PEAK_DEFAULTS, sampleRate, nFft, caller) : null;
  const out = new Float64Array(items * frames * nChroma);
  const frame = new Float64Array(nChroma);
  for (let item = 0; item < items; item++) {
    const tuning = finder ? tuningOfItem(source, item, finder, sampleRate / nFft, 0.01, nChroma, caller, o.onWarning) : o.tuning!;
    const bank = chromaBank({ ...settings, tuning });
    source.each(item, (x, from, at) => {
      applyBank(frame, bank, x, from, bins);
      const length = norm === null ? 1 : normOf(frame, norm);
      const divisor = length < 2 ** -1022 ? 1 : length;
      for (let c = 0; c < nChroma; c++) out[at * nChroma + c] = frame[c]! / divisor;
    });
  }
  source.refuseNonFinite(out);
  return timeMajor(source.round(out), source.lead, nChroma, frames);
}

/** Rows of `bank` times `bins` values of `x`, four rows at once. */
function applyBank(out: Float64Array, bank: Float64Array, x: Float64Array, from: number, bins: number): void {
  const rows = out.length;
  let r = 0;
  for (; r + 3 < rows; r += 4) {
    const at = r * bins;
    let [a, b, c, d] = [0, 0, 0, 0];
    for (let k = 0; k < bins; k++) {
      const v = x[from + k]!;
      a += bank[at + k]! * v;
      b += bank[at + bins + k]! * v;
      c += bank[at + 2 * bins + k]! * v;
      d += bank[at + 3 * bins + k]! * v;
    }
    out[r] = a;
    out[r + 1] = b;
    out[r + 2] = c;
    out[r + 3] = d;
  }
  for (; r < rows; r++) {
    let sum = 0;
    for (let k = 0; k < bins; k++) sum += bank[r * bins + k]! * x[from + k]!;
    out[r] = sum;
  }
}
