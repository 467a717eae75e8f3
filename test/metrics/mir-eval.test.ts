/**
 * Measures of onsets, beats, melodies, segments, chords and notes against mir_eval: the shared cases, and more from
 * `test/goldens/mir_eval/more.py`.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as dsp from '../../src/index.js';
import { type NdArray } from '../../src/core/nd.js';
import { readChord } from '../../src/metrics/chord-label.js';
import { expectAnswer, shortCases, table, worst } from '../support/more-goldens.js';
import { parity, type Runner } from '../support/parity.js';

type Numbers = Float64Array;
type Options = Record<string, unknown>;
const call = (f: unknown, ...args: unknown[]): unknown => (f as (...a: unknown[]) => unknown)(...args);

/** All numbers of a result in the order mir_eval has them. */
const flat = (scores: object): number[] =>
  Object.values(scores).flatMap((v) => (typeof v === 'object' && v ? flat(v as object) : [Number(v)]));

test('the worked example: a tracker that is a little late, and one at half the tempo', () => {
  const beats = Array.from({ length: 40 }, (_, i) => i / 2);
  const late = beats.map((t) => t + 0.03);
  const half = beats.filter((_, i) => i % 2 === 0);
  expect(dsp.beatFMeasure(beats, late)).toBe(1);
  expect(dsp.beatCemgil(beats, late).cemgil).toBeCloseTo(Math.exp(-9 / 32), 12);
  expect(dsp.beatContinuity(beats, half)).toMatchObject({ cmlt: 0, amlt: 1 });
  expect(dsp.onsetFMeasure(beats, half)).toEqual({ precision: 1, recall: 0.5, fMeasure: 2 / 3 });
});

/** What the members of a shared case are called by us. */
const members = (scores: Record<string, unknown>, golden: { outputs: { name: string }[] }, names: Record<string, string>): unknown =>
  Object.fromEntries(
    golden.outputs.map(({ name }) => [name.replace(/_([a-z0-9])/gi, (_, c: string) => c.toUpperCase()), at(scores, names[name]!)]),
  );
const at = (x: unknown, path: string): unknown => path.split('.').reduce<unknown>((v, k) => (v as Record<string, unknown>)[k], x);

/** The names in the order of the golden's outputs. */
const inOrder =
  (f: unknown, args: (inputs: unknown[], options: Options) => unknown[]): Runner =>
  (inputs, options, golden) => {
    const scores = call(f, ...args(inputs, options)) as object;
    const values = flat(scores);
    expect(values).toHaveLength(golden.outputs.length);
    return members(
      Object.fromEntries(values.entries()),
      golden,
      Object.fromEntries(golden.outputs.map(({ name }, i) => [name, String(i)])),
    );
  };

const plain = (inputs: unknown[], options: Options): unknown[] => [...inputs, options];
const named = (inputs: unknown[], { refLabels, estLabels, ...options }: Options): unknown[] => [
  { intervals: inputs[0], labels: refLabels },
  { intervals: inputs[1], labels: estLabels },
  ...(Object.keys(options).length ? [options] : []),
];

