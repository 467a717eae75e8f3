import { afterEach, describe, test } from 'vitest';
import { type FloatArray } from '../../src/core/types.js';
import { type CheckedKernel } from '../../src/nn/recurrent-kernels.js';
import { type Activation } from '../../src/simd/blocks.js';
import { setEngine } from '../../src/simd/engine.js';
import { expectClose } from '../support/close.js';
import { fold, type GoldenCase, goldenCases } from '../support/golden.js';
import { type GoldenArray } from '../support/npy.js';
import { createKernel } from './cells.js';
import { PATHS } from './paths.js';

afterEach(() => setEngine('auto'));

describe.each(PATHS)('Keras, $path', ({ array, bound, choice }) => {
  const data = (golden: GoldenCase, name: string): FloatArray | undefined => {
    const input = golden.inputs[name] as GoldenArray | undefined;
    return input && array(input.data);
  };
  const kernelOf = (golden: GoldenCase, prefix = ''): CheckedKernel => {
    setEngine(choice);
    const config = golden.params['config'] as Record<string, unknown>;
    const layer = golden.params['layer'] as string;
    const named = (key: string): Activation | undefined =>
      config[key] === undefined ? undefined : (fold(config[key] as string) as Activation);
    return createKernel(
      layer === 'LSTM' ? 'lstm' : layer === 'SimpleRNN' ? 'simple' : config['reset_after'] === false ? 'gruResetBefore' : 'gru',
      {
        inputs: (golden.inputs['x'] as GoldenArray).shape[2]!,
        units: config['units'] as number,
        kernel: data(golden, `${prefix}kernel`)!,
        recurrentKernel: data(golden, `${prefix}recurrent_kernel`)!,
        bias: data(golden, `${prefix}bias`),
        activation: named('activation'),
        recurrentActivation: named('recurrent_activation'),
      },
    );
  };
  const maskOf = (golden: GoldenCase): { mask?: Uint8Array } => {
    const mask = golden.inputs['mask'] as GoldenArray | undefined;
    return mask ? { mask: Uint8Array.from(mask.data) } : {};
  };
  const want = (golden: GoldenCase, name: string): Float64Array | undefined =>
    (golden.outputs.find((o) => o.name === name)?.value as GoldenArray | undefined)?.data;

  const all = goldenCases('keras').filter((g) => /LSTM|GRU|SimpleRNN/.test(g.reference));
  const single = all.filter((g) => !g.reference.includes('Bidirectional'));
  const both = all.filter((g) => g.reference.includes('Bidirectional'));

  test.each(single.map((g) => [g.id, g] as const))('%s', (_, golden) => {
    const kernel = kernelOf(golden);
    const config = golden.params['config'] as Record<string, boolean>;
    const [batch, time] = (golden.inputs['x'] as GoldenArray).shape as [number, number, number];
    const sequences = config['return_sequences'] ?? false;
    const out = array(new Float64Array((sequences ? batch * time : batch) * kernel.units));
    const states = Array.from(
      { length: kernel.states },
      (_, s) => data(golden, `state${s}`) ?? array(new Float64Array(batch * kernel.units)),
    );
    const options = {
      sequences,
      goBackwards: config['go_backwards'],
      readingOrder: true,
      initial: states,
      final: states,
      ...maskOf(golden),
    };
    kernel.run(out, data(golden, 'x')!, batch, time, options);
    expectClose(out, want(golden, 'y'), bound);
    for (const [s, state] of states.entries()) {
      const expected = want(golden, `state${s}_out`);
      if (expected) expectClose(state, expected, bound);
    }
    const again = want(golden, 'y_call2'); // stateful: goes on from where it was
    if (again) {
      kernel.run(out, data(golden, 'x')!, batch, time, options);
      expectClose(out, again, bound);
    }
  });

  test.each(both.map((g) => [g.id, g] as const))('%s', (_, golden) => {
    const { units } = golden.params['config'] as { units: number };
    const sequences = (golden.params['config'] as { return_sequences: boolean }).return_sequences;
    const { merge_mode: mode } = golden.params['bidirectional'] as { merge_mode: string };
    const [batch, time] = (golden.inputs['x'] as GoldenArray).shape as [number, number, number];
    const rows = sequences ? batch * time : batch;
    const pair = array(new Float64Array(rows * 2 * units));
    const states: FloatArray[] = [];
    for (const [k, direction] of ['forward', 'backward'].entries()) {
      const kernel = kernelOf(golden, `${direction}_`);
      const final = Array.from({ length: kernel.states }, () => array(new Float64Array(batch * units)));
      const options = {
        sequences,
        goBackwards: k === 1,
        final,
        ...maskOf(golden),
        zeros: sequences,
      } as const; // as Bidirectional does
      const half = array(new Float64Array(rows * units));
      kernel.run(half, data(golden, 'x')!, batch, time, options);
      for (let r = 0; r < rows; r++) pair.set(half.subarray(r * units, (r + 1) * units), (2 * r + k) * units);
      states.push(...final);
    }
    const merged = Array.from({ length: rows * units }, (_, i) => {
      const at = Math.floor(i / units) * 2 * units + (i % units);
      const [a, b] = [pair[at]!, pair[at + units]!];
      return mode === 'mul' ? a * b : mode === 'ave' ? (a + b) / 2 : a + b;
    });
    expectClose(mode === 'concat' ? pair : Float64Array.from(merged), want(golden, 'y'), bound);
    for (const [s, state] of states.entries()) {
      const expected = want(golden, `state${s}_out`);
      if (expected) expectClose(state, expected, bound);
    }
  });
});
