import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type NdArray, nd } from '../../src/core/nd.js';
import { dtw, dtwBacktracking, dtwFromCost, type DtwOptions, type Warping } from '../../src/sequence/index.js';
import { expectClose } from '../support/close.js';
import { flatten } from '../support/golden.js';
import { parity } from '../support/parity.js';

const numbers = (x: NdArray): number[] => Array.from(flatten(x).data);
const matrix = (data: number[], columns: number): NdArray<Float64Array> => nd(Float64Array.from(data), [data.length / columns, columns]);

/** One golden case, which may give features or costs. */
function run(inputs: unknown[], names: string[], options: DtwOptions): Warping {
  const { X, Y, C, ...rest } = Object.fromEntries(names.map((name, i) => [name, inputs[i]]));
  const o = { ...options, stepSizesSigma: rest['step_sizes_sigma'], weightsAdd: rest['weights_add'], weightsMul: rest['weights_mul'] };
  return C ? dtwFromCost(C as NdArray<Float64Array>, o as DtwOptions) : dtw(X as Float64Array, Y as Float64Array, o as DtwOptions);
}

/** The recursion word for word. */
function slow(C: NdArray, steps: readonly (readonly number[])[], mul: number[], add: number[], subseq: boolean): number[] {
  const [N, M] = C.shape as [number, number];
  const D = Array.from({ length: N * M }, (_, i) => (i === 0 || (subseq && i < M) ? C.get(Math.floor(i / M), i % M) : Infinity));
  for (let n = 0; n < N; n++) {
    for (let m = 0; m < M; m++) {
      steps.forEach(([a, b], s) => {
        if (a! <= n && b! <= m) D[n * M + m] = Math.min(D[n * M + m]!, D[(n - a!) * M + m - b!]! + mul[s]! * C.get(n, m) + add[s]!);
      });
    }
  }
  return D;
}

