/**
 * From frames of beats to samples.
 * @module
 */
import { medianOf } from '../core/select.js';
import { attackNear, type Sight } from './attack.js';
import { ascending } from './units.js';

/** How late a peak of the strength is where no beat is on a sharp onset, in hops. */
const LATE = 0.85;

/**
 * Samples of the beats. Those that stand on a peak of the strength where the signal gets clearly louder are placed at the attack; the others,
 * and those whose attack is more than a hop off what is usual, are moved by the median of the sharp ones. What shows only behind the last of
 * `frames` must be sharp.
 */
export function exactBeats(beats: Int32Array, strength: Float64Array, frames: number, y: Float64Array, sight: Sight): Int32Array {
  const { hopLength } = sight;
  const offsets = Float64Array.from(beats, (t) => {
    const top = topNear(strength, t);
    const attack = top < 0 ? null : attackNear(y, top, sight);
    return attack && attack.rise > 4 ? attack.sample - t * hopLength : NaN;
  });
  const sharp = offsets.filter((v) => v === v);
  const usual = sharp.length > 0 ? medianOf(sharp) : -LATE * hopLength;
  const samples: number[] = [];
  beats.forEach((t, i) => {
    const offset = offsets[i]!;
    const near = Math.abs(offset - usual) <= hopLength;
    const sample = Math.round(t * hopLength + (near ? offset : usual));
    if (t < frames || near) samples.push(Math.max(0, Math.min(y.length - 1, sample)));
  });
  return ascending(samples);
}

/** The strongest frame within one of `t`, if it is a peak; -1 if not. */
function topNear(strength: Float64Array, t: number): number {
  let top = t;
  for (const near of [t - 1, t + 1]) if (strength[near]! > strength[top]!) top = near;
  const isPeak = strength[top]! > 0 && !(strength[top - 1]! > strength[top]!) && !(strength[top + 1]! > strength[top]!);
  return isPeak ? top : -1;
}
