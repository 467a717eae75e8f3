import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd } from '../../src/core/nd.js';
import { createRandom } from '../../src/core/random.js';
import { ctcBeamSearchDecode, ctcGreedyDecode, ctcLoss } from '../../src/loss/index.js';

const size = (min: number, max: number) => fc.integer({ min, max });

function draw(seed: number, time: number, classes: number, scale = 1) {
  const { normal, uniform } = createRandom(seed);
  return {
    logits: nd(
      Float64Array.from({ length: time * classes }, () => scale * normal()),
      [1, time, classes],
    ),
    uniform,
  };
}

/** log softmax of a frame, by the book. */
function logProbabilities(logits: Float64Array, classes: number): number[][] {
  return Array.from({ length: logits.length / classes }, (_, t) => {
    const row = Array.from(logits.subarray(t * classes, (t + 1) * classes));
    const most = Math.max(...row);
    const sum = Math.log(row.reduce((s, z) => s + Math.exp(z - most), 0)) + most;
    return row.map((z) => z - sum);
  });
}

/** Probability of each label sequence: all classes^time alignments, one by one. */
function enumerate(lp: number[][], blank: number): Map<string, number> {
  const classes = lp[0]!.length;
  const found = new Map<string, number>();
  for (let code = 0; code < classes ** lp.length; code++) {
    let rest = code;
    let log = 0;
    let previous = blank;
    const labels: number[] = [];
    for (const frame of lp) {
      const c = rest % classes;
      rest = (rest - c) / classes;
      log += frame[c]!;
      if (c !== blank && c !== previous) labels.push(c);
      previous = c;
    }
    const key = labels.join();
    found.set(key, (found.get(key) ?? 0) + Math.exp(log));
  }
  return found;
}

