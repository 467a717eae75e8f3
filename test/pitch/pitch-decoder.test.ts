import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/core/random.js';
import { decodePitch } from '../../src/pitch/pitch-decoder.js';
import { moveWeight, type Observations, type PitchStates, TINY } from '../../src/pitch/pitch-states.js';

/** Random candidates, none or up to four a frame. */
function observe(frames: number, bins: number, seed: number): Observations {
  const random = createRandom(seed);
  const [starts, places, probs, voiced] = [[0], [] as number[], [] as number[], [] as number[]];
  for (let t = 0; t < frames; t++) {
    const taken = new Set(Array.from({ length: Math.floor(5 * random.uniform()) }, () => Math.floor(bins * random.uniform())));
    let sum = 0;
    for (const bin of [...taken].sort((a, b) => a - b)) {
      const p = random.uniform() / taken.size;
      places.push(bin);
      probs.push(p);
      sum += p;
    }
    starts.push(places.length);
    voiced.push(sum);
  }
  return {
    starts: Int32Array.from(starts),
    bins: Int32Array.from(places),
    probs: Float64Array.from(probs),
    voiced: Float64Array.from(voiced),
  };
}

/** Log-probability of a path, and the best there is, by the textbook. */
function textbook({ bins, reach, switchProb, noTroughProb }: PitchStates, seen: Observations, frames: number) {
  const size = 2 * bins;
  const sums = Array.from({ length: bins }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < bins; j++) if (Math.abs(i - j) <= reach) sum += moveWeight(i - j, reach);
    return sum;
  });
  const move = (a: number, b: number): number => {
    const [i, j] = [a % bins, b % bins];
    if (Math.abs(i - j) > reach) return -Infinity;
    return Math.log(a < bins === b < bins ? 1 - switchProb : switchProb) + Math.log(moveWeight(i - j, reach) / sums[i]!);
  };
  const seenAs = (t: number, s: number): number => {
    if (s >= bins) return Math.log((1 - seen.voiced[t]!) * Math.max(1 / bins, noTroughProb) + TINY);
    for (let c = seen.starts[t]!; c < seen.starts[t + 1]!; c++) if (seen.bins[c] === s) return Math.log(seen.probs[c]! + TINY);
    return Math.log(TINY);
  };
  let value = Array.from({ length: size }, (_, s) => seenAs(0, s));
  for (let t = 1; t < frames; t++) {
    const last = value;
    value = last.map((_, b) => Math.max(...last.map((v, a) => v + move(a, b))) + seenAs(t, b));
  }
  return {
    best: Math.max(...value),
    of: (path: Int32Array) => path.reduce((sum, s, t) => sum + seenAs(t, s) + (t > 0 ? move(path[t - 1]!, s) : 0), 0),
  };
}

describe('decodePitch', () => {
  test.each([1, 2, 3, 4, 5, 6])('no path is more probable (seed %i)', (seed) => {
    const [frames, bins] = [40, 25];
    const states = { bins, reach: 1 + (seed % 5), switchProb: 0.02 * seed, noTroughProb: 0.01 * (seed % 3) };
    const seen = observe(frames, bins, seed);
    const truth = textbook(states, seen, frames);
    expect(truth.of(decodePitch(states, seen, frames))).toBeCloseTo(truth.best, 9);
  });

  test('signals longer than a segment', () => {
    const [frames, bins] = [2500, 6];
    const states = { bins, reach: 2, switchProb: 0.1, noTroughProb: 0.01 };
    const seen = observe(frames, bins, 9);
    const truth = textbook(states, seen, frames);
    expect(truth.of(decodePitch(states, seen, frames)) / truth.best).toBeCloseTo(1, 12);
  });
});
