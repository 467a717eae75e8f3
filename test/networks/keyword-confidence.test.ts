import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ParameterError } from '../../src/core/errors.js';
import { createKeywordConfidence, createKeywordDetector, keywordConfidence, smoothPosteriors } from '../../src/networks/index.js';
import { tensor } from '../../src/nn/index.js';
import { expectClose } from '../support/close.js';

type Row = readonly number[];
const posteriors = (rows: readonly Row[]) => tensor(Float64Array.from(rows.flat()), [rows.length, rows[0]!.length]);
/** Steps at which a keyword has the posterior 1 for `length` steps from each of `starts` on. */
const said = (steps: number, starts: readonly number[], length: number): Row[] =>
  Array.from({ length: steps }, (_, t) => (starts.some((s) => t >= s && t < s + length) ? [0, 1] : [1, 0]));

/** The formulas of the paper, with its indices from 1. */
function confidenceByFormula(p: readonly Row[], smoothing: number, window: number, filler: number): number[] {
  const parts = [...p[0]!.keys()].filter((c) => c !== filler);
  const smooth = (j: number, c: number): number => {
    const first = Math.max(1, j - smoothing + 1);
    let sum = 0;
    for (let k = first; k <= j; k++) sum += p[k - 1]![c]!;
    return sum / (j - first + 1);
  };
  return p.map((_, t) => {
    const j = t + 1;
    const maxima = parts.map((c) => {
      const first = Math.max(1, j - window + 1);
      return Math.max(...Array.from({ length: j - first + 1 }, (_, k) => smooth(first + k, c)));
    });
    return maxima.reduce((product, m) => product * m, 1) ** (1 / parts.length);
  });
}

describe('smoothPosteriors', () => {
  test('is the mean of the last steps, of fewer at the start', () => {
    const p = posteriors([[1, 0], [0.5, 0.5], [0, 1], [0, 1], [1, 0]]); // prettier-ignore
    expect([...smoothPosteriors(p, { smoothing: 2 }).data]).toEqual([1, 0, 0.75, 0.25, 0.25, 0.75, 0, 1, 0.5, 0.5]);
    expect(smoothPosteriors(p, { smoothing: 1 }).data).toEqual(p.data);
    expect(smoothPosteriors(p).data.at(-1)).toBe(0.5); // 30 steps and more: all five
  });
});

describe('keywordConfidence', () => {
  test('one keyword: its largest average in the window, exactly', () => {
    const p = posteriors(said(9, [2], 2));
    expect([...keywordConfidence(p, { smoothing: 2, window: 3 })]).toEqual([0, 0, 0.5, 1, 1, 1, 0.5, 0, 0]);
    expect([...keywordConfidence(p, { smoothing: 4, window: 1 })]).toEqual([0, 0, 1 / 3, 0.5, 0.5, 0.5, 0.25, 0, 0]);
    expect([...keywordConfidence(p, { smoothing: 4, window: 100 })]).toEqual([0, 0, 1 / 3, ...new Array<number>(6).fill(0.5)]);
  });

  test('a keyword of two words: the geometric mean, in whatever order they were said', () => {
    const p = posteriors([[1, 0, 0], [0, 1, 0], [0, 0, 0.25], [1, 0, 0], [1, 0, 0]]); // prettier-ignore
    const options = { smoothing: 1, window: 3 };
    expectClose(keywordConfidence(p, options), [0, 0, 0.5, 0.5, 0], 1e-15);
    expectClose(keywordConfidence(posteriors([[0, 0, 1], [0, 1, 0]]), options), [0, 1], 1e-15); // prettier-ignore
  });

  test('the filler can be another class', () => {
    const p = posteriors([[0.25, 0.5, 0.25], [0.5, 0.5, 0]]); // prettier-ignore
    expectClose(keywordConfidence(p, { smoothing: 1, window: 1, filler: 1 }), [0.25, 0], 1e-15);
  });

  const rows = fc.tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 1, max: 40 })).chain(([classes, steps]) =>
    fc.array(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: classes, maxLength: classes }), {
      minLength: steps,
      maxLength: steps,
    }),
  );
  const options = fc.record({ smoothing: fc.integer({ min: 1, max: 12 }), window: fc.integer({ min: 1, max: 20 }) });

  test('is the formula of the paper', () => {
    fc.assert(
      fc.property(rows, options, (p, given) => {
        const got = keywordConfidence(posteriors(p), given);
        confidenceByFormula(p, given.smoothing, given.window, 0).forEach((want, t) => {
          // three factors of 1e-200 multiply to 0 above; their mean does not
          if (want > 1e-100) expect(Math.abs(got[t]! / want - 1)).toBeLessThan(1e-12);
          expect(got[t]! >= 0 && got[t]! <= 1).toBe(true);
        });
      }),
      { numRuns: 60 },
    );
  });

  test('chunks of any length give the same bits, in both precisions', () => {
    fc.assert(
      fc.property(rows, options, fc.array(fc.nat(9), { maxLength: 9 }), fc.boolean(), (p, given, lengths, single) => {
        const classes = p[0]!.length;
        const data = single ? Float32Array.from(p.flat()) : Float64Array.from(p.flat());
        const whole = keywordConfidence(tensor(data as Float64Array, [p.length, classes]), given);
        const running = createKeywordConfidence(given);
        const out = data.slice(0, p.length) as Float64Array;
        let at = 0;
        for (const n of [...lengths, p.length]) {
          const end = Math.min(p.length, at + n);
          const part = data.subarray(at * classes, end * classes) as Float64Array;
          running.processInto(out.subarray(at, end), tensor(part, [end - at, classes]));
          at = end;
        }
        expect(out).toEqual(whole);
        expect(whole.BYTES_PER_ELEMENT).toBe(single ? 4 : 8);
      }),
      { numRuns: 60 },
    );
  });
});