describe('ctcLoss', () => {
  test('equals the sum over all alignments', () => {
    fc.assert(
      fc.property(size(1, 6), size(2, 4), size(0, 1e9), fc.boolean(), (time, classes, seed, last) => {
        const blank = last ? classes - 1 : 0;
        const { logits } = draw(seed, time, classes, 2);
        for (const [key, p] of enumerate(logProbabilities(logits.data, classes), blank)) {
          const labels = key === '' ? [] : key.split(',').map(Number);
          const { loss } = ctcLoss(logits, [labels], { blank, reduction: 'sum' });
          expect(Math.abs(loss + Math.log(p))).toBeLessThan(1e-10 * Math.max(1, loss));
        }
      }),
      { numRuns: 40 },
    );
  });

  test('the probabilities of all label sequences sum to 1', () => {
    const { logits } = draw(3, 4, 3);
    let sum = 0;
    const extend = (labels: number[]): void => {
      if (labels.length > 4) return;
      sum += Math.exp(-ctcLoss(logits, [labels], { reduction: 'sum', zeroInfinity: true }).loss) * Number(fits(labels));
      for (const c of [1, 2]) extend([...labels, c]);
    };
    const fits = (labels: number[]) => labels.length + labels.filter((l, i) => l === labels[i - 1]).length <= 4;
    extend([]);
    expect(sum).toBeCloseTo(1, 12);
  });

  test('stays exact where all probabilities underflow', () => {
    // frame t surely says class t % 3, but the labels want something else: log-probabilities of about -1000 a frame
    const time = 9;
    const logits = nd(new Float64Array(time * 3), [1, time, 3]);
    for (let t = 0; t < time; t++) logits.data[t * 3 + (t % 3)] = 1000;
    const { loss, gradient } = ctcLoss(logits, [[2, 1, 2, 1]], { reduction: 'sum' });
    // best alignment: frames say 0 1 2 0 1 2 0 1 2; e.g. 2 must come before the first 1 that counts
    const best = bestAlignment(logProbabilities(logits.data, 3), [2, 1, 2, 1], 0);
    expect(loss).toBeGreaterThan(best.cost - Math.log(3 ** time));
    expect(loss).toBeLessThanOrEqual(best.cost);
    expect(gradient.data.every(Number.isFinite)).toBe(true);
    const spread = draw(5, 40, 4, 300);
    const long = ctcLoss(spread.logits, [[1, 2, 3, 1, 1, 2]], { reduction: 'sum' });
    const cost = bestAlignment(logProbabilities(spread.logits.data, 4), [1, 2, 3, 1, 1, 2], 0).cost;
    expect(long.loss).toBeGreaterThan(800);
    expect(Math.abs(long.loss - cost)).toBeLessThan(40);
  });

  test('equals the plain recursion in log space, whatever the spread; each frame of the gradient sums to 0', () => {
    fc.assert(
      fc.property(size(1, 12), size(2, 5), size(0, 1e9), fc.constantFrom(1, 30, 300, 3000), (time, classes, seed, scale) => {
        const { logits, uniform } = draw(seed, time, classes, scale);
        const labels = Array.from({ length: Math.floor(uniform() * time) }, () => 1 + Math.floor(uniform() * (classes - 1)));
        if (labels.length + labels.filter((l, i) => l === labels[i - 1]).length > time) return;
        const want = plainLoss(logProbabilities(logits.data, classes), labels);
        const { loss, gradient } = ctcLoss(logits, [labels], { reduction: 'sum' });
        expect(Math.abs(loss - want)).toBeLessThan(1e-11 * Math.max(1, want));
        for (let t = 0; t < time; t++) {
          const frame = gradient.data.subarray(t * classes, (t + 1) * classes);
          expect(Math.abs(frame.reduce((a, b) => a + b, 0))).toBeLessThan(1e-9); // e^x of x near -1e4 is known to 1e-12 only
        }
      }),
    );
  });

  test('a batch is its items, padding is not looked at, and both layouts agree', () => {
    const { normal } = createRandom(8);
    const [batch, time, classes] = [3, 6, 4];
    const x = Float64Array.from({ length: batch * time * classes }, normal);
    const targets = [[1, 1], [3], [2, 1, 2]];
    const inputLengths = [6, 2, 4];
    const all = ctcLoss(nd(x, [batch, time, classes]), targets, { inputLengths, reduction: 'none' });
    const major = new Float64Array(x.length);
    for (let b = 0; b < batch; b++) {
      for (let t = 0; t < time; t++) {
        major.set(x.subarray((b * time + t) * classes, (b * time + t + 1) * classes), (t * batch + b) * classes);
      }
    }
    const other = ctcLoss(nd(major, [time, batch, classes]), targets, { inputLengths, reduction: 'none', timeMajor: true });
    expect(other.losses).toEqual(all.losses);
    targets.forEach((list, b) => {
      const n = inputLengths[b]!;
      const item = nd(x.slice(b * time * classes, (b * time + n) * classes), [1, n, classes]);
      const alone = ctcLoss(item, [list], { reduction: 'sum' });
      expect(alone.loss).toBe(all.losses![b]);
      const gradient = all.gradient.data.subarray(b * time * classes, (b + 1) * time * classes);
      expect(gradient.subarray(0, n * classes)).toEqual(alone.gradient.data);
      expect(gradient.subarray(n * classes).every((g) => g === 0)).toBe(true);
    });
  });

  test.each([
    [[[1, 1]], {}, 'ctcLoss: "targets" of item 0 need 3 frames (2 labels and 1 between repeats), got 2'],
    [[[1, 2, 1]], {}, 'ctcLoss: "targets" of item 0 need 3 frames (3 labels), got 2'],
    [[[3]], {}, 'ctcLoss: "targets[0]" must be integers in [0, 2], got 3 at index 0'],
    [[[1, 0]], {}, 'ctcLoss: "targets[0]" must not hold the blank, got 0 at index 1'],
    [[[1, 2]], { blank: 'last' as const }, 'ctcLoss: "targets[0]" must not hold the blank, got 2 at index 1'],
    [[[1.5]], {}, 'ctcLoss: "targets[0]" must be integers in [0, 2], got 1.5 at index 0'],
    [[[1], [2]], {}, 'ctcLoss: "targets" must hold 1 lists, one an item, got 2'],
    [[[1]], { blank: 3 }, 'ctcLoss: "blank" must be an integer in [0, 2], got 3'],
    [[[1]], { inputLengths: [3] }, 'ctcLoss: "inputLengths" must be integers in [1, 2], got 3 at index 0'],
    [[[1]], { inputLengths: [1, 1] }, 'ctcLoss: "inputLengths" must hold 1 integers, got 2'],
  ])('refuses targets %j with %j', (targets, options, message) => {
    expect(() => ctcLoss(nd(new Float64Array(6), [1, 2, 3]), targets, options)).toThrow(message);
  });

  test('refuses other shapes and lists', () => {
    const x = nd(new Float64Array(6), [2, 3]);
    expect(() => ctcLoss(x, [[1]])).toThrow('ctcLoss: "logits" must have the shape [any, any, any], got [2, 3]');
    expect(() => ctcLoss(nd(new Float64Array(0), [0, 2, 3]), [])).toThrow('ctcLoss: "logits" must not be empty, got shape [0, 2, 3]');
    expect(() => ctcLoss(nd(new Float64Array(6), [1, 2, 3]), [1] as never)).toThrow(TypeError);
    expect(() => ctcLoss(nd(new Float64Array(6), [1, 2, 3]), null as never)).toThrow(TypeError);
    expect(() => ctcLoss(nd(Float64Array.of(0, NaN, 0), [1, 1, 3]), [[1]])).toThrow('ctcLoss: "logits" must be finite, got NaN at index 1');
    expect(() => ctcLoss(nd(Float64Array.of(1e308, -1e308, 0, 1e308, -1e308, 0), [1, 2, 3]), [[1, 2]])).toThrow('is too large');
  });
});

