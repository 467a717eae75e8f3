import { describe, expect, test } from 'vitest';
import { nd } from '../../src/core/nd.js';
import { largest, smallest } from '../../src/core/select.js';
import { beatGoto, melodyEvaluate, segmentEvaluate, segmentPairwise, vqt } from '../../src/index.js';
import { ctcLoss } from '../../src/loss/index.js';
import { padSequences, stratifiedKFold, trainTestSplit } from '../../src/ml/index.js';
import { fitIntervals } from '../../src/metrics/annotations.js';
import { reportText } from '../../src/metrics/report-text.js';

/** More than the arguments of a call: `Math.max(...list)` throws a RangeError from some 125,000 on. */
const MANY = 130_000;

const seconds = Float64Array.from({ length: MANY }, (_, i) => i);
const intervals = Array.from(seconds, (t) => [t, t + 1]);

describe('lists longer than the arguments of a call', () => {
  test('largest and smallest are what Math.max and Math.min are', () => {
    expect([largest(seconds), smallest(seconds)]).toEqual([MANY - 1, 0]);
    expect([largest([]), smallest([])]).toEqual([Math.max(), Math.min()]);
    expect([largest([1, NaN, 2]), smallest([1, NaN, 2])]).toEqual([NaN, NaN]);
  });

  test('segments, beats and melodies are scored', () => {
    const song = { intervals, labels: intervals.map((_, i) => 'AB'[i % 2]!) };
    const short = { intervals: [[0, MANY]], labels: ['A'] };
    expect(segmentPairwise(song, short, { frameSize: 1 }).recall).toBe(1);
    expect(segmentEvaluate(short, song, { frameSize: 1 }).pairwise.precision).toBe(1);
    const all = { starts: seconds, ends: seconds.map((t) => t + 1), count: MANY };
    expect(fitIntervals(all, song.labels, 0.5, MANY + 1, 'first', 'last').names).toHaveLength(MANY + 1);
    expect(
      beatGoto(
        seconds.map((t) => 5 + t / 10),
        [MANY / 20],
      ),
    ).toBe(0);
    const later = seconds.map((t) => t / 100 + 1);
    const tone = new Float64Array(MANY).fill(440);
    expect(melodyEvaluate(later, tone, later.slice(0, -1), tone.slice(1)).rawPitchAccuracy).toBeCloseTo(1, 4);
  });

  test('items are split, padded and scored', () => {
    const labels = Int32Array.from({ length: 2 * MANY }, (_, i) => i % 2);
    expect(trainTestSplit(2 * MANY, { stratify: labels, testSize: 10 }).train).toHaveLength(2 * MANY - 10);
    expect(trainTestSplit(2 * MANY, { stratify: labels, trainSize: 10 }).test).toHaveLength(2 * MANY - 10);
    expect(() => stratifiedKFold(seconds as unknown as number[])).toThrow('must be at most the size of the smallest class, 1');
    expect(padSequences(Array<Float32Array>(MANY).fill(new Float32Array(1))).data.shape).toEqual([MANY, 1]);
    const logits = nd(new Float64Array(2 * MANY), [MANY, 1, 2]);
    const { loss } = ctcLoss(logits, Array<number[]>(MANY).fill([1]));
    expect(loss).toBeCloseTo(Math.log(2), 9);
    const row = { name: 'class', support: 1, precision: 1, recall: 1, f1Score: 1 };
    expect(reportText(Array<typeof row>(MANY).fill(row), [row], 2)).toContain('class');
  });

  test('too many intervals are refused by a rule', () => {
    const call = () => vqt(new Float64Array(1000), { sampleRate: 22050, intervals: Array.from(seconds, (t) => 1 + t / MANY) });
    expect(call).toThrow('must be an integer in [1, 1000], got 130000');
  });
});