const SCORES = { f: 'fMeasure', precision: 'precision', recall: 'recall' };
for (const [reference, name, f] of [
  ['onset.f_measure', 'onsetFMeasure', dsp.onsetFMeasure],
  ['segment.detection', 'segmentDetection', dsp.segmentDetection],
] as const) {
  parity('mir_eval', `mir_eval.${reference}`, (inputs, o, golden) => members(call(f, ...inputs, o) as Options, golden, SCORES), { name });
}
for (const [reference, name, f] of [
  ['f_measure', 'beatFMeasure', dsp.beatFMeasure],
  ['goto', 'beatGoto', dsp.beatGoto],
  ['p_score', 'beatPScore', dsp.beatPScore],
  ['information_gain', 'beatInformationGain', dsp.beatInformationGain],
] as const) {
  parity('mir_eval', `mir_eval.beat.${reference}`, (inputs, o) => call(f, ...inputs, o), { name });
}
parity('mir_eval', 'mir_eval.beat.cemgil', inOrder(dsp.beatCemgil, plain), { name: 'beatCemgil' });
parity('mir_eval', 'mir_eval.beat.continuity', inOrder(dsp.beatContinuity, plain), { name: 'beatContinuity' });
parity('mir_eval', 'mir_eval.beat.evaluate', inOrder(dsp.beatEvaluate, plain), { name: 'beatEvaluate' });
parity('mir_eval', 'mir_eval.melody.evaluate', inOrder(dsp.melodyEvaluate, plain), { name: 'melodyEvaluate' });
parity('mir_eval', 'mir_eval.segment.deviation', inOrder(dsp.segmentDeviation, plain), { name: 'segmentDeviation' });
parity('mir_eval', 'mir_eval.segment.evaluate', inOrder(dsp.segmentEvaluate, named), { name: 'segmentEvaluate' });
parity('mir_eval', 'mir_eval.chord.evaluate', inOrder(dsp.chordEvaluate, named), { name: 'chordEvaluate' });
parity(
  'mir_eval',
  'mir_eval.transcription.evaluate',
  inOrder(dsp.transcriptionEvaluate, ([ri, rp, ei, ep], o) => [{ intervals: ri, pitches: rp }, { intervals: ei, pitches: ep }, o]),
  { name: 'transcriptionEvaluate' },
);
parity(
  'mir_eval',
  'mir_eval.key.weighted_score',
  (_, o) => dsp.keyWeightedScore(o['referenceKey'] as string, o['estimatedKey'] as string),
  { name: 'keyWeightedScore' },
);
parity(
  'mir_eval',
  'mir_eval.tempo.detection',
  (inputs, o, golden) =>
    members(call(dsp.tempoDetection, ...inputs, o) as Options, golden, { p: 'pScore', one: 'oneCorrect', both: 'bothCorrect' }),
  { name: 'tempoDetection' },
);
parity('mir_eval', 'mir_eval.separation.bss_eval_sources', (inputs, o) => call(dsp.bssEvalSources, ...inputs, o), {
  name: 'bssEvalSources',
});

describe('more of mir_eval', () => {
  const bothNamed = (f: unknown) => (a: unknown[], o: Options) =>
    flat(call(f, ...named([a[0], a[2]], { refLabels: a[1], estLabels: a[3], ...o })) as object);
  const runners: Record<string, (a: unknown[], o: Options) => unknown> = {
    'onset.f_measure': (a, o) => {
      const { fMeasure, precision, recall } = call(dsp.onsetFMeasure, ...a, o) as dsp.DetectionScores;
      return [fMeasure, precision, recall];
    },
    'beat.f_measure': (a) => call(dsp.beatFMeasure, ...a),
    'beat.cemgil': (a) => flat(call(dsp.beatCemgil, ...a) as object),
    'beat.goto': (a) => call(dsp.beatGoto, ...a),
    'beat.p_score': (a) => call(dsp.beatPScore, ...a),
    'beat.continuity': (a) => flat(call(dsp.beatContinuity, ...a) as object),
    'beat.information_gain': (a) => call(dsp.beatInformationGain, ...a),
    'beat.evaluate': (a) => flat(call(dsp.beatEvaluate, ...a) as object),
    'melody.evaluate': (a, o) => flat(call(dsp.melodyEvaluate, ...a, o) as object),
    'multipitch.evaluate': (a, o) => flat(call(dsp.multipitchEvaluate, ...a, o) as object),
    'segment.evaluate': bothNamed(dsp.segmentEvaluate),
    'segment.deviation': (a) => flat(call(dsp.segmentDeviation, ...a) as object),
    'chord.encode': ([label], o) => {
      const { root, semitones, bass } = readChord(label as string, 'test', 'label', o['reduceExtendedChords'] === true);
      return [root, ...semitones, bass];
    },
    'chord.evaluate': bothNamed(dsp.chordEvaluate),
    'transcription.evaluate': (a, o) =>
      flat(call(dsp.transcriptionEvaluate, { intervals: a[0], pitches: a[1] }, { intervals: a[2], pitches: a[3] }, o) as object).slice(
        o['offsetRatio'] === null ? 1 : 0, // null where ends do not count
        o['offsetRatio'] === null ? -1 : undefined,
      ),
    'separation.bss_eval_sources': ([s, e]) => flat(arrays(dsp.bssEvalSources(table(s), table(e)))),
    'key.weighted_score': (a) => call(dsp.keyWeightedScore, ...a),
    'tempo.detection': (a, o) => flat(call(dsp.tempoDetection, ...a, o) as object),
  };
  for (const rule of ['thirds', 'triads', 'tetrads', 'majmin', 'sevenths'] as const) {
    runners[`chord.${rule}`] = (a) => call(dsp.chordComparison, ...a, { rule });
    runners[`chord.${rule}_inv`] = (a) => call(dsp.chordComparison, ...a, { rule: `${rule}Inv` });
  }
  for (const rule of ['root', 'mirex'] as const) runners[`chord.${rule}`] = (a) => call(dsp.chordComparison, ...a, { rule });
  describe.each(Object.entries(runners))('%s', (name, run) => {
    // 1e-9 of the peak; filters of 512 taps on 700 samples are solved to about 1e-7 dB by either program
    const relative = name.startsWith('separation') ? 1e-7 : 1e-9;
    test.each(shortCases('mir_eval', name))('%s', (_, { args, options, answer }) => {
      const numbers = (x: unknown): unknown => (typeof x === 'boolean' ? Number(x) : Array.isArray(x) ? x.map(numbers) : x);
      expectAnswer(run(args, options), [numbers(answer)].flat(3), relative);
    });
  });
  test('the largest error of all', () => expect(worst.error).toBeLessThan(1e-7));
});