/** The forward recursion, three terms at a time. */
function plainLoss(lp: number[][], labels: number[]): number {
  const states = labels.flatMap((l) => [0, l]).concat(0);
  const add = (...x: number[]): number => {
    const most = Math.max(...x);
    return most === -Infinity ? most : most + Math.log(x.reduce((s, v) => s + Math.exp(v - most), 0));
  };
  let alpha = states.map((c, s) => (s < 2 ? lp[0]![c]! : -Infinity));
  for (const frame of lp.slice(1)) {
    alpha = states.map((c, s) => {
      const skip = c !== 0 && s > 1 && c !== states[s - 2] ? alpha[s - 2]! : -Infinity;
      return add(alpha[s]!, s > 0 ? alpha[s - 1]! : -Infinity, skip) + frame[c]!;
    });
  }
  return -add(alpha.at(-1)!, alpha.length > 1 ? alpha.at(-2)! : -Infinity);
}

/** Cheapest alignment by dynamic programming over sums alone: a bound for the loss. */
function bestAlignment(lp: number[][], labels: number[], blank: number): { cost: number } {
  const states = labels.flatMap((l) => [blank, l]).concat(blank);
  let costs = states.map((c, s) => (s < 2 ? -lp[0]![c]! : Infinity));
  for (const frame of lp.slice(1)) {
    costs = states.map((c, s) => {
      const skip = c !== blank && c !== states[s - 2] ? (costs[s - 2] ?? Infinity) : Infinity;
      return Math.min(costs[s]!, costs[s - 1] ?? Infinity, skip) - frame[c]!;
    });
  }
  return { cost: Math.min(costs.at(-1)!, costs.at(-2) ?? Infinity) };
}

