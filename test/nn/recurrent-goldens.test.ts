import { afterEach, describe, expect, test } from 'vitest';
import { createRandom } from '../../src/core/random.js';
import { type Tensor } from '../../src/core/tensor.js';
import { type FloatArray } from '../../src/core/types.js';
import { bidirectional, gru, type Layer, type Mask, lstm, simpleRnn, type RecurrentLayer } from '../../src/nn/index.js';
import { setEngine } from '../../src/simd/engine.js';
import { expectClose } from '../support/close.js';
import { fold, foldedOptions, type GoldenCase, goldenCases } from '../support/golden.js';
import { type GoldenArray } from '../support/npy.js';
import { pass } from './passes.js';

afterEach(() => setEngine('auto'));

/** In double to 1e-9 of the peak; in single, a few roundings of values around 1, and of gradients that are sums of fifty of them. */
const PATHS = [
  { path: 'double', dtype: 'float64', choice: 'auto', bound: 1e-9 },
  { path: 'single, SIMD', dtype: 'float32', choice: 'auto', bound: 2e-6 },
  { path: 'single, TypeScript', dtype: 'float32', choice: 'js', bound: 2e-6 },
] as const;

const MAKERS = { LSTM: lstm, GRU: gru, SimpleRNN: simpleRnn } as unknown as Record<
  string,
  (options: Record<string, unknown>) => RecurrentLayer
>;

const optionsOf = (config: Record<string, unknown>): Record<string, unknown> => {
  const options = foldedOptions(config);
  for (const key of ['activation', 'recurrentActivation']) if (key in options) options[key] = fold(options[key] as string);
  return options;
};

describe.each(PATHS)('Keras, $path', ({ dtype, choice, bound }) => {
  const array = (x: ArrayLike<number>): FloatArray => (dtype === 'float32' ? Float32Array.from(x) : Float64Array.from(x));
  const tensorOf = (golden: GoldenCase, name: string): Tensor => {
    const { data, shape } = golden.inputs[name] as GoldenArray;
    return { data: array(data), shape };
  };
  const make = (golden: GoldenCase): Layer => {
    setEngine(choice);
    const { layer, config, bidirectional: wrapper } = golden.params as Record<string, Record<string, unknown>>;
    const inner = MAKERS[layer as unknown as string]!(optionsOf(config!));
    const made: Layer = wrapper ? bidirectional({ layer: inner, ...foldedOptions(wrapper) }) : inner;
    const shape = (golden.inputs['x'] as GoldenArray).shape;
    made.build([shape.slice(1)], { dtype, random: createRandom(0) });
    const names = Object.keys(golden.inputs).filter((name) => /kernel|bias/.test(name));
    expect(names.length).toBe(made.parameters.length);
    made.parameters.forEach((parameter, i) => {
      parameter.value.set((golden.inputs[names[i]!] as GoldenArray).data);
      parameter.version++;
    });
    return made;
  };
  const maskOf = (golden: GoldenCase): Mask | undefined => {
    const mask = golden.inputs['mask'] as GoldenArray | undefined;
    return mask && Uint8Array.from(mask.data);
  };
  const want = (golden: GoldenCase, name: string): Float64Array | undefined =>
    (golden.outputs.find((o) => o.name === name)?.value as GoldenArray | undefined)?.data;
  const cases = goldenCases('keras')
    .filter((g) => /LSTM|GRU|SimpleRNN/.test(g.reference))
    .map((g) => [g.id, g] as const);

  test.each(cases)('%s', (_, golden) => {
    for (const gradients of [false, true]) {
      const layer = make(golden);
      const inputs = ['x', 'state0', 'state1'].filter((name) => name in golden.inputs).map((name) => tensorOf(golden, name));
      const step = layer.forward(inputs, pass({ gradients }), maskOf(golden));
      expectClose(step.outputs[0]!.data, want(golden, 'y'), bound);
      step.outputs.slice(1).forEach(({ data }, s) => expectClose(data, want(golden, `state${s}_out`), bound));
      const again = want(golden, 'y_call2');
      if (again) expectClose(layer.forward(inputs, pass({ gradients }), maskOf(golden)).outputs[0]!.data, again, bound);
      if (!gradients || !want(golden, 'grad_x')) continue;
      const y = step.outputs[0]!;
      const back = step.backward!([{ data: y.data.map((v) => 2 * v), shape: y.shape }]);
      expectClose(back[0]!.data, want(golden, 'grad_x'), bound);
      inputs.slice(1).forEach((_state, s) => expectClose(back[s + 1]!.data, want(golden, `grad_state${s}`), bound));
      const names = Object.keys(golden.inputs).filter((name) => /kernel|bias/.test(name));
      layer.parameters.forEach(({ gradient }, i) => expectClose(gradient, want(golden, `grad_${names[i]}`), bound));
    }
  });
});
