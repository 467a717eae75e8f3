/**
 * The analytic signal.
 * @module
 */
import { refuseNonFinite } from '../core/finite.js';
import { nd, type NdArray } from '../core/nd.js';
import { expectInteger, readOptions } from '../core/options.js';
import { withScratch } from '../core/scratch.js';
import { readSignal, type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { realKernel } from '../fft/kernels.js';

/** Options of {@link hilbert}. */
export interface HilbertOptions {
  /** Length of the transform, >= 1: a shorter signal gets zeros behind it, a longer one is cut. `null`: that of the signal. @defaultValue `null` */
  n?: number | null | undefined;
}

/**
 * The analytic signal: the real part is the signal, the imaginary part its Hilbert transform, a quarter of a turn behind at every frequency.
 * Its size is the envelope, its angle the phase. By one FFT, which takes the signal to be periodic: look at the ends with care.
 *
 * @param x - Signal, shape `[...channels, samples]`.
 * @param options - See {@link HilbertOptions}.
 * @returns Complex, shape `[...channels, n, 2]` (re, im). Precision as `x`.
 * @throws {@link ParameterError} if an option is unknown or out of range, or a sample is NaN or infinite.
 * @example
 * ```ts
 * const z = hilbert(tone(1000, { sampleRate: 8000, length: 64 }));
 * z.shape; // [64, 2]
 * Math.hypot(z.get(5, 0), z.get(5, 1)).toFixed(6); // '1.000000'
 * ```
 * @see scipy 1.17 `signal.hilbert`.
 */
export function hilbert<T extends FloatArray>(x: SignalInput<T>, options?: HilbertOptions): NdArray<T> {
  const settings = readOptions('hilbert', options, { n: null as number | null });
  const { lead, length, channels } = readSignal(x, 'hilbert', 'x');
  const n = settings.n ?? length;
  expectInteger(n, 'hilbert', 'n', 1);
  const kernel = realKernel(n, null);
  const bins = 2 * ((n >> 1) + 1);
  const out = arrayLike(channels[0]!, channels.length * 2 * n);
  const direct = length >= n && out.BYTES_PER_ELEMENT === 8;
  withScratch(bins + (direct ? n : 2 * n) + kernel.scratchLength, (room) => {
    const spectrum = room.subarray(0, bins);
    const turned = room.subarray(bins, bins + n);
    const padded = room.subarray(bins + n, bins + 2 * n);
    const scratch = room.subarray(bins + (direct ? n : 2 * n));
    for (const [c, y] of channels.entries()) {
      const cut = length > n ? y.subarray(0, n) : y;
      if (!direct) {
        padded.set(cut);
        padded.fill(0, cut.length);
      }
      const samples = direct ? (cut as Float64Array) : padded;
      kernel.forward(spectrum, samples, scratch);
      turnBack(spectrum, n);
      kernel.inverse(turned, spectrum, scratch);
      interleave(out, 2 * c * n, samples, turned);
    }
  });
  refuseNonFinite(out, channels, 'hilbert', 'x');
  return nd(out, [...lead, n, 2]);
}

/** Times -i: re + i im becomes im - i re. Nothing is left of 0 and of half the sample rate, which cannot be turned. */
function turnBack(spectrum: Float64Array, n: number): void {
  spectrum[0] = 0;
  for (let k = 1; k < (n + 1) >> 1; k++) {
    const re = spectrum[2 * k]!;
    spectrum[2 * k] = spectrum[2 * k + 1]!;
    spectrum[2 * k + 1] = -re;
  }
  if (n % 2 === 0) spectrum[n] = 0;
}

function interleave(out: FloatArray, at: number, re: Float64Array, im: Float64Array): void {
  for (let i = 0, k = at; i < im.length; i++, k += 2) {
    out[k] = re[i]!;
    out[k + 1] = im[i]!;
  }
}
