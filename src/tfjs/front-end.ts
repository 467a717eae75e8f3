/**
 * Spectra, mel bands and cepstra as functions of tensors. TensorFlow.js has no Fourier transform on `wasm`, and no gradient of one anywhere.
 * @module
 */
import { type Tensor } from '@tensorflow/tfjs-core';
import { ParameterError } from '../core/errors.js';
import { firstNonFinite } from '../core/finite.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectFinite, expectPositive, readOptions } from '../core/options.js';
import { resolveSampleRate } from '../core/signal.js';
import { expectShape } from '../core/tensor.js';
import { type FloatArray } from '../core/types.js';
import { sizeOf } from '../core/view.js';
import { CEPSTRUM_DEFAULTS, cepstrumMatrix, type CepstrumOptions } from '../feature/cepstrum.js';
import { type MelFrameOptions, melFrameDefaults, type MelFrameSettings } from '../feature/mel-frames.js';
import { melSpectrogram as melOf } from '../feature/mel-spectrogram.js';
import { mfcc as mfccOf } from '../feature/mfcc.js';
import { melBank } from '../filterbank/mel-bank.js';
import { type MelNorm, resolveMel, warnOfEmptyBands } from '../filterbank/mel-options.js';
import { countFrames, resolveFraming, sampleWindow, STFT_DEFAULTS, type StftOptions, type StftSettings } from '../stft/framing.js';
import { spectrogram as spectrogramOf } from '../stft/spectrogram.js';
import { stft as stftOf } from '../stft/stft.js';
import { type WindowSpec } from '../window/window-spec.js';
import { backChain, type Chain, runChain, widthOf } from './chain.js';
import { fused } from './fused.js';
import { isTensor, readFloats } from './tensors.js';

/** Options of {@link stft}. */
export interface StftFunctionOptions extends Omit<StftOptions, 'window'> {
  /** As `stft` of `@audiolab/dsp` takes it, or a tensor `[winLength]`, which gets a gradient. @defaultValue `'hann'` */
  window?: WindowSpec | Tensor | undefined;
}

/** Options of {@link spectrogram}. */
export interface SpectrogramFunctionOptions extends StftFunctionOptions {
  /** Exponent of the magnitude, > 0: 1 for magnitudes, 2 for power. @defaultValue `1` */
  power?: number | undefined;
}

/** Options of {@link melSpectrogram}. */
export interface MelSpectrogramFunctionOptions extends Omit<MelFrameOptions, 'window'> {
  /** As `stft` of `@audiolab/dsp` takes it, or a tensor `[winLength]`, which gets a gradient. @defaultValue `'hann'` */
  window?: WindowSpec | Tensor | undefined;
  /**
   * A bank of filters of your own, `[nMels, bins]`, which gets a gradient; then no option of the mel filters is read, nor is the
   * `sampleRate`. Begin with `toTensor(mel(...))`. @defaultValue `null` (the mel filters)
   */
  filterBank?: Tensor | null | undefined;
  /** What each mel band is divided by. @defaultValue `'slaney'` */
  norm?: MelNorm | undefined;
}

/** Options of {@link mfcc}. */
export interface MfccFunctionOptions extends Omit<MelSpectrogramFunctionOptions, 'norm'>, CepstrumOptions {
  /** What each mel band is divided by. @defaultValue `'slaney'` */
  melNorm?: MelNorm | undefined;
  /** Bands are raised to at most this many dB below the loudest of their signal, >= 0; `null` leaves them. @defaultValue `80` */
  topDb?: number | null | undefined;
}

/** The settings of a transform whose window may be a tensor. */
type Windowed<S extends StftSettings = StftSettings> = Omit<S, 'window'> & { window: WindowSpec | Tensor };