const arrays = (x: dsp.BssEval): object => ({ sdr: [...x.sdr], sir: [...x.sir], sar: [...x.sar], perm: [...x.perm] });

describe('properties', () => {
  const beats = fc
    .array(fc.integer({ min: 0, max: 4000 }), { minLength: 2, maxLength: 30 })
    .map((list) => [...new Set(list)].sort((a, b) => a - b).map((t) => t / 100));
  test('what equals the reference is perfect, and scores lie in [0, 1]', () => {
    fc.assert(
      fc.property(beats, beats, (a, b) => {
        if (a.length > 2) expect(dsp.beatContinuity(a, a)).toEqual({ cmlc: 1, cmlt: 1, amlc: 1, amlt: 1 });
        expect(dsp.onsetFMeasure(a, a).fMeasure).toBe(1);
        const { precision, recall } = dsp.onsetFMeasure(a, b);
        const turned = dsp.onsetFMeasure(b, a);
        expect([turned.precision, turned.recall]).toEqual([recall, precision]);
        for (const score of flat(dsp.beatEvaluate(a, b, { minBeatTime: 0 }))) {
          expect(score).toBeGreaterThanOrEqual(-1e-15);
          expect(score).toBeLessThanOrEqual(2);
        }
      }),
      { numRuns: 60 },
    );
  });

  test('pairs are as many as a search through all of them finds', () => {
    const most = (ref: number[], est: number[], window: number): number => {
      if (est.length === 0) return 0;
      const [first, ...rest] = est;
      const without = most(ref, rest, window);
      return Math.max(
        without,
        ...ref.map((r, i) =>
          Math.abs(r - first!) <= window
            ? 1 +
              most(
                ref.filter((_, k) => k !== i),
                rest,
                window,
              )
            : 0,
        ),
      );
    };
    const few = fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 5 }).map((list) => list.sort((a, b) => a - b));
    fc.assert(
      fc.property(few, few, (a, b) => {
        if (a.length && b.length) expect(dsp.onsetFMeasure(a, b, { window: 2 }).recall * a.length).toBeCloseTo(most(a, b, 2), 9);
      }),
      { numRuns: 60 },
    );
  });

  test('names of segments do not matter, only which are the same', () => {
    const reference = {
      intervals: [
        [0, 4],
        [4, 9],
        [9, 12],
      ],
      labels: ['A', 'B', 'A'],
    };
    const estimate = {
      intervals: [
        [0, 3],
        [3, 8],
        [8, 12],
      ],
      labels: ['x', 'y', 'x'],
    };
    const renamed = { ...estimate, labels: ['B', 'none', 'b'] };
    expect(dsp.segmentEvaluate(reference, renamed)).toEqual(dsp.segmentEvaluate(reference, estimate));
    expect(flat(dsp.segmentPairwise(reference, reference))).toEqual([1, 1, 1]);
    expect(dsp.segmentMutualInformation(reference, reference).adjusted).toBeCloseTo(1, 12);
  });
});

