/**
 * What `hpss`, `harmonic` and `percussive` share: signals taken apart by masks on their spectra.
 * @module
 */
import { refuseNonFinite } from '../core/finite.js';
import { nd, type NdArray } from '../core/nd.js';
import { readOptions } from '../core/options.js';
import { readSignal, type SignalInput } from '../core/signal.js';
import { arrayLike, type FloatArray } from '../core/types.js';
import { HPSS_DEFAULTS, type HpssOptions, planHpss, readHpss } from '../decompose/hpss-kernel.js';
import { expectUnreadFinite, resolveFraming, STFT_DEFAULTS, type StftOptions } from '../stft/framing.js';
import { spectraOf } from '../stft/spectra.js';
import { planSynthesis } from '../stft/synthesis.js';

/** Options of the separation of a signal: the framing and the masks. */
export interface SeparationOptions extends StftOptions, HpssOptions {}

/** Which parts are wanted. */
export type Part = 'harmonic' | 'percussive';

/** The parts of `y` that are asked for, each of its shape. Spectra are transformed twice, for the masks and for the parts, and never kept. */
export function separate<T extends FloatArray>(
  y: SignalInput<T>,
  options: SeparationOptions | undefined,
  parts: readonly Part[],
  caller: string,
): (T | NdArray<T>)[] {
  const o = readOptions(caller, options, { ...STFT_DEFAULTS, ...HPSS_DEFAULTS });
  const settings = readHpss(o, caller);
  const spectra = spectraOf(resolveFraming(o, caller), caller);
  const { lead, channels, length } = readSignal(y, caller);
  const { framing, bins } = spectra;
  const frames = spectra.frames(length, caller);
  expectUnreadFinite(framing, channels, frames, caller);
  const first = channels[0]!;
  const masks = planHpss(bins, frames, settings);
  const synthesis = planSynthesis(framing, frames, length, first.BYTES_PER_ELEMENT === 4, caller);
  const sums = parts.map(() => new Float64Array(length));
  const outs = parts.map(() => arrayLike(first, channels.length * length));
  const S = new Float64Array(frames * bins);
  const row = new Float64Array(bins);
  const spectrum = new Float64Array(2 * bins);
  for (const [c, x] of channels.entries()) {
    for (let t = 0; t < frames; t++) {
      spectra.magnitude(row, x, t, 1);
      S.set(row, t * bins);
    }
    refuseNonFinite(S, channels, caller, 'y');
    for (const sum of sums) sum.fill(0);
    masks(S, (t, harmonic, percussive) => {
      spectra.complex(spectrum, x, t);
      for (let i = 0; i < parts.length; i++) {
        multiply(synthesis.spectrum, spectrum, parts[i] === 'harmonic' ? harmonic : percussive);
        synthesis.add(sums[i]!, t);
      }
    });
    for (const [i, sum] of sums.entries()) {
      synthesis.finish(sum);
      outs[i]!.set(sum, c * length);
    }
  }
  for (const out of outs) refuseNonFinite(out, channels, caller, 'y');
  return outs.map((out) => (lead.length === 0 ? out : nd(out, [...lead, length])));
}

function multiply(out: Float64Array, x: Float64Array, mask: Float64Array): void {
  for (let k = 0; k < mask.length; k++) {
    out[2 * k] = mask[k]! * x[2 * k]!;
    out[2 * k + 1] = mask[k]! * x[2 * k + 1]!;
  }
}