describe('dtw', () => {
  test('the worked example', () => {
    const { D, wp, steps } = dtw(Float64Array.of(1, 3, 9), Float64Array.of(1, 1, 3, 9));
    expect(D.get(2, 3)).toBe(0);
    expect(numbers(wp)).toEqual([2, 3, 1, 2, 0, 1, 0, 0]);
    expect(steps).toBeNull();
  });

  parity('librosa', 'librosa.sequence.dtw', (inputs, options, golden) =>
    run(inputs, Object.keys(golden.inputs), { ...options, compat: 'librosa' }),
  );
  parity('librosa', 'librosa.sequence.dtw', (inputs, options, golden) => run(inputs, Object.keys(golden.inputs), options), {
    only: (g) => g.params['subseq'] !== true,
    because: 'librosa transposes D with subseq',
  });

  test('costs are those of the recursion, and the path sums up to them', () => {
    const cost = fc.integer({ min: 0, max: 4 }); // many ties
    const shape = fc.tuple(fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 7 }));
    const usual = [[1, 1], [0, 1], [1, 0]]; // prettier-ignore
    const lists = fc.constantFrom(null, usual, [[1, 1], [1, 2], [0, 1], [2, 0], [1, 0]]); // prettier-ignore
    fc.assert(
      fc.property(shape, fc.infiniteStream(cost), lists, fc.boolean(), ([N, M], stream, own, subseq) => {
        const C = matrix(
          Array.from({ length: N * M }, () => stream.next().value as number),
          M,
        );
        const steps = own ?? usual;
        const [mul, add] = own ? [steps.map((_, s) => 1 + s), steps.map((_, s) => s / 2)] : [[1, 1, 1], [0, 0, 0]]; // prettier-ignore
        if (subseq && N > M) return;
        const result = dtwFromCost(C, { stepSizesSigma: own, ...(own && { weightsMul: mul, weightsAdd: add }), subseq, returnSteps: true });
        const D = slow(C, steps, mul, add, subseq);
        expect(numbers(result.D)).toEqual(D);
        const path = numbers(result.wp);
        let sum = 0;
        for (let i = 0; i < path.length; i += 2) {
          const [n, m] = [path[i]!, path[i + 1]!];
          const s = steps.findIndex(([a, b]) => n - a! === path[i + 2] && m - b! === path[i + 3]);
          sum += i + 2 < path.length ? mul[s]! * C.get(n, m) + add[s]! : C.get(n, m);
        }
        expect(path.slice(-2)).toEqual(subseq ? [0, path.at(-1)] : [0, 0]);
        expect(sum).toBe(subseq ? Math.min(...D.slice(-M)) : D.at(-1));
        const again = dtwBacktracking(result.steps!, { stepSizesSigma: own, subseq, ...(subseq && { start: path[1]! }) });
        expect(numbers(again)).toEqual(path);
      }),
      { numRuns: 60 },
    );
  });

  test('subseq seeks the shorter in the longer, whichever comes first', () => {
    const [short, long] = [Float64Array.of(2, 8, 5), Float64Array.of(9, 1, 2, 7, 8, 5, 3)];
    const rows = dtw(short, long, { subseq: true });
    const columns = dtw(long, short, { subseq: true, returnSteps: true });
    expect(numbers(rows.wp)).toEqual([2, 5, 1, 4, 1, 3, 0, 2]);
    expect(numbers(columns.wp)).toEqual([5, 2, 4, 1, 3, 1, 2, 0]);
    expect(columns.D.shape).toEqual([7, 3]);
    expect(numbers(columns.D)).toEqual(numbers(rows.D.transpose(1, 0)));
    expect([2, 3, 4, 5].map((n) => columns.steps!.get(n, [0, 1, 1, 2][n - 2]!))).toEqual([0, 0, 2, 0]); // along the longer, X
    const theirs = dtw(long, short, { subseq: true, returnSteps: true, compat: 'librosa' });
    expect(numbers(theirs.D)).toEqual(numbers(rows.D));
    expect(numbers(theirs.wp)).toEqual(numbers(columns.wp));
    expect(theirs.steps!.get(1, 4)).toBe(1);
  });

  test('given costs with fewer columns: librosa seeks the rows in the columns, and changes the indices', () => {
    const C = matrix([5, 1, 5, 1, 5, 1], 2);
    expect(numbers(dtwFromCost(C, { subseq: true }).wp)).toEqual([0, 1, 0, 0]);
    expect(numbers(dtwFromCost(C, { subseq: true, compat: 'librosa' }).wp)).toEqual([1, 2, 1, 1, 1, 0]);
  });

  test('the band shuts out what is off the diagonal', () => {
    const C = matrix(
      Array.from({ length: 16 }, (_, i) => (i % 5 === 0 ? 1 : 0)),
      4,
    );
    const { D } = dtwFromCost(C, { globalConstraints: true, bandRad: 0.25 });
    expect(numbers(D).map((d) => d < Infinity)).toEqual(Array.from({ length: 16 }, (_, i) => i % 5 === 0));
    expect(D.get(3, 3)).toBe(4);
  });

  test('metrics, axes and precision', () => {
    const x = nd(Float32Array.of(1, 2, 3, 4, 5, 6), [2, 3]);
    const y = nd(Float32Array.of(1, 0, 1, 1), [2, 2]);
    const first = (metric: DtwOptions['metric']): number => dtw(x, y, { metric, backtrack: false }).D.get(0, 0);
    expect(first('euclidean')).toBe(3);
    expect(first('sqeuclidean')).toBe(9);
    expect(first('cityblock')).toBe(3);
    expect(first('chebyshev')).toBe(3);
    expect(first('canberra')).toBe(Math.fround(3 / 5));
    expectClose(first('cosine'), 1 - 5 / Math.sqrt(34), 1e-7); // float32
    const line = nd(Float32Array.of(7, 1, 27, 1, 47, 2), [3, 2]); // its first frame is a line through the first of z
    const z = nd(Float32Array.of(1, 3, 5), [3, 1]);
    expect(dtw(z, line, { metric: 'correlation', backtrack: false }).D.get(0, 0)).toBeLessThan(1e-15);
    expect(dtw(x, y).D.data).toBeInstanceOf(Float32Array);
    expect(dtw(x, y, { backtrack: false }).wp.shape).toEqual([0, 2]);
    expect(dtw(nd(x.data, [1, 2, 3]), nd(y.data, [2, 1, 2])).D.get(0, 0)).toBe(3);
  });

  const x = Float64Array.of(1, 2, 3);
  test.each<[DtwOptions, string]>([
    [{ stepSizesSigma: [[1, 1]] }, '"stepSizesSigma" must allow a path from the first pair to the last'],
    [{ stepSizesSigma: [[3, 1]], subseq: true }, '"stepSizesSigma" must allow a path through the shorter sequence'],
    [{ stepSizesSigma: [[0, 0]] }, '"stepSizesSigma" must hold integers >= 0, not both 0, got (0, 0) as step 0'],
    [{ stepSizesSigma: [[1, 0.5]] }, '"stepSizesSigma" must hold integers >= 0, not both 0, got (1, 0.5) as step 0'],
    [{ stepSizesSigma: [[1]] }, '"stepSizesSigma" must have two numbers a step, got 1'],
    [{ stepSizesSigma: [] }, '"stepSizesSigma" must not be empty'],
    [{ weightsMul: [1, 1] }, '"weightsMul" must have one number for each of the 3 steps, got 2'],
    [{ weightsAdd: [0, NaN, 0] }, '"weightsAdd" must hold numbers or Infinity, got NaN at index 1'],
    [{ globalConstraints: true, bandRad: 0 }, '"bandRad" must leave room for a path from the first pair to the last'],
    [{ bandRad: -1 }, '"bandRad" must be a finite number >= 0, got -1'],
    [{ metric: 'cosine' }, '"Y" must not hold a frame of zeros with the metric "cosine", got one as frame 2'],
    [{ metric: 'correlation' }, '"X" must not hold a frame of equal values with the metric "correlation", got one as frame 0'],
    [{ subseq: 1 as unknown as boolean }, '"subseq" must be true or false, got 1'],
    [{ C: 1 } as DtwOptions, '"C" is not an option'],
  ])('refuses %o', (options, message) => {
    expect(() => dtw(x, Float64Array.of(1, 2, 0, 4), options)).toThrow(`dtw: ${message}`);
  });

  test('refuses empty, bad and unlike sequences', () => {
    expect(() => dtw(new Float64Array(0), x)).toThrow('dtw: "X" must not be empty, got shape [0]');
    expect(() => dtw(x, Float64Array.of(1, Infinity))).toThrow('dtw: "Y" must be finite, got Infinity in frame 1');
    expect(() => dtw(x, matrix([1, 2, 3, 4], 2))).toThrow('dtw: "Y" must have frames of 1 values as X has, got 2');
    expect(() => dtw(Float64Array.of(1e300), Float64Array.of(-1e300))).toThrow(
      'dtw: "X" is too large, or Y: distances overflow; scale them down',
    );
    expect(() => dtwFromCost(matrix([1, NaN], 2))).toThrow('dtwFromCost: "C" must hold numbers or Infinity, got NaN at [0, 1]');
    expect(() => dtwFromCost(nd(new Float64Array(0), [0, 3]))).toThrow(
      'dtwFromCost: "C" must have the shape [N, M], not empty, got [0, 3]',
    );
    expect(() => dtwBacktracking(nd(Int32Array.of(0, 1, 2, 7), [2, 2]))).toThrow(
      'dtwBacktracking: "steps" must hold numbers of moves up to 2, got 7 at [1, 1]',
    );
    expect(() => dtwBacktracking(nd(Int32Array.of(0), [1, 1]), { start: 0 })).toThrow(
      'dtwBacktracking: "start" must be left out without subseq',
    );
  });
});
