/**
 * Formants: the resonances of the vocal tract.
 * @module
 */
import { cosTurns, exp, PI, sinTurns } from '../core/math.js';
import { nd, type NdArray, timeMajor } from '../core/nd.js';
import { type SignalInput } from '../core/signal.js';
import { type FloatArray, roundLike } from '../core/types.js';
import { type FrameSpectra, planShort } from './frame-spectra.js';
import { predictLinearly } from './linear-prediction.js';
import { polynomialRoots } from './polynomial-roots.js';
import { readVoice, samplesOf, SHORT, type VoiceOptions } from './voice-input.js';

/** Formants that are reported. */
export const FORMANTS = 3;
const ORDER = 11;
const RATE = 11000; // Hz: five formants below 5500
const LOWEST = 50;
const HIGHEST = RATE / 2 - LOWEST;
/** A wider root shapes the spectrum as a whole and is no resonance, Hz. */
const WIDEST = 1000;

/** What {@link formants} finds. */
export interface Formants<T extends FloatArray = FloatArray> {
  /** Centre frequencies, Hz, ascending; 0 where there is none. Shape `[3, frames]`. */
  readonly frequency: NdArray<T>;
  /** Bandwidths, Hz. Shape `[3, frames]`. */
  readonly bandwidth: NdArray<T>;
}

/** Writes F1, F2, F3 and then their bandwidths of frame `t` from `out[at]` on. */
export type FormantKernel = (out: Float64Array, at: number, x: Float64Array, t: number) => void;

/** Plans formants: the frame at 11 kHz, linear prediction of order 11, roots. */
export function formantKernel(spectra: FrameSpectra, compat: boolean): FormantKernel {
  const { samples, resample } = compat ? cutSpectrum(spectra) : wholeSpectrum(spectra);
  const frame = new Float64Array(samples);
  const a = new Float64Array(ORDER + 1);
  const re = new Float64Array(ORDER);
  const im = new Float64Array(ORDER);
  const preemphasis = compat ? 0 : exp((-2 * PI * LOWEST) / RATE);
  return (out, at, x, t) => {
    out.fill(0, at, at + 2 * FORMANTS);
    resample(frame, spectra.complex(x, t));
    for (let n = samples - 1; n > 0; n--) frame[n]! -= preemphasis * frame[n - 1]!;
    if (!predictLinearly(a, frame, samples)) return;
    if (compat) for (let k = 1; k <= ORDER; k++) a[k] = -a[k]!; // the sign that openSMILE takes the predictor with
    polynomialRoots(re, im, a);
    pickFormants(out, at, re, im, compat ? Infinity : WIDEST);
    // with the wrong sign roots may lie outside of the unit circle, and their widths be negative: those count as the others
    if (compat) for (let i = at + FORMANTS; i < at + 2 * FORMANTS; i++) out[i] = Math.abs(out[i]!);
  };
}

/** Roots above the real axis are resonances; the lowest three within the band are kept. */
function pickFormants(out: Float64Array, at: number, re: Float64Array, im: Float64Array, widest: number): void {
  let count = 0;
  for (let i = 0; i < ORDER; i++) {
    if (!(im[i]! > 1e-9)) continue;
    const f = (Math.atan2(im[i]!, re[i]!) * RATE) / (2 * PI);
    const width = (-0.5 * Math.log(re[i]! ** 2 + im[i]! ** 2) * RATE) / PI;
    if (f < LOWEST || f > HIGHEST || width > widest) continue;
    let place = count;
    while (place > 0 && out[at + place - 1]! > f) place--;
    if (place === FORMANTS) continue;
    count = Math.min(count + 1, FORMANTS);
    for (let c = at + count - 1; c > at + place; c--) {
      out[c] = out[c - 1]!;
      out[c + FORMANTS] = out[c + FORMANTS - 1]!;
    }
    out[at + place] = f;
    out[at + place + FORMANTS] = width;
  }
}

/** Writes the windowed frame at 11 kHz, made from its spectrum. */
interface Resampler {
  readonly samples: number;
  readonly resample: (out: Float64Array, spectrum: Float64Array) => void;
}

/** All bins below 5500 Hz. */
const wholeSpectrum = ({ binWidth }: FrameSpectra): Resampler =>
  inverseTransform(samplesOf(SHORT, RATE), Math.ceil(RATE / 2 / binWidth), binWidth, 0.5, 0);

/**
 * openSMILE's bins: as many as the frame would have without its padding with zeros, which then end below 5500 Hz (at 3438 Hz for 16 kHz),
 * the padding half before and half after it, and DC counted in full.
 */
function cutSpectrum({ binWidth, nFft, frameLength }: FrameSpectra): Resampler {
  const samples = samplesOf(SHORT, RATE);
  return inverseTransform(samples, samples / 2, binWidth, 1, (nFft - frameLength) / 2 / nFft);
}