describe('edges', () => {
  const none = new Float64Array(0);
  test('empty lists score 0', () => {
    expect(flat(dsp.beatEvaluate([], []))).toEqual(new Array(10).fill(0));
    expect(flat(dsp.transcriptionEvaluate({ intervals: [], pitches: [] }, { intervals: [], pitches: none }))).toEqual(
      new Array(14).fill(0),
    );
    expect(flat(dsp.multipitchEvaluate([], [], [], []))).toEqual(new Array(14).fill(0));
    expect(flat(dsp.segmentPairwise({ intervals: [], labels: [] }, { intervals: [[0, 1]], labels: ['a'] }))).toEqual([0, 0, 0]);
    expect(dsp.rawPitchAccuracy({ refVoicing: none, refCent: none, estVoicing: none, estCent: none })).toBe(0);
  });
  test('ndarrays of intervals count as lists of them', () => {
    const nd = table([
      [0, 4],
      [4, 9],
    ]) as NdArray<Numbers>;
    expect(dsp.segmentDetection(nd, nd).fMeasure).toBe(1);
  });
  test('beats at one time have no interval, and no NaN', () => {
    for (const score of flat(dsp.beatEvaluate([6, 6, 7], [6, 6, 6]))) expect(score).not.toBeNaN();
    for (const score of flat(dsp.beatEvaluate([6, 6.5, 7], [6, 6, 6]))) expect(score).not.toBeNaN();
  });
});

describe('refusals', () => {
  test.each([
    [() => dsp.onsetFMeasure([2, 1], [1]), 'onsetFMeasure: "referenceOnsets" must not fall, got 1 after 2 at index 1'],
    [
      () => dsp.onsetFMeasure([1], [44100]),
      'onsetFMeasure: "estimatedOnsets" must be times in seconds, at most 30000, got 44100 at index 0',
    ],
    [() => dsp.onsetFMeasure([1], [1], { window: -1 }), 'onsetFMeasure: "window" must be a finite number >= 0, got -1'],
    [() => dsp.beatGoto([1], [1], { gotoThreshold: 1 }), 'beatGoto: "gotoThreshold" must be < 1, got 1'],
    [() => dsp.beatPScore([1, 1], [1, 2]), 'beatPScore: "referenceBeats" must have two beats at least 10 ms apart'],
    [() => dsp.tempoDetection([60], [60, 1], { referenceWeight: 1 }), 'tempoDetection: "referenceTempi" must be two tempi, got 1'],
    [
      () => dsp.keyWeightedScore('H major', 'X'),
      'keyWeightedScore: "referenceKey" must be a tonic and major, minor or other, such as "C# minor", or "X", got "H major"',
    ],
    [() => dsp.melodyEvaluate([0, 0], [1, 1], [0], [1]), 'melodyEvaluate: "refTime" must rise, got 0 after 0 at index 1'],
    [() => dsp.voicingRecall([1], [2]), 'voicingRecall: "estVoicing" must be in [0, 1], got 2 at index 0'],
    [
      () => dsp.multipitchEvaluate([0], [[10]], [0], [[]]),
      'multipitchEvaluate: "refFreqs" must be frequencies in [20, 5000] Hz, got 10 at time 0',
    ],
    [() => dsp.segmentDetection([[1, 1]], []), 'segmentDetection: "referenceIntervals" must end after they begin, got 1 to 1 in row 0'],
    [
      () => dsp.segmentDeviation([[0, 1]], [[0, 1]], { trim: true }),
      'segmentDeviation: "referenceIntervals" must have a boundary besides the first and the last',
    ],
    [
      () => dsp.segmentNce({ intervals: [[0, 2]], labels: ['a'] }, { intervals: [[0, 1]], labels: ['a'] }),
      'segmentNce: "estimate" must end with the reference at 2 s, got 1',
    ],
    [
      () => dsp.chordComparison(['H'], ['C'], { rule: 'root' }),
      'chordComparison: "referenceLabels" must hold chords such as "C", "Bb:min7", "A:(3,5)/3", "N" or "X", got "H"',
    ],
    [
      () =>
        dsp.chordSegmentation(
          [
            [0, 2],
            [1, 3],
          ],
          [[0, 1]],
        ),
      'chordSegmentation: "referenceIntervals" must not overlap, got 1 in row 1 before 2 in row 0',
    ],
    [
      () => dsp.transcriptionScores({ intervals: [[0, 1]], pitches: [0] }, { intervals: [], pitches: [] }),
      'transcriptionScores: "reference.pitches" must be > 0, got 0 at index 0',
    ],
  ])('%#', (run, message) => {
    expect(run).toThrow(dsp.ParameterError);
    expect(run).toThrow(message);
  });
  test('a misspelt option', () => {
    // @ts-expect-error the compiler refuses it too
    expect(() => dsp.beatEvaluate([1], [1], { minBeatTimes: 1 })).toThrow(
      'beatEvaluate: "minBeatTimes" is not an option; did you mean "minBeatTime"?',
    );
  });
});