interface Plan {
  caller: string;
  y: Tensor;
  samples: Float32Array;
  /** What is trained, beside the signal. */
  window: Tensor | undefined;
  bank: Tensor | undefined;
  chain: Chain;
  /** The library's own function, where nothing beside the signal is trained: it has SIMD. */
  quick: (y: NdArray<Float32Array>) => NdArray<Float32Array>;
}

/** Reads a signal and the window; the latter leaves the options if it is a tensor. */
function readInputs(caller: string, y: Tensor, settings: Windowed) {
  const samples = readFloats(y, caller, 'y');
  const { window } = settings;
  if (samples.length === 0 || y.shape.length === 0) {
    throw new ParameterError(caller, 'y', `must have the shape [...channels, samples] and not be empty, got [${y.shape.join(', ')}]`);
  }
  if (!isTensor(window)) return { samples, window: undefined, framing: resolveFraming({ ...settings, window }, caller) };
  expectShape(window.shape, [settings.winLength], caller, 'window');
  const values = Float64Array.from(readFloats(window, caller, 'window'));
  return { samples, window, framing: resolveFraming({ ...settings, winLength: values.length, window: values }, caller) };
}

/** Runs it: channel after channel, `[...channels, frames, width]`. */
function run({ caller, y, samples, window, bank, chain, quick }: Plan): Tensor {
  const lead = y.shape.slice(0, -1);
  const length = y.shape.at(-1)!;
  const items = sizeOf(lead);
  const { framing } = chain;
  const frames = countFrames(framing, length, caller);
  const width = widthOf(chain);
  const shape = [...lead, frames, ...(chain.power === null ? [width / 2, 2] : [width])];
  const channel = (i: number): Float32Array => samples.subarray(i * length, (i + 1) * length);
  const values = (): FloatArray => {
    if (!window && !bank) return quick(nd(samples, y.shape)).data; // its memory is frame after frame
    const out = new Float64Array(items * frames * width);
    for (let i = 0; i < items; i++) out.set(runChain(chain, channel(i), frames), i * frames * width);
    return out;
  };
  return fused([y, ...(window ? [window] : []), ...(bank ? [bank] : [])], () => {
    const data = values();
    if (firstNonFinite(data) >= 0) throw new ParameterError(caller, 'y', 'is too large: values overflow; scale it down');
    return {
      outputs: [{ data, shape }],
      backward([d]) {
        const dy = new Float64Array(samples.length);
        const dWindow = window && new Float64Array(framing.nFft);
        const dBank = bank && new Float64Array(chain.bank!.length);
        for (let i = 0; i < items; i++) {
          const from = d!.subarray(i * frames * width, (i + 1) * frames * width);
          const to = { y: dy.subarray(i * length, (i + 1) * length), window: dWindow, bank: dBank };
          backChain(chain, channel(i), from, frames, to);
        }
        const left = (framing.nFft - framing.winLength) >> 1;
        const all: FloatArray[] = [dy];
        if (dWindow) all.push(dWindow.subarray(left, left + framing.winLength));
        if (dBank) all.push(dBank);
        return all;
      },
    };
  })[0]!;
}

/**
 * The short-time Fourier transform of a tensor, differentiable with respect to the signal, and to the window if that is a tensor.
 *
 * @param y - Signal, a tensor of float32, shape `[...channels, samples]`.
 * @param options - {@link StftFunctionOptions}.
 * @returns Spectra, `[...channels, frames, 1 + floor(nFft / 2), 2]`: frames first, as recurrent layers want them, real and imaginary parts
 * along the last axis.
 * @throws `ParameterError` if an option is unknown or out of range or a sample is not finite.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { stft } from '@audiolab/dsp/tfjs';
 * stft(tf.ones([2, 16000]), { nFft: 512 }).shape; // [2, 126, 257, 2]
 * ```
 * @see `stft` of `@audiolab/dsp`: same numbers, other order of axes.
 */