describe('decoding', () => {
  test('greedy takes the likeliest alignment', () => {
    fc.assert(
      fc.property(size(1, 6), size(1, 4), size(0, 1e9), (time, classes, seed) => {
        const { logits } = draw(seed, time, classes);
        const lp = logProbabilities(logits.data, classes);
        const [path] = ctcGreedyDecode(logits);
        const best = lp.map((row) => row.indexOf(Math.max(...row)));
        expect(path!.logProbability).toBeCloseTo(
          lp.reduce((s, row, t) => s + row[best[t]!]!, 0),
          10,
        );
        expect(Array.from(path!.labels)).toEqual(best.filter((c, t) => c !== 0 && c !== best[t - 1]));
      }),
    );
  });

  test('a wide beam finds every label sequence with its exact probability', () => {
    fc.assert(
      fc.property(size(1, 5), size(2, 4), size(0, 1e9), fc.boolean(), (time, classes, seed, last) => {
        const blank = last ? classes - 1 : 0;
        const { logits } = draw(seed, time, classes, 2);
        const all = [...enumerate(logProbabilities(logits.data, classes), blank)].sort((a, b) => b[1] - a[1]);
        const [paths] = ctcBeamSearchDecode(logits, { blank, beamWidth: 5000, paths: 5000 });
        expect(paths!.length).toBe(all.length);
        paths!.forEach(({ labels, logProbability, score }, k) => {
          expect(Math.abs(logProbability - Math.log(all[k]![1]))).toBeLessThan(1e-10);
          expect(score).toBe(logProbability);
          expect(all.find(([key]) => key === Array.from(labels).join())![1]).toBeCloseTo(Math.exp(logProbability), 12);
        });
      }),
      { numRuns: 40 },
    );
  });

  test('a narrow beam never claims more than the truth, and its probability agrees with the loss when wide', () => {
    fc.assert(
      fc.property(size(2, 30), size(2, 6), size(0, 1e9), (time, classes, seed) => {
        const { logits } = draw(seed, time, classes);
        for (const beamWidth of [1, 4]) {
          const best = ctcBeamSearchDecode(logits, { beamWidth })[0]![0]!;
          expect(best.logProbability).toBeLessThanOrEqual(-ctcLoss(logits, [best.labels], { reduction: 'sum' }).loss + 1e-9);
        }
      }),
    );
  });

  test('a language model turns the balance, forbids with -Infinity, and sees the prefix', () => {
    const logits = nd(Float64Array.from([0.2, 0.5, 0.3].map(Math.log)), [1, 1, 3]);
    expect(Array.from(ctcBeamSearchDecode(logits)[0]![0]!.labels)).toEqual([1]);
    const liking = (prefix: readonly number[], label: number) => (label === 2 && prefix.length === 0 ? 1 : 0);
    const [best] = ctcBeamSearchDecode(logits, { languageModel: liking })[0]!;
    expect(Array.from(best!.labels)).toEqual([2]);
    expect(best!.score).toBeCloseTo(Math.log(0.3) + 1, 12);
    expect(best!.logProbability).toBeCloseTo(Math.log(0.3), 12);
    const none = ctcBeamSearchDecode(logits, { languageModel: () => -Infinity, paths: 3 })[0]!;
    expect(none.map(({ labels }) => Array.from(labels))).toEqual([[]]);
    const prefixes = new Set<string>();
    const { logits: more } = draw(1, 4, 3);
    ctcBeamSearchDecode(more, { languageModel: (prefix, label) => (prefixes.add([...prefix, label].join()), 0) });
    expect(prefixes.has('1,2,1')).toBe(true);
  });

  test('paths are wholes of an item, in order, at most as many as asked for', () => {
    const { logits } = draw(2, 12, 5);
    const [five] = ctcBeamSearchDecode(logits, { paths: 5, beamWidth: 50 });
    expect(five!.length).toBe(5);
    for (let k = 1; k < 5; k++) expect(five![k]!.score).toBeLessThanOrEqual(five![k - 1]!.score);
    expect(new Set(five!.map(({ labels }) => labels.join())).size).toBe(5);
    const [one] = ctcBeamSearchDecode(logits, { inputLengths: [1], blank: 'last', beamWidth: 50, paths: 50 });
    expect(one!.length).toBe(5);
  });

  test.each([
    [{ beamWidth: 0 }, 'ctcBeamSearchDecode: "beamWidth" must be an integer in [1, 1000000], got 0'],
    [{ paths: 26 }, 'ctcBeamSearchDecode: "paths" must be an integer in [1, 25], got 26'],
    [{ languageModel: () => NaN }, 'ctcBeamSearchDecode: "languageModel" must return a number < Infinity, got NaN'],
    [{ languageModel: 1 as never }, 'ctcBeamSearchDecode: "languageModel" must be a function or null, got 1'],
    [{ beamwidth: 1 } as never, 'ctcBeamSearchDecode: "beamwidth" is not an option; did you mean "beamWidth"?'],
  ])('refuses %o', (options, message) => {
    expect(() => ctcBeamSearchDecode(nd(new Float64Array(6), [1, 2, 3]), options)).toThrow(message);
  });
});
