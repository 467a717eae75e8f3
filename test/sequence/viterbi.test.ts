import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type NdArray, nd } from '../../src/core/nd.js';
import {
  type Decoding,
  transitionLoop,
  transitionUniform,
  viterbi,
  viterbiBinary,
  viterbiDiscriminative,
  type ViterbiDiscriminativeOptions,
} from '../../src/sequence/index.js';
import { flatten } from '../support/golden.js';
import { parity } from '../support/parity.js';

type Matrix = NdArray<Float64Array>;
const steps = (data: number[], states: number): Matrix => nd(Float64Array.from(data), [states, data.length / states], [1, states]);
const PROB = steps([0.9, 0.1, 0.4, 0.6, 0.8, 0.2], 2);
const numbers = (x: unknown): number[] => Array.from(flatten(x).data);
/** `[0]` where librosa gives a scalar. */
const scalar = ({ states, logp }: Decoding): { states: unknown; logp: number } => ({ states, logp: logp[0]! });

describe('viterbi', () => {
  test('the worked example', () => {
    const { states, logp } = viterbi(PROB, transitionLoop(2, { prob: 0.9 }));
    expect(numbers(states)).toEqual([0, 0, 0]);
    expect(logp[0]).toBeCloseTo(Math.log(0.5 * 0.9 * 0.9 * 0.4 * 0.9 * 0.8), 13);
  });

  parity('librosa', 'librosa.sequence.viterbi', ([prob, transition, pInit]) =>
    viterbi(prob as Matrix, transition as Matrix, { pInit: pInit as Float64Array }),
  );

  test('no sequence of states is likelier', () => {
    const p = fc.double({ min: 0.01, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(p, { minLength: 12, maxLength: 12 }), fc.array(p, { minLength: 9, maxLength: 9 }), (prob, weights) => {
        const sums = [0, 1, 2].map((i) => weights[3 * i]! + weights[3 * i + 1]! + weights[3 * i + 2]!);
        const A = nd(
          Float64Array.from(weights, (w, k) => w / sums[Math.floor(k / 3)]!),
          [3, 3],
        );
        const { states, logp } = viterbi(steps(prob, 3), A);
        const likelihood = (path: number[]): number =>
          path.reduce((sum, s, t) => sum + Math.log(prob[3 * t + s]!) + Math.log(t ? A.get(path[t - 1]!, s) : 1 / 3), 0);
        let best = -Infinity;
        for (let k = 0; k < 81; k++) best = Math.max(best, likelihood([0, 1, 2, 3].map((t) => Math.floor(k / 3 ** t) % 3)));
        expect(logp[0]).toBeCloseTo(best, 10);
        expect(likelihood(numbers(states))).toBeCloseTo(best, 10);
      }),
      { numRuns: 30 },
    );
  });

  test('channels one by one, and what cannot be is never NaN', () => {
    const both = nd(Float64Array.of(...PROB.data, ...PROB.data.map((v) => 1 - v)), [2, 2, 3], [6, 1, 2]);
    const { states, logp } = viterbi(both, transitionUniform(2));
    expect(states.shape).toEqual([2, 3]);
    expect(numbers(states)).toEqual([0, 1, 0, 1, 0, 1]);
    expect(logp[0]).toBeCloseTo(logp[1]!, 13);
    const never = viterbi(steps([0, 0, 0, 0], 2), transitionLoop(2, { prob: 1 }));
    expect(numbers(never.states)).toEqual([0, 0]);
    expect(Number.isFinite(never.logp[0])).toBe(true);
  });

  const bad = (data: number[], shape = [2, 2]): Matrix => nd(Float64Array.from(data), shape);
  test.each<[() => unknown, string]>([
    [() => viterbi(PROB, bad([1, 0, 0.5, 0.4])), 'viterbi: "transition" must sum to 1, got 0.9 in row 1'],
    [() => viterbi(PROB, bad([1, 0, 2, -1])), 'viterbi: "transition" must be >= 0, got -1 in row 1'],
    [() => viterbi(PROB, transitionUniform(3)), 'viterbi: "transition" must have the shape [2, 2], got [3, 3]'],
    [() => viterbi(bad([1, 1.5, 0, 1]), transitionUniform(2)), 'viterbi: "prob" must be in [0, 1], got 1.5 for state 0 in step 1'],
    [() => viterbi(bad([NaN, 1, 0, 1]), transitionUniform(2)), 'viterbi: "prob" must be in [0, 1], got NaN for state 0 in step 0'],
    [() => viterbi(bad([], [2, 0]), transitionUniform(2)), 'viterbi: "prob" must not be empty, got shape [2, 0]'],
    [() => viterbi(PROB, transitionUniform(2), { pInit: [1, 1] }), 'viterbi: "pInit" must sum to 1, got 2'],
    [() => viterbi(PROB, transitionUniform(2), { pInit: [1] }), 'viterbi: "pInit" must have one number for each of the 2 states, got 1'],
    [() => viterbi(PROB, transitionUniform(2), { returnLogp: true } as object), 'viterbi: "returnLogp" is not an option'],
    [
      () => viterbiDiscriminative(bad([0.5, 0.5, 0.5, 0.4]), transitionUniform(2)),
      'viterbiDiscriminative: "prob" must sum to 1 in each step, got 0.9 in step 1',
    ],
    [() => viterbiDiscriminative(PROB, transitionUniform(2), { pState: [2, -1] }), 'viterbiDiscriminative: "pState" must be >= 0, got -1'],
    [
      () => viterbiBinary(PROB, nd(new Float64Array(12), [3, 2, 2])),
      'viterbiBinary: "transition" must have the shape [2, 2] or [2, 2, 2], got [3, 2, 2]',
    ],
    [() => viterbiBinary(PROB, transitionUniform(2), { pInit: [0.5, 2] }), 'viterbiBinary: "pInit" must be in [0, 1], got 2'],
  ])('refuses %#', (call, message) => {
    expect(call).toThrow(message);
  });
});

describe('viterbiDiscriminative', () => {
  parity('librosa', 'librosa.sequence.viterbi_discriminative', ([prob, transition, pState]) =>
    scalar(viterbiDiscriminative(prob as Matrix, transition as Matrix, { pState } as ViterbiDiscriminativeOptions)),
  );

  test('a state that is frequent anyway says less', () => {
    const A = transitionLoop(2, { prob: 0.5 });
    expect(numbers(viterbiDiscriminative(PROB, A).states)).toEqual([0, 1, 0]);
    expect(numbers(viterbiDiscriminative(PROB, A, { pState: [0.85, 0.15] }).states)).toEqual([0, 1, 1]);
  });
});

describe('viterbiBinary', () => {
  parity('librosa', 'librosa.sequence.viterbi_binary', ([prob, transition]) => viterbiBinary(prob as Matrix, transition as Matrix));

  test('one row after the other, with one transition for all', () => {
    const A = transitionLoop(2, { prob: 0.8 });
    const p = nd(Float64Array.of(0.1, 0.6, 0.1, 0.9, 0.9, 0.6, 0.8, 0.1), [2, 4]);
    const { states, logp } = viterbiBinary(p, A, { pState: [0.5, 0.4], pInit: [0.5, 0.9] });
    expect(numbers(states)).toEqual([0, 0, 0, 1, 1, 1, 1, 0]);
    const alone = steps([0.1, 0.9, 0.4, 0.6, 0.2, 0.8, 0.9, 0.1], 2);
    expect(logp[1]).toBe(viterbiDiscriminative(alone, A, { pState: [0.6, 0.4], pInit: [1 - 0.9, 0.9] }).logp[0]);
  });
});
