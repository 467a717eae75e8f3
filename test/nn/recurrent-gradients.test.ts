import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/core/random.js';
import { bidirectional, gru, lstm, simpleRnn, type Layer } from '../../src/nn/index.js';
import { CELL_ACTIVATIONS } from '../../src/nn/cell-activations.js';
import { drawTensor, gradientError, scatter } from './passes.js';

const smooth = ['tanh', 'sigmoid', 'linear', 'softplus'] as const; // no corners in any derivative: differences would see them
const flag = fc.boolean();
const common = {
  units: fc.integer({ min: 1, max: 5 }),
  activation: fc.constantFrom(...smooth),
  useBias: flag,
  returnSequences: flag,
  returnState: flag,
  goBackwards: flag,
  timeMajor: flag,
  zeroOutputForMask: flag,
  dropout: fc.constantFrom(0, 0.4),
  recurrentDropout: fc.constantFrom(0, 0.3),
  activityRegularizer: fc.constantFrom(null, { l2: 0.1 }),
};
const gates = { recurrentActivation: fc.constantFrom('sigmoid', 'tanh') } as const;
const place = fc.record({
  kind: fc.constantFrom('simpleRnn', 'lstm', 'gru'),
  inputs: fc.integer({ min: 1, max: 3 }),
  batch: fc.integer({ min: 1, max: 2 }),
  time: fc.integer({ min: 1, max: 5 }),
  masked: flag,
  started: flag,
  training: flag,
  seed: fc.nat(1000),
});
const own = fc.record({ ...gates, peepholes: flag, projected: flag, resetAfter: flag });

function check(
  { kind, inputs, batch, time, masked, started, training, seed }: typeof place extends fc.Arbitrary<infer T> ? T : never,
  options: Record<string, unknown> & { units: number; timeMajor: boolean },
  { peepholes, projected, resetAfter, recurrentActivation }: typeof own extends fc.Arbitrary<infer T> ? T : never,
  wrap?: string | null,
): void {
  const units = options.units;
  const projection = projected && units > 1 ? units - 1 : null;
  const make = (): Layer => {
    if (kind === 'simpleRnn') return simpleRnn(options);
    if (kind === 'lstm') return lstm({ ...options, recurrentActivation, peepholes, projection });
    return gru({ ...options, recurrentActivation, resetAfter });
  };
  const layer = wrap === undefined ? make() : bidirectional({ layer: make() as never, mergeMode: wrap as 'sum' });
  layer.build([[time, inputs]], { dtype: 'float64', random: createRandom(seed) });
  scatter(layer, seed, 0.8);
  const shape = options.timeMajor ? [time, batch] : [batch, time];
  const x = drawTensor([...shape, inputs], seed + 20);
  const sizes = kind === 'lstm' ? [projection ?? units, units] : [units];
  const all = wrap === undefined ? sizes : [...sizes, ...sizes];
  const states = started ? all.map((n, s) => drawTensor([batch, n], seed + 30 + s)) : [];
  const random = createRandom(seed);
  const mask = Uint8Array.from({ length: batch * time }, () => Number(random.uniform() < 0.6));
  for (let b = 0; b < batch; b++) mask[options.timeMajor ? (seed % time) * batch + b : b * time + (seed % time)] = 1;
  expect(gradientError(layer, [x, ...states], masked ? mask : undefined, training)).toBeLessThan(1e-6);
}

describe('gradients are central differences', () => {
  test('of every layer, whatever its options', () => {
    fc.assert(
      fc.property(place, fc.record(common), own, (where, options, extra) => check(where, options, extra)),
      { numRuns: 150 },
    );
  });

  test('of both directions', () => {
    fc.assert(
      fc.property(place, fc.record(common), own, fc.constantFrom('concat', 'sum', 'mul', 'ave', null), (where, options, extra, mode) =>
        check(where, options, extra, mode),
      ),
      { numRuns: 50 },
    );
  });

  test.each(CELL_ACTIVATIONS.filter((kind) => !/elu|hard|softsign|exp/i.test(kind)))('with %s', (activation) => {
    const layer = lstm({ units: 3, activation, recurrentActivation: activation });
    layer.build([[4, 2]], { dtype: 'float64', random: createRandom(3) });
    scatter(layer, 5, 0.3);
    expect(gradientError(layer, [drawTensor([2, 4, 2], 9)])).toBeLessThan(1e-6);
  });

  test.each(CELL_ACTIVATIONS.filter((kind) => /elu|hard|softsign|exp/i.test(kind)))('with %s, away from its corners', (activation) => {
    const layer = simpleRnn({ units: 3, activation, returnSequences: true });
    layer.build([[4, 2]], { dtype: 'float64', random: createRandom(3) });
    scatter(layer, 8, 0.7);
    expect(gradientError(layer, [drawTensor([2, 4, 2], 9)])).toBeLessThan(1e-6);
  });
});