export function stft(y: Tensor, options?: StftFunctionOptions): Tensor {
  const caller = 'stft';
  const settings = readOptions(caller, options, STFT_DEFAULTS as Windowed);
  const { samples, window, framing } = readInputs(caller, y, settings);
  const chain: Chain = { framing, window: sampleWindow(framing, caller), power: null, bank: null, levels: null, cepstrum: null };
  return run({ caller, y, samples, window, bank: undefined, chain, quick: (x) => stftOf(x, framing) });
}

/**
 * Magnitudes of the short-time Fourier transform of a tensor, or powers of them, differentiable with respect to the signal, and to the
 * window if that is a tensor. Where a magnitude is 0, so is its gradient.
 *
 * @param y - Signal, a tensor of float32, shape `[...channels, samples]`.
 * @param options - {@link SpectrogramFunctionOptions}.
 * @returns `[...channels, frames, 1 + floor(nFft / 2)]`.
 * @throws `ParameterError` if an option is unknown or out of range or a sample is not finite.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { spectrogram } from '@audiolab/dsp/tfjs';
 * const loudness = (y) => spectrogram(y, { nFft: 4, hopLength: 4, window: 'boxcar', center: false, power: 2 });
 * const y = tf.tensor([1, 0, -1, 0]);
 * loudness(y).dataSync(); // [0, 4, 0]
 * tf.grad(loudness)(y).dataSync(); // [4, 0, -4, 0]
 * ```
 * @see `spectrogram` of `@audiolab/dsp`: same numbers, other order of axes.
 */
export function spectrogram(y: Tensor, options?: SpectrogramFunctionOptions): Tensor {
  const caller = 'spectrogram';
  const settings = readOptions(caller, options, { ...(STFT_DEFAULTS as Windowed), power: 1 });
  const { power } = settings;
  expectPositive(power, caller, 'power');
  const { samples, window, framing } = readInputs(caller, y, settings);
  const chain: Chain = { framing, window: sampleWindow(framing, caller), power, bank: null, levels: null, cepstrum: null };
  return run({ caller, y, samples, window, bank: undefined, chain, quick: (x) => spectrogramOf(x, { ...framing, power }) });
}

const MEL_FUNCTION_DEFAULTS = () => ({
  ...(melFrameDefaults() as Windowed<MelFrameSettings>),
  filterBank: null as Tensor | null,
});

/** The filters: those given, or mel filters. */
function readBank(
  caller: string,
  settings: ReturnType<typeof MEL_FUNCTION_DEFAULTS>,
  norm: MelNorm,
  nFft: number,
  normName?: string,
): Float64Array {
  const { filterBank, ...choices } = settings;
  if (filterBank !== null) {
    const values = Float64Array.from(readFloats(filterBank, caller, 'filterBank'));
    expectShape(filterBank.shape, [null, (nFft >> 1) + 1], caller, 'filterBank');
    return values;
  }
  const sampleRate = resolveSampleRate(undefined, choices.sampleRate, caller);
  const melSettings = resolveMel(choices, norm, sampleRate, nFft, caller, normName);
  const bank = melBank(melSettings);
  warnOfEmptyBands(bank, melSettings, choices, caller);
  const { bins, start, end, weights } = bank;
  const out = new Float64Array(start.length * bins);
  let w = 0;
  for (let m = 0; m < start.length; m++) for (let k = start[m]!; k < end[m]!; k++) out[m * bins + k] = weights[w++]!;
  return out;
}

/**
 * The mel spectrogram of a tensor, differentiable with respect to the signal, and to the window and the bank of filters if those are
 * tensors: the front end of a network that is trained with it.
 *
 * @param y - Signal, a tensor of float32, shape `[...channels, samples]`.
 * @param options - {@link MelSpectrogramFunctionOptions}. `sampleRate` must be given, for a tensor does not carry it.
 * @returns `[...channels, frames, nMels]`.
 * @throws `ParameterError` if an option is unknown or out of range or a sample is not finite.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { melSpectrogram } from '@audiolab/dsp/tfjs';
 * const filterBank = tf.variable(toTensor(mel({ sampleRate: 16000, nFft: 512, nMels: 40 })));
 * melSpectrogram(tf.ones([2, 16000]), { nFft: 512, hopLength: 160, filterBank }).shape; // [2, 101, 40]
 * ```
 * @see `melSpectrogram` of `@audiolab/dsp`: same numbers, other order of axes. Choi et al., Kapre, arXiv:1706.05781.
 */