/**
 * Samples of the bins below `bins`. Time is counted from the middle of the frame, so that two samples share their products: with X turned to
 * there, `out[middle +- m] = sum Re X cos -+ sum Im X sin`.
 */
function inverseTransform(samples: number, bins: number, binWidth: number, dc: number, delay: number): Resampler {
  const half = samples / 2;
  const turns = Array.from({ length: bins }, (_, k) => ((half - 0.5) * k * binWidth) / RATE - k * delay);
  const turnRe = Float64Array.from(turns, (turn, k) => (k === 0 ? dc : 1) * cosTurns(turn));
  const turnIm = Float64Array.from(turns, sinTurns);
  const cosine = new Float64Array(half * bins);
  const sine = new Float64Array(half * bins);
  for (let m = 0; m < half; m++) {
    for (let k = 0; k < bins; k++) {
      const turn = ((m + 0.5) * k * binWidth) / RATE;
      cosine[m * bins + k] = cosTurns(turn);
      sine[m * bins + k] = sinTurns(turn);
    }
  }
  const re = new Float64Array(bins);
  const im = new Float64Array(bins);
  return {
    samples,
    resample(out, spectrum) {
      for (let k = 0; k < bins; k++) {
        re[k] = spectrum[2 * k]! * turnRe[k]! - spectrum[2 * k + 1]! * turnIm[k]!;
        im[k] = spectrum[2 * k]! * turnIm[k]! + spectrum[2 * k + 1]! * turnRe[k]!;
      }
      for (let m = 0; m < half; m++) {
        let even = 0;
        let odd = 0;
        for (let k = 0, i = m * bins; k < bins; k++, i++) {
          even += re[k]! * cosine[i]!;
          odd += im[k]! * sine[i]!;
        }
        out[half + m] = even - odd;
        out[half - 1 - m] = even + odd;
      }
    },
  };
}

/**
 * The first three formants of frames of 20 ms, 10 ms apart: the frame under a Hamming window, at 11 kHz, with its high frequencies raised
 * from 50 Hz on (as in Praat), is predicted linearly with order 11; the roots of the predictor that are narrower than 1000 Hz are the resonances.
 *
 * @param y - Signal of one channel, shape `[samples]`.
 * @param options - {@link VoiceOptions}. `sampleRate` must be given unless the signal carries it.
 * @returns {@link Formants}: `frequency` and `bandwidth`, each of shape `[3, frames]`, `frames = 1 + floor((samples - 20 ms) / 10 ms)`, not
 * smoothed, for voiced and unvoiced frames alike; 0 for silence. Precision as `y`.
 * @throws `ParameterError` if an option is unknown or out of range, a sample is not finite, or `y` is shorter than 20 ms.
 * @example
 * ```ts
 * import { formants } from '@audiolab/dsp/voice';
 * const y = new Float64Array(1600); // pulses whose spectrum falls as a voice's, through resonances at 700 and 2000 Hz
 * for (let n = 0; n < 1600; n++) y[n] = (n % 160 === 0 ? 1 : 0) + (n > 0 ? 0.97 * y[n - 1]! : 0);
 * for (const [f, b] of [[700, 80], [2000, 120]] as const) {
 *   const r = Math.exp((-Math.PI * b) / 16000);
 *   const c = 2 * r * Math.cos((2 * Math.PI * f) / 16000);
 *   for (let n = 2; n < 1600; n++) y[n] = y[n]! + c * y[n - 1]! - r * r * y[n - 2]!;
 * }
 * const { frequency } = formants(y, { sampleRate: 16000 });
 * frequency.get(0, 5); // 699.6
 * ```
 * @see Eyben et al., "GeMAPS", 2016; J. Makhoul, "Linear prediction: a tutorial review", Proc. IEEE 63 (1975). openSMILE's values come from
 * a predictor with the wrong sign and part of the spectrum, and do not follow the resonances; `compat: true` reproduces them.
 */
export function formants<T extends FloatArray>(y: SignalInput<T>, options?: VoiceOptions): Formants<T> {
  const { x, like, sampleRate, compat } = readVoice(y, options, 'formants', SHORT);
  const values = formantValues(x, planShort(sampleRate), compat);
  const frames = values.length / (2 * FORMANTS);
  const data = roundLike(like, values);
  const half = timeMajor(data, [], 2 * FORMANTS, frames);
  const part = (offset: number): NdArray<T> => nd(half.data, [FORMANTS, frames], [1, 2 * FORMANTS], offset);
  return { frequency: part(0), bandwidth: part(FORMANTS) };
}

/** F1, F2, F3 and their bandwidths of all frames, frame after frame. */
export function formantValues(x: Float64Array, spectra: FrameSpectra, compat: boolean): Float64Array {
  const kernel = formantKernel(spectra, compat);
  const frames = spectra.frames(x.length);
  const out = new Float64Array(frames * 2 * FORMANTS);
  for (let t = 0; t < frames; t++) kernel(out, t * 2 * FORMANTS, x, t);
  return out;
}
