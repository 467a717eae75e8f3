/**
 * Spectral flux: how much the bands of a spectrogram rise from frame to frame.
 * @module
 */
import { type Aggregator } from './aggregate.js';

/** What decides the flux of a spectrogram. */
export interface FluxRule {
  /** Frames from one spectrum to the one it is compared with, >= 1. */
  lag: number;
  /** Bands of the reference whose largest counts, >= 1. */
  maxSize: number;
  /** Frames by which the result is put off, beyond `lag`. */
  delay: number;
  /** Whether slow changes are filtered out. */
  detrend: boolean;
  /** First band and the one behind the last of each row. */
  slices: readonly (readonly [number, number])[];
  /** What makes one number of a slice; `null`: a row for each band. */
  aggregate: Aggregator | null;
}

/**
 * Writes the flux of `frames` x `bins` values `S[at ...]` into `out[to ...]`, frame after frame, one number per slice (or per band). `ref` is
 * the spectrogram to compare with, laid out as `S`; where it is `S` itself, `maxSize` applies.
 */
export function fluxInto(
  out: Float64Array,
  to: number,
  S: Float64Array,
  ref: Float64Array,
  at: number,
  frames: number,
  bins: number,
  rule: FluxRule,
): void {
  const { lag, maxSize, delay, aggregate, slices } = rule;
  const rows = aggregate ? slices.length : bins;
  const rise = new Float64Array(bins);
  const filtered = new Float64Array(bins);
  const parts = slices.map(([first, end]) => rise.subarray(first, end));
  for (let t = lag + delay; t < frames; t++) {
    const now = at + (t - delay) * bins;
    const before = now - lag * bins;
    if (ref === S && maxSize > 1) {
      maximumOf(filtered, S, before, maxSize);
      riseInto(rise, S, now, filtered, 0);
    } else riseInto(rise, S, now, ref, before);
    const row = to + t * rows;
    if (aggregate) for (let r = 0; r < rows; r++) out[row + r] = aggregate(parts[r]!);
    else out.set(rise, row);
  }
  if (rule.detrend) for (let r = 0; r < rows; r++) detrend(out, to + r, frames, rows);
}

function riseInto(rise: Float64Array, S: Float64Array, now: number, ref: Float64Array, before: number): void {
  for (let k = 0; k < rise.length; k++) {
    const d = S[now + k]! - ref[before + k]!;
    rise[k] = d < 0 ? 0 : d;
  }
}

/** `out[k]` becomes the largest of `size` bands around k: one more below than above if `size` is even. Bands beyond the ends are left out. */
function maximumOf(out: Float64Array, x: Float64Array, at: number, size: number): void {
  const below = size >> 1;
  for (let k = 0; k < out.length; k++) {
    const end = Math.min(out.length, k - below + size);
    let most = -Infinity;
    for (let i = Math.max(0, k - below); i < end; i++) if (x[at + i]! > most) most = x[at + i]!;
    out[k] = most;
  }
}

/** `y[t] = x[t] - x[t - 1] + 0.99 y[t - 1]`, in place. */
function detrend(x: Float64Array, from: number, frames: number, step: number): void {
  let before = 0;
  let y = 0;
  for (let t = 0, i = from; t < frames; t++, i += step) {
    const now = x[i]!;
    y = now - before + 0.99 * y;
    before = now;
    x[i] = y;
  }
}