describe('createKeywordDetector', () => {
  const options = { smoothing: 2, window: 4, threshold: 0.75, refractory: 6 };
  const hear = (rows: readonly Row[], more = {}) => createKeywordDetector({ ...options, ...more }).process(posteriors(rows));

  test('hears at the first step that is sure enough', () => {
    expect(hear(said(20, [5], 3))).toEqual([{ step: 6, confidence: 1 }]);
    expect(hear(said(20, [5], 3), { threshold: 0.5 })).toEqual([{ step: 5, confidence: 0.5 }]);
    expect(hear(said(20, [5], 1))).toEqual([]); // one step is half an average of two
  });

  test('hears once what was said once, though its maximum stays in the window, and again what is said again', () => {
    expect(hear(said(40, [5], 3), { window: 30 })).toEqual([{ step: 6, confidence: 1 }]);
    expect(hear(said(40, [5, 16], 3), { window: 30 }).map(({ step }) => step)).toEqual([6, 17]);
    expect(hear(said(40, [5, 10], 3), { window: 30 }).map(({ step }) => step)).toEqual([6]); // within the pause
  });

  test('what goes on and on is heard once every pause', () => {
    expect(hear(said(30, [0], 30)).map(({ step }) => step)).toEqual([0, 7, 14, 21, 28]);
    expect(hear(said(4, [0], 4), { refractory: 0 }).map(({ step }) => step)).toEqual([0, 1, 2, 3]);
  });

  test('hears the same in chunks, and anew after a reset', () => {
    const p = said(40, [5, 16, 30], 3);
    const want = hear(p);
    expect(want.length).toBe(3);
    const detector = createKeywordDetector(options);
    for (const length of [1, 3, 7]) {
      const got = [];
      for (let t = 0; t < p.length; t += length) got.push(...detector.process(posteriors(p.slice(t, t + length))));
      expect(got).toEqual(want);
      detector.reset();
    }
  });
});

describe('refusals', () => {
  const two = posteriors([[1, 0]]);
  const running = createKeywordConfidence();
  running.processInto(new Float64Array(1), two);
  test.each([
    [
      () => keywordConfidence(posteriors([[0.5, 1.5]])),
      'keywordConfidence: "posteriors" must be probabilities in [0, 1], got 1.5 at [0, 1]',
    ],
    [() => smoothPosteriors(posteriors([[0.5, NaN]])), 'smoothPosteriors: "posteriors" must be probabilities in [0, 1], got NaN at [0, 1]'],
    [() => keywordConfidence(posteriors([[1]])), 'keywordConfidence: "posteriors" must have the shape [steps, 2 or more], got [1, 1]'],
    [() => keywordConfidence(two, { smoothing: 0 }), 'keywordConfidence: "smoothing" must be an integer >= 1, got 0'],
    [() => keywordConfidence(two, { filler: 2 }), 'keywordConfidence: "filler" must be one of 2 classes, got 2'],
    [() => createKeywordDetector({ threshold: 0 }), 'createKeywordDetector: "threshold" must be above 0, which every step reaches, got 0'],
    [() => createKeywordDetector({ refractory: -1 }), 'createKeywordDetector: "refractory" must be an integer >= 0, got -1'],
    [
      () => running.processInto(new Float64Array(1), posteriors([[1, 0, 0]])),
      'KeywordConfidence.processInto: "posteriors" must have 2 classes as before, got 3',
    ],
    [() => running.processInto(new Float64Array(2), two), 'KeywordConfidence.processInto: "out" must hold 1 values, got 2'],
  ])('%#', (call, message) => {
    expect(call).toThrow(ParameterError);
    expect(call).toThrow(message);
  });

  test('a misspelt option', () => {
    // @ts-expect-error the compiler refuses it too
    expect(() => createKeywordDetector({ treshold: 0.5 })).toThrow('createKeywordDetector: "treshold" is not an option');
  });
});