export function melSpectrogram(y: Tensor, options?: MelSpectrogramFunctionOptions): Tensor {
  const caller = 'melSpectrogram';
  const settings = readOptions(caller, options, { ...MEL_FUNCTION_DEFAULTS(), norm: 'slaney' as MelNorm });
  const { filterBank, norm, power, ...rest } = settings;
  expectPositive(power, caller, 'power');
  const { samples, window, framing } = readInputs(caller, y, settings);
  const bank = readBank(caller, settings, norm, framing.nFft);
  const chain: Chain = { framing, window: sampleWindow(framing, caller), power, bank, levels: null, cepstrum: null };
  const quick = (x: NdArray<Float32Array>): NdArray<Float32Array> => melOf(x, { ...rest, ...framing, norm, power, onWarning: null });
  return run({ caller, y, samples, window, bank: filterBank ?? undefined, chain, quick });
}

/**
 * Mel-frequency cepstral coefficients of a tensor, differentiable with respect to the signal, and to the window and the bank of filters if
 * those are tensors.
 *
 * @param y - Signal, a tensor of float32, shape `[...channels, samples]`.
 * @param options - {@link MfccFunctionOptions}. `sampleRate` must be given, for a tensor does not carry it.
 * @returns `[...channels, frames, nMfcc]`. With `topDb`, what was raised to the floor moves with the loudest band.
 * @throws `ParameterError` if an option is unknown or out of range or a sample is not finite.
 * @example
 * ```ts
 * import '@tensorflow/tfjs-backend-cpu';
 * import * as tf from '@tensorflow/tfjs-core';
 * import { mfcc } from '@audiolab/dsp/tfjs';
 * mfcc(tf.ones([2, 16000]), { sampleRate: 16000, nMfcc: 13, nFft: 512, hopLength: 160, nMels: 40 }).shape; // [2, 101, 13]
 * ```
 * @see `mfcc` of `@audiolab/dsp`: same numbers, other order of axes.
 */
export function mfcc(y: Tensor, options?: MfccFunctionOptions): Tensor {
  const caller = 'mfcc';
  const own = { ...CEPSTRUM_DEFAULTS, melNorm: 'slaney' as MelNorm, topDb: 80 as number | null };
  const settings = readOptions(caller, options, { ...MEL_FUNCTION_DEFAULTS(), ...own });
  const { filterBank, melNorm, topDb, power, nMfcc, dctType, norm, lifter, lifterOrigin, ...rest } = settings;
  expectPositive(power, caller, 'power');
  if (topDb !== null) expectFinite(topDb, caller, 'topDb', 0);
  const { samples, window, framing } = readInputs(caller, y, settings);
  const bank = readBank(caller, settings, melNorm, framing.nFft, 'melNorm');
  const cepstral = { nMfcc, dctType, norm, lifter, lifterOrigin };
  const cepstrum = cepstrumMatrix(cepstral, bank.length / ((framing.nFft >> 1) + 1), caller);
  const levels = { amin: 1e-10, topDb };
  const chain: Chain = { framing, window: sampleWindow(framing, caller), power, bank, levels, cepstrum };
  const quick = (x: NdArray<Float32Array>): NdArray<Float32Array> =>
    mfccOf(x, { ...rest, ...framing, ...cepstral, melNorm, topDb, power, onWarning: null });
  return run({ caller, y, samples, window, bank: filterBank ?? undefined, chain, quick });
}
