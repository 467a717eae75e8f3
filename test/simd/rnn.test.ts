import { createHash } from 'node:crypto';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { createRandom } from '../../src/core/random.js';
import { type FloatArray } from '../../src/core/types.js';
import { createDenseKernel } from '../../src/nn/dense-kernel.js';
import { type RunOptions } from '../../src/nn/recurrent-kernel.js';
import { createLstmKernel } from '../../src/nn/recurrent-kernels.js';
import { type Activation } from '../../src/simd/blocks.js';
import { setEngine } from '../../src/simd/engine.js';
import { webAssembly } from '../../src/simd/web-assembly.js';
import { expectClose } from '../support/close.js';
import { CELLS, type Cell, createKernel, GATES, type Settings } from './cells.js';
import { DOUBLE, draw, JS, type Path, PATHS, SIMD } from './paths.js';

afterEach(() => setEngine('auto'));

/** Seeded weights that neither saturate nor die out. */
function weightsOf(cell: Cell, inputs: number, units: number, seed: number, array: Path['array']): Settings {
  const columns = GATES[cell] * units;
  return {
    inputs,
    units,
    kernel: array(draw(inputs * columns, seed, 1 / Math.sqrt(inputs))),
    recurrentKernel: array(draw(units * columns, seed + 1, 1 / Math.sqrt(units))),
    bias: array(draw((cell === 'gru' ? 2 : 1) * columns, seed + 2, 0.5)),
  };
}

/** Seeded frames, exact in single precision. */
function framesOf(length: number, seed: number): Float32Array {
  const random = createRandom(seed);
  return Float32Array.from({ length }, random.normal);
}

/** Runs the same on an engine of this path. */
function outputs(path: Path, cell: Cell, sizes: readonly [number, number, number, number], seed: number, options?: RunOptions): FloatArray {
  const [inputs, units, batch, time] = sizes;
  setEngine(path.choice);
  const kernel = createKernel(cell, weightsOf(cell, inputs, units, seed, path.array));
  const out = path.array(new Float64Array(batch * time * units));
  kernel.run(out, path.array(framesOf(batch * time * inputs, seed + 1)), batch, time, options);
  return out;
}

