/**
 * PyTorch's layers, stacked, in both directions, projected, from our layers: its weights transposed, GRU gates in our order.
 */
import { describe, expect, test } from 'vitest';
import { createRandom } from '../../src/core/random.js';
import { type Tensor } from '../../src/core/tensor.js';
import { type FloatArray } from '../../src/core/types.js';
import { bidirectional, gru, type Layer, lstm, simpleRnn, type RecurrentLayer, type Step } from '../../src/nn/index.js';
import { expectClose } from '../support/close.js';
import { type GoldenCase, goldenCases } from '../support/golden.js';
import { type GoldenArray } from '../support/npy.js';
import { pass } from './passes.js';

const MAKERS = { LSTM: lstm, GRU: gru, RNN: simpleRnn } as unknown as Record<string, (options: Record<string, unknown>) => RecurrentLayer>;
/** Blocks of rows of PyTorch's GRU (r, z, n) in our order (z, r, n). */
const ORDER: Record<string, number[]> = { LSTM: [0, 1, 2, 3], GRU: [1, 0, 2], RNN: [0] };

/** [gates x units, n] of PyTorch to [n, gates x units] of ours, or back. */
function turned(data: ArrayLike<number>, cell: string, n: number, back = false): Float64Array {
  const order = ORDER[cell]!;
  const units = data.length / n / order.length;
  const out = new Float64Array(data.length);
  order.forEach((block, g) => {
    for (let u = 0; u < units; u++) {
      for (let i = 0; i < n; i++) {
        const [theirs, ours] = [(block * units + u) * n + i, i * order.length * units + g * units + u];
        if (back) out[theirs] = data[ours]!;
        else out[ours] = data[theirs]!;
      }
    }
  });
  return out;
}

const cases = goldenCases('torch')
  .filter((g) => /^torch\.nn\.(LSTM|GRU|RNN)$/.test(g.reference))
  .map((g) => [g.id, g] as const);

describe.each([
  ['float64', 1e-9],
  ['float32', 2e-6], // roundings of values around 1
] as const)('PyTorch, %s', (dtype, bound) => {
  test.each(cases)('%s', (_, golden: GoldenCase) => {
    const { cell, config } = golden.params as { cell: string; config: Record<string, number | boolean | string> };
    const layers = (config['num_layers'] as number) ?? 1;
    const two = config['bidirectional'] === true;
    const units = config['hidden_size'] as number;
    const proj = config['proj_size'] as number | undefined;
    const outputs = proj ?? units;
    const array = (x: ArrayLike<number>): FloatArray => (dtype === 'float32' ? Float32Array.from(x) : Float64Array.from(x));
    const input = (name: string): GoldenArray => golden.inputs[name] as GoldenArray;
    const want = (name: string): Float64Array => (golden.outputs.find((o) => o.name === name)!.value as GoldenArray).data;
    const options = {
      units,
      returnSequences: true,
      returnState: true,
      timeMajor: config['batch_first'] !== true,
      useBias: config['bias'] !== false,
      ...(proj ? { projection: proj } : {}),
      ...(config['nonlinearity'] ? { activation: config['nonlinearity'] } : {}),
    };
    const stack: Layer[] = [];
    let size = config['input_size'] as number;
    const directions = two ? ['', '_reverse'] : [''];
    for (let l = 0; l < layers; l++) {
      const one = MAKERS[cell]!(options);
      const layer: Layer = two ? bidirectional({ layer: one }) : one;
      layer.build([[null, size]], { dtype, random: createRandom(0) });
      const values = directions.flatMap((end) => {
        const of = (name: string): Float64Array => input(`${name}_l${l}${end}`).data;
        const list = [turned(of('weight_ih'), cell, size), turned(of('weight_hh'), cell, outputs)];
        if (options.useBias) {
          const [bi, bh] = [turned(of('bias_ih'), cell, 1), turned(of('bias_hh'), cell, 1)];
          list.push(cell === 'GRU' ? Float64Array.of(...bi, ...bh) : bi.map((b, i) => b + bh[i]!));
        }
        if (proj) list.push(transposed(of('weight_hr'), proj, units));
        return list;
      });
      layer.parameters.forEach((parameter, i) => {
        parameter.value.set(values[i]!);
        parameter.version++;
      });
      stack.push(layer);
      size = two ? 2 * outputs : outputs;
    }
    const states = Object.keys(golden.inputs).filter((name) => name.startsWith('state'));
    const start = states.map((name) => ({ data: array(input(name).data), shape: input(name).shape.slice(1) }));
    const steps: Step[] = [];
    let x: Tensor = { data: array(input('x').data), shape: input('x').shape };
    for (const layer of stack) {
      steps.push(layer.forward([x, ...(steps.length ? [] : start)], pass()));
      x = steps.at(-1)!.outputs[0]!;
    }
    expectClose(x.data, want('y'), bound);
    const arrays = cell === 'LSTM' ? 2 : 1;
    const lasts = (k: number): number[] =>
      steps.flatMap(({ outputs: o }) =>
        o
          .slice(1)
          .filter((_s, s) => s % arrays === k)
          .flatMap(({ data }) => Array.from(data)),
      );
    expectClose(lasts(0), want('h_n'), bound);
    if (arrays === 2) expectClose(lasts(1), want('c_n'), bound);

    let dy: Tensor | undefined = { data: x.data.map((v) => 2 * v), shape: x.shape };
    let dStates: readonly (Tensor | undefined)[] = [];
    for (let l = layers - 1; l >= 0; l--) {
      const outs = steps[l]!.outputs;
      const dh = outs.slice(1).map(({ data, shape }, s) => (s % arrays === 0 ? { data: data.map((v) => 2 * v), shape } : undefined));
      [dy, ...dStates] = steps[l]!.backward!([dy, ...dh]);
    }
    expectClose(dy!.data, want('grad_x'), bound);
    states.forEach((name, s) => expectClose(dStates[s]!.data, want(`grad_${name}`), bound));
    stack.forEach((layer, l) => {
      const half = layer.parameters.length / directions.length;
      directions.forEach((end, d) => {
        for (const { name, gradient, shape } of layer.parameters.slice(d * half, (d + 1) * half)) {
          const theirs = (part: string): Float64Array => want(`grad_${part}_l${l}${end}`);
          if (name === 'kernel') expectClose(turned(gradient, cell, shape[0]!, true), theirs('weight_ih'), bound);
          else if (name === 'recurrentKernel') expectClose(turned(gradient, cell, shape[0]!, true), theirs('weight_hh'), bound);
          else if (name === 'projectionKernel') expectClose(transposed(gradient, units, proj!), theirs('weight_hr'), bound);
          else {
            const width = gradient.length / (cell === 'GRU' ? 2 : 1);
            expectClose(turned(gradient.subarray(0, width), cell, 1, true), theirs('bias_ih'), bound);
            expectClose(turned(gradient.subarray(gradient.length - width), cell, 1, true), theirs('bias_hh'), bound);
          }
        }
      });
    });
    expect(stack.length).toBe(layers);
  });
});

/** [rows, columns] to [columns, rows]. */
function transposed(x: ArrayLike<number>, rows: number, columns: number): Float64Array {
  return Float64Array.from({ length: x.length }, (_, i) => x[(i % rows) * columns + Math.floor(i / rows)]!);
}
