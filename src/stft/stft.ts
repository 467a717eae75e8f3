/**
 * The short-time Fourier transform.
 * @module
 */
import { allFinite, refuseNonFinite } from '../core/finite.js';
import { type NdArray, timeMajorComplex } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { readSignal, type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { expectUnreadFinite, type Framing, isUnreadFinite, resolveFraming, STFT_DEFAULTS, type StftOptions } from './framing.js';
import { isSingle, type RowPlan, writeRows } from './lane-frames.js';
import { expectPlanArrays, expectRoom, refuseChannel } from './plan-arrays.js';
import { type Spectra, spectraOf } from './spectra.js';

export type { StftOptions } from './framing.js';

/**
 * The short-time Fourier transform: the spectra of overlapping windowed frames.
 *
 * @param y - Signal, shape `[...channels, samples]`.
 * @param options - {@link StftOptions}.
 * @returns Complex spectra, shape `[...channels, 1 + floor(nFft / 2), frames, 2]` with real and imaginary parts along the last axis.
 * `frames = 1 + floor((samples + 2 floor(nFft / 2) - nFft) / hopLength)` for centred frames, `1 + floor((samples - nFft) / hopLength)`
 * otherwise. Precision as `y`.
 * @throws {@link ParameterError} if an option is unknown or out of range, a sample is not finite, or `y` is shorter than a frame that is
 * not centred.
 * @example
 * ```ts
 * const D = stft(Float64Array.of(1, 0, -1, 0, 1, 0, -1, 0), { nFft: 4, hopLength: 4, window: 'boxcar', center: false });
 * D.shape; // [3, 2, 2]
 * D.get(1, 0, 0); // 2
 * ```
 * @see librosa 0.11 `stft`: same numbers. J. B. Allen, "Short term spectral analysis, synthesis, and modification by discrete Fourier
 * transform", IEEE Trans. ASSP 25 (1977).
 */
export function stft<T extends FloatArray>(y: SignalInput<T>, options?: StftOptions): NdArray<T> {
  const spectra = spectraOf(resolveFraming(readOptions('stft', options, STFT_DEFAULTS), 'stft'), 'stft');
  const { lead, channels, length } = readSignal(y, 'stft');
  const frames = spectra.frames(length, 'stft');
  expectUnreadFinite(spectra.framing, channels, frames, 'stft');
  const size = frames * spectra.bins * 2;
  const out = arrayLike(channels[0]!, channels.length * size);
  const plan = planStftRows(spectra, isSingle(out));
  const pairs = new Float64Array(plan.width);
  let sure = true;
  for (const [c, x] of channels.entries()) sure = writeRows(out, c * size, x, frames, plan, pairs) && sure;
  if (!sure) refuseNonFinite(out, channels, 'stft', 'y');
  return timeMajorComplex(out, lead, spectra.bins, frames);
}

/** Complex spectra as rows of `2 bins` numbers. */
export const planStftRows = (spectra: Spectra, single: boolean): RowPlan => ({
  framing: spectra.framing,
  width: 2 * spectra.bins,
  into: spectra.complex,
  straight: spectra.complexAt,
  lanes: single ? spectra.lanes(0) : undefined,
});

/** A short-time Fourier transform that is planned once and run often. */
export interface Stft {
  /** The options in force, defaults filled in. */
  readonly options: Readonly<Framing>;
  /** `1 + floor(nFft / 2)`. */
  readonly bins: number;
  /** Number of frames of a signal. */
  frames(samples: number): number;
  /**
   * Transforms one channel into `out`, of length `frames(y.length) * bins * 2`: frame after frame, bin after bin, real and imaginary part.
   * Allocates nothing.
   */
  processInto(out: FloatArray, y: FloatArray): void;
}

/**
 * Plans a short-time Fourier transform: options checked and tables made once.
 *
 * @param options - {@link StftOptions}.
 * @returns The plan.
 * @throws {@link ParameterError} if an option is unknown or out of range.
 * @example
 * ```ts
 * const plan = createStft({ nFft: 512 });
 * const out = new Float32Array(plan.frames(16000) * plan.bins * 2);
 * plan.processInto(out, new Float32Array(16000));
 * plan.frames(16000); // 126
 * ```
 * @see {@link stft}
 */
export function createStft(options?: StftOptions): Stft {
  const spectra = spectraOf(resolveFraming(readOptions('createStft', options, STFT_DEFAULTS), 'createStft'), 'createStft');
  const plan = planStftRows(spectra, true);
  const pairs = new Float64Array(plan.width);
  return {
    options: Object.freeze({ ...spectra.framing }),
    bins: spectra.bins,
    frames: (samples) => spectra.frames(samples, 'Stft.frames'),
    processInto(out, y) {
      expectPlanArrays(out, y, 'Stft.processInto');
      const frames = spectra.frames(y.length, 'Stft.processInto');
      expectRoom(out, plan.width, frames, 'Stft.processInto');
      const sure = writeRows(out, 0, y, frames, plan, pairs);
      if (!(sure || allFinite(out)) || !isUnreadFinite(spectra.framing, y, frames)) refuseChannel(y, 'Stft.processInto');
    },
  };
}