describe('recurrent kernels', () => {
  test('run on SIMD for Float32Array weights, and on TypeScript for Float64Array or where SIMD is off', () => {
    expect(createKernel('lstm', weightsOf('lstm', 3, 5, 1, SIMD.array)).engine).toBe('simd');
    expect(createKernel('lstm', weightsOf('lstm', 3, 5, 1, DOUBLE.array)).engine).toBe('js');
    setEngine('js');
    expect(createKernel('lstm', weightsOf('lstm', 3, 5, 1, SIMD.array)).engine).toBe('js');
  });

  test.each([
    ['there is no WebAssembly', undefined],
    ['it has no SIMD', { validate: (): boolean => false }],
    ['it may not compile', { validate: (): boolean => true, Module: refuse(EvalError) }],
    [
      'there is no memory',
      { Module: webAssembly()!.Module, Instance: webAssembly()!.Instance, validate: (): boolean => true, Memory: refuse(RangeError) },
    ],
  ])('run on TypeScript where %s', async (_, api) => {
    vi.resetModules();
    vi.stubGlobal('WebAssembly', api);
    const fresh = (await import('../../src/nn/recurrent-kernels.js')).createLstmKernel(weightsOf('lstm', 3, 5, 1, SIMD.array));
    const dense = (await import('../../src/nn/dense-kernel.js')).createDenseKernel({ inputs: 1, units: 1, kernel: Float32Array.of(2) });
    vi.unstubAllGlobals();
    expect([fresh.engine, dense.engine]).toEqual(['js', 'js']);
    const out = new Float32Array(20);
    fresh.run(out, framesOf(12, 2), 1, 4);
    expectAbsolute(out, outputs(DOUBLE, 'lstm', [3, 5, 1, 4], 1), 1e-6);
  });

  test.each(CELLS)('%s agrees with double for all sizes', (cell) => {
    const size = (max: number): fc.Arbitrary<number> => fc.integer({ min: 1, max });
    fc.assert(
      fc.property(size(21), size(37), size(9), size(12), fc.boolean(), fc.nat(1000), (inputs, units, batch, time, goBackwards, seed) => {
        const sizes = [inputs, units, batch, time] as const;
        const expected = outputs(DOUBLE, cell, sizes, seed, { goBackwards });
        // Outputs are below 1 in magnitude; a dozen frames add up a few roundings of 6e-8.
        for (const path of [SIMD, JS]) expectAbsolute(outputs(path, cell, sizes, seed, { goBackwards }), expected, 1e-6);
      }),
      { numRuns: 60 },
    );
  });

  test.each([
    ['lstm', 40, 128],
    ['gru', 40, 64],
    ['gruResetBefore', 13, 50],
    ['simple', 40, 32],
  ] as const)('%s of %i to %i stays with double for a thousand frames', (cell, inputs, units) => {
    const sizes = [inputs, units, 1, 1000] as const;
    const expected = outputs(DOUBLE, cell, sizes, 7);
    expectAbsolute(outputs(SIMD, cell, sizes, 7), expected, 2e-6);
    expectAbsolute(outputs(JS, cell, sizes, 7), expected, 1e-6);
  });

  test.each(['relu', 'sigmoid', 'linear', 'hardSigmoid', 'hardSigmoidKeras2', 'elu', 'tanh'] as const)(
    'activation %s agrees with double',
    (activation) => {
      for (const cell of CELLS) {
        const run = (path: Path): FloatArray => {
          setEngine(path.choice);
          const settings = weightsOf(cell, 5, 6, 3, path.array);
          settings.recurrentKernel = settings.recurrentKernel.map((w) => w / 4) as FloatArray; // linear units must not grow
          const kernel = createKernel(cell, { ...settings, activation, recurrentActivation: 'hardSigmoid' });
          const out = path.array(new Float64Array(2 * 9 * 6));
          kernel.run(out, path.array(framesOf(2 * 9 * 5, 4)), 2, 9);
          return out;
        };
        for (const path of [SIMD, JS]) expectClose(run(path), run(DOUBLE), 1e-6);
      }
    },
  );

  test('never read or write past their sequences: garbage of the run before changes nothing', () => {
    const settings = weightsOf('gru', 7, 11, 5, SIMD.array);
    const kernel = createKernel('gru', settings);
    kernel.run(new Float32Array(40 * 30 * 11), framesOf(40 * 30 * 7, 1).fill(NaN), 40, 30);
    const out = new Float32Array(3 * 4 * 11 + 8).fill(9);
    kernel.run(out.subarray(4, -4), framesOf(3 * 4 * 7, 6), 3, 4);
    const fresh = new Float32Array(3 * 4 * 11);
    createKernel('gru', settings).run(fresh, framesOf(3 * 4 * 7, 6), 3, 4);
    expect(out.subarray(4, -4)).toEqual(fresh);
    expect([...out.subarray(0, 4), ...out.subarray(-4)]).toEqual(Array(8).fill(9));
  });
});

