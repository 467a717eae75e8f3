/**
 * How much a spectrum resembles noise.
 * @module
 */
import { type NdArray } from '../core/nd.js';
import { expectPositive, readOptions } from '../core/options.js';
import { type SignalInput } from '../core/signal.js';
import { type FloatArray } from '../core/types.js';
import { type FrameKernel, mapFrames, spectrogramSource } from '../stft/frame-source.js';
import { signalSource, SPECTRUM_DEFAULTS, type SpectrumOptions } from '../stft/signal-source.js';

/** Options of {@link spectralFlatnessFromSpectrogram}. */
export interface SpectralFlatnessFromSpectrogramOptions {
  /** Floor of the values after `power`, > 0. @defaultValue `1e-10` */
  amin?: number | undefined;
  /** Power the magnitudes are raised to, > 0. @defaultValue `2` */
  power?: number | undefined;
}

/** Options of {@link spectralFlatness}. */
export interface SpectralFlatnessOptions extends SpectrumOptions, SpectralFlatnessFromSpectrogramOptions {}

const OWN = { amin: 1e-10, power: 2 };

/**
 * Spectral flatness (tonality coefficient): geometric over arithmetic mean of the power spectrum, 1 for white noise, 0 for a tone.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link SpectralFlatnessOptions}.
 * @returns Values in (0, 1], up to rounding, shape `[...channels, 1, frames]`. Silence gives 1.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is not finite.
 * @example
 * ```ts
 * const y = tone(1000, { sampleRate: 16000, duration: 1 });
 * spectralFlatness(y, { nFft: 512 }).get(0, 10) < 1e-8; // true
 * ```
 * @see librosa 0.11 `feature.spectral_flatness`; Dubnov, Generalization of spectral flatness measure for non-Gaussian linear processes,
 * IEEE Signal Processing Letters 11 (2004).
 */
export function spectralFlatness<T extends FloatArray>(y: SignalInput<T>, options?: SpectralFlatnessOptions): NdArray<T> {
  const o = readOptions('spectralFlatness', options, { ...SPECTRUM_DEFAULTS, ...OWN });
  checkOwn(o, 'spectralFlatness');
  const squared = o.power === 2; // then the squares are taken as they come from the transform
  const source = signalSource(y, o, 'spectralFlatness', squared ? 2 : 1);
  return mapFrames(source, 1, flatnessKernel(source.bins, o.amin, squared ? 1 : o.power));
}

/**
 * Spectral flatness of a given spectrogram.
 *
 * @param S - Magnitude spectrogram (or power spectrogram with `power: 1`), shape `[...channels, bins, frames]`, all values >= 0.
 * @param options - {@link SpectralFlatnessFromSpectrogramOptions}.
 * @returns Values in (0, 1], shape `[...channels, 1, frames]`.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a value is negative or not finite.
 * @example
 * ```ts
 * const S = { data: Float64Array.of(1, 2, 4), shape: [3, 1], stride: [1, 3], offset: 0 } as NdArray<Float64Array>;
 * spectralFlatnessFromSpectrogram(S, { power: 1 }).get(0, 0); // 0.857142857
 * ```
 * @see librosa 0.11 `feature.spectral_flatness(S=)`.
 */
export function spectralFlatnessFromSpectrogram<T extends FloatArray>(
  S: NdArray<T>,
  options?: SpectralFlatnessFromSpectrogramOptions,
): NdArray<T> {
  const o = readOptions('spectralFlatnessFromSpectrogram', options, OWN);
  checkOwn(o, 'spectralFlatnessFromSpectrogram');
  const source = spectrogramSource(S, 'spectralFlatnessFromSpectrogram');
  return mapFrames(source, 1, flatnessKernel(source.bins, o.amin, o.power));
}

function checkOwn(o: typeof OWN, caller: string): void {
  expectPositive(o.amin, caller, 'amin');
  expectPositive(o.power, caller, 'power');
}

const STEP = 346.5735902799726; // 500 ln 2

/** The logarithm of the product of all bins, whose powers of two are counted apart: one `Math.log` a frame, and hardly a rounding. */
function flatnessKernel(bins: number, amin: number, power: number): FrameKernel {
  return (x, from, out, to) => {
    let logs = 0;
    let product = 1; // in [2^-500, 2^500]
    let steps = 0; // of 2^500 taken out of it
    let excess = 0; // over the floor, so that silence is exact
    for (let k = 0; k < bins; k++) {
      const v = x[from + k]!;
      const raised = power === 1 ? v : power === 2 ? v * v : v ** power;
      const w = raised > amin ? raised : raised === raised ? amin : NaN;
      excess += w - amin;
      if (w > 2 ** -500 && w < 2 ** 500) {
        product *= w;
        if (product < 2 ** -500) {
          product *= 2 ** 500;
          steps--;
        } else if (product > 2 ** 500) {
          product *= 2 ** -500;
          steps++;
        }
      } else {
        logs += Math.log(w);
      }
    }
    out[to] = Math.exp((logs + steps * STEP + Math.log(product)) / bins - Math.log(amin + excess / bins));
  };
}
