/**
 * The likeliest way through the candidates of all frames.
 * @module
 */
import { exp2 } from '../core/math.js';
import { CANDIDATES, type Candidates } from './pitch-candidates.js';

/** A frame is voiced from here on, if its neighbours do not say otherwise. */
const THRESHOLD = 0.7;
/** What a jump by an octave costs, in units of voicing. The cost grows with the square, so that a glide is next to free. */
const JUMP = 0.15;
/** What it costs to begin or to end a voiced stretch: a frame that misses the threshold by less than twice that does not tear one. */
const SWITCH = 0.04;
const STATES = CANDIDATES + 1; // the last: unvoiced

/** What the tracker finds. */
export interface PitchTrack {
  /** F0 of each frame, Hz, 0 where unvoiced: Viterbi's path of least cost. */
  readonly f0: Float64Array;
  /** Frames that were decided before the end was known: up to there all paths that may still win are the same. */
  readonly decided: number;
}

/** Follows the path of least cost. */
export function trackPitch({ octave, voicing, count }: Candidates): PitchTrack {
  const frames = count.length;
  const from = new Uint8Array(frames * STATES);
  let cost = new Float64Array(STATES);
  let next = new Float64Array(STATES);
  for (let t = 0; t < frames; t++) {
    for (let s = 0; s < STATES; s++) {
      const unvoiced = s === CANDIDATES;
      next[s] = Infinity;
      if (!unvoiced && s >= count[t]!) continue;
      let best = Infinity;
      for (let b = 0; b < STATES; b++) {
        const total = cost[b]! + (t === 0 ? 0 : stepCost(octave, (t - 1) * CANDIDATES + b, b, t * CANDIDATES + s, s));
        if (total < best) [best, from[t * STATES + s]] = [total, b];
      }
      next[s] = best + (unvoiced ? 1 - THRESHOLD : 1 - voicing[t * CANDIDATES + s]!);
    }
    [cost, next] = [next, cost];
  }
  const decided = framesDecided(from, cost);
  let state = cost.indexOf(Math.min(...cost));
  const f0 = new Float64Array(frames);
  for (let t = frames - 1; t >= 0; t--) {
    if (state !== CANDIDATES) f0[t] = exp2(octave[t * CANDIDATES + state]!);
    state = from[t * STATES + state]!;
  }
  return { f0, decided };
}

/** Follows all paths back until they meet. */
function framesDecided(from: Uint8Array, cost: Float64Array): number {
  let t = from.length / STATES - 1;
  let alive = [...cost.keys()].filter((s) => cost[s]! < Infinity);
  while (t > 0 && alive.length > 1) {
    alive = [...new Set(alive.map((s) => from[t * STATES + s]!))];
    t--;
  }
  return t + 1;
}

function stepCost(octave: Float64Array, before: number, b: number, now: number, s: number): number {
  if (b === CANDIDATES || s === CANDIDATES) return b === s ? 0 : SWITCH;
  const jump = octave[now]! - octave[before]!;
  return JUMP * jump * jump;
}