describe.each(PATHS)('sequences, $path', (path) => {
  const { array, choice } = path;
  test.each(CELLS)('%s: a batch is its items, bit for bit, whatever its size', (cell) => {
    setEngine(choice);
    const [inputs, units, time, batch] = [6, 9, 5, 70];
    const kernel = createKernel(cell, weightsOf(cell, inputs, units, 11, array));
    const x = array(framesOf(batch * time * inputs, 12));
    const out = array(new Float64Array(batch * time * units));
    kernel.run(out, x, batch, time);
    const one = array(new Float64Array(time * units));
    for (let i = 0; i < batch; i++) {
      kernel.run(one, x.subarray(i * time * inputs, (i + 1) * time * inputs), 1, time);
      expect(out.subarray(i * time * units, (i + 1) * time * units)).toEqual(one);
    }
  });

  test.each(CELLS)('%s: pieces joined by their states, and single steps, are the whole, bit for bit', (cell) => {
    setEngine(choice);
    const [inputs, units, time] = [5, 7, 40];
    const kernel = createKernel(cell, weightsOf(cell, inputs, units, 21, array));
    const x = array(framesOf(time * inputs, 22));
    const whole = array(new Float64Array(time * units));
    kernel.run(whole, x, 1, time);
    const pieces = array(new Float64Array(time * units));
    const states = Array.from({ length: kernel.states }, () => new Float64Array(units)); // TypeScript computes in double
    for (let t = 0, n = 1; t < time; t += n, n = Math.min(n + 3, time - t)) {
      const [from, to] = [t, t + n];
      kernel.run(pieces.subarray(from * units, to * units), x.subarray(from * inputs, to * inputs), 1, n, {
        initial: states,
        final: states,
      });
    }
    expect(pieces).toEqual(whole);
    for (const round of [1, 2]) {
      const frame = array(new Float64Array(units));
      for (let t = 0; t < time; t++) {
        kernel.step(frame, x.subarray(t * inputs, (t + 1) * inputs));
        expect(frame, `round ${round}`).toEqual(whole.subarray(t * units, (t + 1) * units));
        // other sequences, and the memory they make grow, leave the stream alone
        if (t === 20) kernel.run(array(new Float64Array(8 * 1000 * units)), array(new Float64Array(8 * 1000 * inputs)), 8, 1000);
      }
      kernel.reset();
    }
    kernel.reset(states);
    const next = array(new Float64Array(units));
    kernel.step(next, x.subarray(0, inputs));
    const expected = array(new Float64Array(units));
    kernel.run(expected, x.subarray(0, inputs), 1, 1, { initial: states });
    expect(next).toEqual(expected);
  });

  test.each(CELLS)('%s: sequences longer than the room are the same in pieces, in both directions', (cell) => {
    setEngine(choice);
    const [inputs, units, time] = [2000, 4, 290]; // more than half a million values
    const kernel = createKernel(cell, weightsOf(cell, inputs, units, 31, array));
    const x = array(draw(time * inputs, 32));
    const reversed = array(new Float64Array(time * inputs));
    for (let t = 0; t < time; t++) reversed.set(x.subarray(t * inputs, (t + 1) * inputs), (time - 1 - t) * inputs);
    const forwards = array(new Float64Array(time * units));
    const backwards = array(new Float64Array(time * units));
    kernel.run(forwards, reversed, 1, time);
    kernel.run(backwards, x, 1, time, { goBackwards: true, readingOrder: true });
    expect(backwards).toEqual(forwards);
    kernel.run(backwards, x, 1, time, { goBackwards: true });
    expect(backwards.subarray(0, units)).toEqual(forwards.subarray(-units));
    const last = array(new Float64Array(units));
    kernel.run(last, x, 1, time, { goBackwards: true, sequences: false });
    expect(last).toEqual(forwards.subarray(-units));
  });

  test('a mask of ones is no mask, and right padding is a shorter sequence', () => {
    setEngine(choice);
    for (const cell of CELLS) {
      const kernel = createKernel(cell, weightsOf(cell, 4, 6, 41, array));
      const x = array(framesOf(2 * 10 * 4, 42));
      const run = (time: number, frames: FloatArray, options?: RunOptions): FloatArray => {
        const out = array(new Float64Array(2 * time * 6));
        kernel.run(out, frames, 2, time, options);
        return out;
      };
      expect(run(10, x, { mask: new Uint8Array(20).fill(1) })).toEqual(run(10, x));
      const mask = new Uint8Array(20).fill(1).fill(0, 7, 10).fill(0, 17);
      const spoilt = x
        .slice()
        .fill(NaN, 7 * 4, 10 * 4)
        .fill(NaN, 17 * 4);
      const short = array([...x.subarray(0, 28), ...x.subarray(40, 68)]);
      const padded = run(10, spoilt, { mask, goBackwards: true });
      const whole = run(7, short, { goBackwards: true });
      for (const item of [0, 1]) {
        expect(padded.subarray(60 * item, 60 * item + 42)).toEqual(whole.subarray(42 * item, 42 * item + 42));
        expect(padded.subarray(60 * item + 42, 60 * item + 60)).toEqual(array(new Float64Array(18))); // nothing to repeat yet
      }
    }
  });
});

test.each(PATHS)('a skipped frame holds the state, and gives zeros where nothing was put out before, $path', ({ array, choice }) => {
  setEngine(choice);
  for (const cell of CELLS) {
    const kernel = createKernel(cell, weightsOf(cell, 2, 3, 61, array));
    const initial = Array.from({ length: kernel.states }, (_, s) => array(draw(3, 62 + s)));
    const final = initial.map(() => array(new Float64Array(3)));
    const out = array(new Float64Array(12));
    const x = array(draw(8, 63));
    kernel.run(out, x, 1, 4, { initial, final, mask: Uint8Array.of(0, 1, 0, 0) });
    const [h] = final;
    expect(out.subarray(0, 3)).toEqual(array([0, 0, 0]));
    expect(out.subarray(3, 6)).toEqual(h);
    expect(out.subarray(9)).toEqual(h);
    kernel.run(out, x, 1, 4, { initial, final, mask: Uint8Array.of(0, 1, 0, 0), zeros: true });
    expect(out.subarray(3)).toEqual(array([...h!, 0, 0, 0, 0, 0, 0]));
    kernel.run(out, x, 1, 4, { initial, final, mask: new Uint8Array(4) });
    expect(final).toEqual(initial);
  }
});

