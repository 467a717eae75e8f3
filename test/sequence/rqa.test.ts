import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type NdArray, nd } from '../../src/core/nd.js';
import { rqa, type RqaOptions } from '../../src/sequence/index.js';
import { flatten } from '../support/golden.js';
import { parity } from '../support/parity.js';

type Matrix = NdArray<Float64Array>;
const matrix = (data: number[], columns: number): Matrix => nd(Float64Array.from(data), [data.length / columns, columns]);
const numbers = (x: unknown): number[] => Array.from(flatten(x).data);

describe('rqa', () => {
  test('the worked example', () => {
    const { score, path } = rqa(matrix([1, 0, 0, 0, 1, 0, 0, 0, 1], 3));
    expect(score.get(2, 2)).toBe(3);
    expect(numbers(path)).toEqual([0, 0, 1, 1, 2, 2]);
  });

  parity('librosa', 'librosa.sequence.rqa', ([sim], options) => rqa(sim as Matrix, options));

  test("a path that begins with a knight's move from column 0 stays in the matrix", () => {
    const { score, path } = rqa(matrix([2, 0, 0, 0, 0, 0, 0, 1, 0], 3));
    expect(score.get(2, 1)).toBe(3);
    expect(numbers(path)).toEqual([0, 0, 2, 1]);
  });

  test('a gap costs its onset once and then its extension', () => {
    const sim = matrix([5, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5], 4);
    expect(rqa(sim, { gapOnset: 2, gapExtend: 0.5, knightMoves: false }).score.get(3, 3)).toBe(5 - 2 - 0.5 + 5);
    expect(rqa(sim, { gapOnset: Infinity }).score.get(3, 3)).toBe(5);
  });

  test('a path exists where anything is similar, and its steps are moves', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 20, maxLength: 20 }), fc.boolean(), (values, knightMoves) => {
        const { score, path } = rqa(matrix(values, 5), { knightMoves });
        const pairs = numbers(path);
        expect(pairs.length > 0).toBe(values.some((v) => v > 0));
        for (let i = 2; i < pairs.length; i += 2) {
          const step = [pairs[i]! - pairs[i - 2]!, pairs[i + 1]! - pairs[i - 1]!].join();
          expect(knightMoves ? ['1,1', '1,2', '2,1'] : ['1,1']).toContain(step);
        }
        if (pairs.length) expect(score.get(pairs.at(-2)!, pairs.at(-1)!)).toBe(Math.max(...numbers(score)));
      }),
      { numRuns: 50 },
    );
  });

  test('edges: one row, nothing similar, no path wanted, single precision', () => {
    expect(numbers(rqa(matrix([1, 3, 2], 3)).path)).toEqual([0, 1]);
    expect(rqa(matrix([0, 0, 0, 0], 2)).path.shape).toEqual([0, 2]);
    expect(rqa(matrix([1, 0, 0, 1], 2), { backtrack: false }).path.shape).toEqual([0, 2]);
    expect(rqa(nd(Float32Array.of(1), [1, 1])).score.data).toBeInstanceOf(Float32Array);
  });

  test.each<[RqaOptions, string]>([
    [{ gapOnset: -1 }, 'rqa: "gapOnset" must be a number >= 0, got -1'],
    [{ gapExtend: NaN }, 'rqa: "gapExtend" must be a number >= 0, got NaN'],
    [{ knightMoves: 0 as unknown as boolean }, 'rqa: "knightMoves" must be true or false, got 0'],
  ])('refuses %o', (options, message) => {
    expect(() => rqa(matrix([1], 1), options)).toThrow(message);
  });

  test('refuses negative, bad and empty similarity', () => {
    expect(() => rqa(matrix([1, -1], 2))).toThrow('rqa: "sim" must be finite and >= 0, got -1 at [0, 1]');
    expect(() => rqa(matrix([NaN], 1))).toThrow('rqa: "sim" must be finite and >= 0, got NaN at [0, 0]');
    expect(() => rqa(nd(new Float64Array(0), [0, 2]))).toThrow('rqa: "sim" must have the shape [N, M], not empty, got [0, 2]');
  });
});
