import { describe, expect, test } from 'vitest';
import { createPitchCandidates } from '../../src/pitch/pitch-candidates.js';
import { type Troughs } from '../../src/pitch/troughs.js';

const RANGE = {
  fmin: 100,
  fmax: 400,
  sampleRate: 8000,
  frameLength: 512,
  hopLength: 128,
  center: true,
  padMode: 'constant',
  minPeriod: 20,
  maxPeriod: 80,
} as const;
const STATES = { bins: 25, reach: 3, switchProb: 0.01, noTroughProb: 0.01, binsPerOctave: 12 };

/** Candidates of these pitches, all as deep. */
function see(pitches: number[], compat: 'librosa' | null) {
  const troughs: Troughs = {
    periods: Float64Array.from(pitches, (hz) => 8000 / hz),
    heights: new Float64Array(pitches.length),
    count: pitches.length,
    found: new Float64Array(2),
    find: () => undefined,
  };
  const o = { nThresholds: 100, betaParameters: [2, 18], boltzmannParameter: Math.log(2), noTroughProb: 0.01, compat } as const;
  const candidates = createPitchCandidates(RANGE, STATES, troughs, o);
  candidates.add(new Float64Array(512), 0);
  return candidates.take();
}

describe('candidates of pitch', () => {
  test('add up in one bin, whose pitch is that of the most probable', () => {
    const seen = see([202, 199, 100], null); // shares 4/7, 2/7, 1/7
    expect([...seen.bins]).toEqual([0, 12]);
    expect(seen.probs[0]).toBeCloseTo(1 / 7, 12);
    expect(seen.probs[1]).toBeCloseTo(6 / 7, 12);
    expect(seen.voiced[0]).toBeCloseTo(1, 12);
    expect(seen.pitchOf(0, 12)).toBeCloseTo(202, 9);
    expect(seen.pitchOf(0, 5)).toBe(0);
  });

  test('beyond the grid are none; librosa pulls low ones to its first bin, and lets the last of a bin win', () => {
    expect([...see([450, 200, 80], null).bins]).toEqual([12]);
    const seen = see([450, 202, 199, 80], 'librosa'); // shares 8, 4, 2 and 1 fifteenths
    expect([...seen.bins]).toEqual([0, 12]);
    expect(seen.probs[1]).toBeCloseTo(2 / 15, 12);
  });
});