describe('activations in single precision', () => {
  const apply = (activation: Activation, x: Float32Array): Float32Array => {
    const kernel = createDenseKernel({ inputs: 1, units: 1, kernel: Float32Array.of(1), activation });
    expect(kernel.engine).toBe('simd');
    const out = new Float32Array(x.length);
    kernel.run(out, x, x.length);
    return out;
  };
  const sweep = Float32Array.from({ length: 40001 }, (_, i) => Math.sign(i - 20000) * 10 ** ((Math.abs(i - 20000) - 19000) / 500)); // to +-100

  test.each([
    ['tanh', Math.tanh, 3e-7],
    ['sigmoid', (x: number): number => 1 / (1 + Math.exp(-x)), 3e-7],
    ['elu', (x: number): number => (x < 0 ? Math.expm1(x) : x), 3e-7],
  ] as const)('%s has a relative error below 3e-7 wherever its value is a normal number', (name, exact, bound) => {
    const got = apply(name, sweep);
    let worst = 0;
    for (const [i, x] of sweep.entries()) {
      const want = exact(x);
      if (Math.abs(want) > 2e-38) worst = Math.max(worst, Math.abs(got[i]! / want - 1));
    }
    expect(worst).toBeLessThan(bound);
    expect(worst).toBeGreaterThan(5e-8); // else the sweep looks at nothing
  });

  test('saturate, and let NaN through', () => {
    const x = Float32Array.of(-Infinity, -1e30, -100, 0, -0, 100, 1e30, Infinity, NaN);
    expect(apply('tanh', x)).toEqual(Float32Array.of(-1, -1, -1, 0, 0, 1, 1, 1, NaN));
    const sigmoid = apply('sigmoid', x);
    expect(sigmoid.subarray(3)).toEqual(Float32Array.of(0.5, 0.5, 1, 1, 1, NaN));
    for (const v of sigmoid.subarray(0, 3)) expect(v).toBeLessThan(2e-38);
    expect(apply('relu', x)).toEqual(Float32Array.of(0, 0, 0, 0, 0, 100, Math.fround(1e30), Infinity, NaN));
    expect(apply('hardSigmoid', x)).toEqual(Float32Array.of(0, 0, 0, 0.5, 0.5, 1, 1, 1, NaN));
    expect(apply('elu', x)).toEqual(Float32Array.of(-1, -1, -1, 0, 0, 100, Math.fround(1e30), Infinity, NaN));
  });

  test('products of activations are right however far their arguments are out', () => {
    const far = [-1e30, -700, -90, -44, -20, -3, 0, 3, 20, 44, 90, 700, 1e30];
    for (const [path, bound] of [
      [SIMD, 1e-6],
      [JS, 1e-6],
      [DOUBLE, 1e-15],
    ] as const) {
      setEngine(path.choice);
      for (const i of far) {
        for (const g of far) {
          const kernel = createLstmKernel({
            inputs: 1,
            units: 1,
            kernel: path.array([i, 0, g, i]),
            recurrentKernel: path.array([0, 0, 0, 0]),
            bias: path.array([0, 0, 0, 0]),
          });
          const out = path.array([0]);
          kernel.run(out, path.array([1]), 1, 1);
          const gate = 1 / (1 + Math.exp(-i));
          expectAbsolute(out, Float64Array.of(gate * Math.tanh(gate * Math.tanh(g))), bound);
        }
      }
    }
  });
});

test('the same bits on every machine', () => {
  const hash = createHash('sha256');
  for (const cell of CELLS) {
    const out = outputs(SIMD, cell, [13, 22, 5, 60], 99) as Float32Array;
    hash.update(new Uint8Array(out.buffer));
  }
  expect(hash.digest('hex')).toBe('9a9b4956c0e67a6442c1e296834d9fad771a4f6ccd73ff3685c5287405af503f');
  const double = createHash('sha256'); // + - * / alone: the reference has the same bits everywhere too
  for (const cell of CELLS) double.update(new Uint8Array((outputs(DOUBLE, cell, [13, 22, 5, 60], 99) as Float64Array).buffer));
  expect(double.digest('hex')).toBe('18c980247dbc21c3f5038a85b4e8cae5e3fd07838bb7fc8eed6fe504d5a63712');
});

