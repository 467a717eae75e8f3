/**
 * The energy at the harmonics of a known pitch.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { readFeatures, refuseNonFiniteFeatures } from '../core/features.js';
import { isNdArray, type NdArray, timeMajor } from '../core/nd.js';
import { expectFinite, readOptions } from '../core/options.js';
import { expectInside } from '../core/signal.js';
import { type FloatArray, isFloatArray, roundLike, widen } from '../core/types.js';
import { toRowMajor } from '../core/view.js';
import { expectKind, planInterpolation, readInto } from '../signal/interpolation.js';
import { HARMONIC_DEFAULTS, type InterpHarmonicsOptions, readFreqs, readHarmonics } from './interp-harmonics.js';

/** Options of {@link f0Harmonics}. */
export interface F0HarmonicsOptions extends InterpHarmonicsOptions {
  /** Pitch of each frame, Hz: `[frames]` or `[...channels, frames]`; NaN where there is none. Needed. */
  f0: FloatArray | NdArray<FloatArray>;
}

/**
 * Reads a spectrogram at the harmonics of a pitch.
 *
 * @param x - Spectrogram, shape `[...channels, bins, frames]`, any finite values.
 * @param options - {@link F0HarmonicsOptions}; `f0`, `freqs` and `harmonics` must be given. Bins whose frequency is not finite do not count, so
 * that reassigned frequencies may be given.
 * @returns Shape `[...channels, harmonics, frames]`: entry `[h, t]` is the value of frame t at `harmonics[h] f0[t]`, `fillValue` where that
 * lies outside, or the frame has no pitch.
 * @throws {@link ParameterError} if an option is unknown, missing or out of range, a spline has too few or equal frequencies, or a value is not
 * finite.
 * @example
 * ```ts
 * const x = { data: Float64Array.of(0, 1, 0, 3, 0), shape: [5, 1], stride: [1, 5], offset: 0 } as NdArray<Float64Array>;
 * const at = f0Harmonics(x, { f0: Float64Array.of(150), freqs: Float64Array.of(0, 100, 200, 300, 400), harmonics: [1, 2, 3] });
 * [at.get(0, 0), at.get(1, 0), at.get(2, 0)]; // [0.5, 3, 0]
 * ```
 * @see librosa 0.11 `f0_harmonics`: same numbers within 1e-14 of the peak.
 */
export function f0Harmonics<T extends FloatArray>(x: NdArray<T>, options: F0HarmonicsOptions): NdArray<T> {
  const caller = 'f0Harmonics';
  const o = readOptions(caller, options, { ...HARMONIC_DEFAULTS, f0: undefined as FloatArray | NdArray<FloatArray> | undefined });
  expectKind(o.kind, caller);
  expectFinite(o.fillValue, caller, 'fillValue');
  const multiples = readHarmonics(o.harmonics, caller);
  const X = readFeatures(x, caller, 'x');
  const freqs = readFreqs(o.freqs, X, caller, true);
  const { bins, frames, items, lead } = X;
  const f0 = readPitch(o.f0, lead, items, frames, caller);
  const count = multiples.length;
  const data = widen(X.data);
  const out = new Float64Array(items * frames * count);
  const places = new Float64Array(count);
  const planFor = (row: number) => {
    const all = freqs.data.subarray(row * bins, (row + 1) * bins);
    const kept = Int32Array.from([...all.keys()].filter((k) => Number.isFinite(all[k])));
    if (kept.length === 0) return undefined;
    return {
      kept,
      values: new Float64Array(kept.length),
      plan: planInterpolation(
        Float64Array.from(kept, (k) => all[k]!),
        o.kind,
        caller,
        'freqs',
      ),
    };
  };
  let current = planFor(0);
  const chosen = new Float64Array(bins);
  for (let t = 0; t < items * frames; t++) {
    if (freqs.rows > 1) current = planFor(t % freqs.rows);
    const pitch = f0[t]!;
    if (!current || !Number.isFinite(pitch)) {
      out.fill(o.fillValue, t * count, (t + 1) * count);
      continue;
    }
    for (let h = 0; h < count; h++) places[h] = multiples[h]! * pitch;
    for (let k = 0; k < current.kept.length; k++) chosen[k] = data[t * bins + current.kept[k]!]!;
    current.plan.prepare(current.values, chosen, 0);
    readInto(out, t * count, current.plan.readingsAt(places), current.values, o.fillValue);
  }
  refuseNonFiniteFeatures(out, X, caller, 'x');
  return timeMajor(roundLike(X.data, out), lead, count, frames);
}

/** The pitch of each frame of each item. */
function readPitch(
  f0: FloatArray | NdArray<FloatArray> | undefined,
  lead: readonly number[],
  items: number,
  frames: number,
  caller: string,
): Float64Array {
  if (f0 === undefined) throw new ParameterError(caller, 'f0', 'must be given: the pitch of each frame, Hz');
  if (isNdArray(f0)) expectInside(f0, caller, 'f0');
  const list = isNdArray(f0) ? toRowMajor(f0) : f0;
  if (!isFloatArray(list)) throw new TypeError(`${caller}: "f0" must be a Float64Array, a Float32Array or an ndarray of one`);
  const shape = isNdArray(f0) ? f0.shape : [list.length];
  const whole = [...lead, frames];
  if (shape.join() !== String(frames) && shape.join() !== whole.join()) {
    throw new ParameterError(caller, 'f0', `must have shape [${frames}] or [${whole.join(', ')}], got [${shape.join(', ')}]`);
  }
  return Float64Array.from({ length: items * frames }, (_, t) => list[t % list.length]!);
}