test.each(PATHS)('a step allocates nothing, $path', ({ array, choice }) => {
  setEngine(choice);
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (const cell of CELLS) {
    const kernel = createKernel(cell, weightsOf(cell, 20, 24, 51, array));
    const [frame, out] = [array(framesOf(20, 52)), array(new Float64Array(24))];
    const steps = (n: number): void => {
      for (let i = 0; i < n; i++) kernel.step(out, frame);
    };
    steps(10000); // until it is compiled for good
    let least = Infinity;
    for (let round = 0; round < 10 && least > 12000; round++) {
      collect();
      const before = process.memoryUsage().heapUsed;
      steps(1000);
      least = Math.min(least, process.memoryUsage().heapUsed - before);
    }
    expect(least).toBeLessThan(12000); // not even a number a step; what memoryUsage itself takes is less
  }
});

describe.each(['auto', 'js'] as const)('refusals, engine %s', (choice) => {
  const settings = (): Settings => weightsOf('lstm', 2, 3, 1, SIMD.array);
  const frames = new Float32Array(2 * 4 * 2);
  test.each([
    [{ units: 0 }, 'createLstmKernel: "units" must be an integer >= 1, got 0'],
    [{ inputs: 1.5 }, 'createLstmKernel: "inputs" must be an integer >= 1, got 1.5'],
    [{ kernel: new Float32Array(23) }, 'createLstmKernel: "kernel" must have the shape [2, 12]: 24 values, got 23'],
    [{ recurrentKernel: new Float32Array(36).fill(NaN, 5, 6) }, 'createLstmKernel: "recurrentKernel" must be finite, got NaN at index 5'],
    [{ bias: new Float32Array(3) }, 'createLstmKernel: "bias" must have the shape [12]: 12 values, got 3'],
    [{ bias: new Float64Array(12) }, 'createLstmKernel: "bias" must have the precision of "kernel"'],
    [{ activation: 'tanhh' as never }, 'got "tanhh"; did you mean "tanh"?'],
  ])('of weights %#', (change, message) => {
    setEngine(choice);
    expect(() => createLstmKernel({ ...settings(), ...change })).toThrow(message);
  });

  test.each([
    [0, 4, {}, 'createLstmKernel: "batch" must be an integer >= 1, got 0'],
    [2, 5, {}, 'createLstmKernel: "x" must have the shape [2, 5, 2]: 20 values, got 16'],
    [2, 4, { initial: [new Float32Array(6)] }, 'createLstmKernel: "initial" must be two arrays, h and c, got 1'],
    [2, 4, { final: [new Float32Array(6), new Float32Array(5)] }, 'createLstmKernel: "final" must have the shape [2, 3]: 6 values, got 5'],
    [2, 4, { mask: new Uint8Array(7) }, 'createLstmKernel: "mask" must have the shape [2, 4]: 8 values, got 7'],
  ] as const)('of sequences %#', (batch, time, options, message) => {
    setEngine(choice);
    const kernel = createLstmKernel(settings());
    expect(() => kernel.run(new Float32Array(24), frames, batch, time, options)).toThrow(message);
    expect(() => kernel.run(new Float32Array(23), frames, 2, 4)).toThrow('createLstmKernel: "out" must have at least 24 values, got 23');
    expect(() => kernel.step(new Float32Array(3), new Float32Array(3))).toThrow(
      'createLstmKernel: "frame" must have the shape [2]: 2 values, got 3',
    );
    expect(() => kernel.step(new Float32Array(2), new Float32Array(2))).toThrow(
      'createLstmKernel: "out" must have the shape [3]: 3 values, got 2',
    );
  });
});

/** A constructor that only throws. */
function refuse(Refusal: ErrorConstructor): unknown {
  return class {
    constructor() {
      throw new Refusal('refused');
    }
  };
}

/** Expects every element within `bound`. */
function expectAbsolute(actual: FloatArray, expected: FloatArray, bound: number): void {
  let worst = 0;
  for (let i = 0; i < expected.length; i++) {
    const error = Math.abs(actual[i]! - expected[i]!);
    if (!(error <= worst)) worst = error;
  }
  expect(worst).toBeLessThanOrEqual(bound);
}
