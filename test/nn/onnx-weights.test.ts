/**
 * Recurrent nodes of ONNX files give here what ONNX's own evaluator gives.
 */
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DecodeError, ParameterError } from '../../src/core/errors.js';
import { nd } from '../../src/core/nd.js';
import { createRandom } from '../../src/core/random.js';
import { type BidirectionalLayer, bidirectional, gru, lstm, type RecurrentLayer, setOnnxWeights, simpleRnn } from '../../src/nn/index.js';
import { expectClose } from '../support/close.js';
import { GOLDENS } from '../support/golden.js';
import { codeOf } from './model-files.js';

interface Value {
  shape: number[];
  value: number[];
}
interface OnnxCase {
  name: string;
  op: 'LSTM' | 'GRU' | 'RNN';
  direction: string;
  settings: Record<string, unknown>;
  x: Value;
  outputs: Value[];
}
const read = (name: string): Uint8Array => readFileSync(`${GOLDENS}/models/onnx/${name}.onnx`);
const cases = JSON.parse(readFileSync(`${GOLDENS}/models/onnx/cases.json`, 'utf8')) as OnnxCase[];

function make({ op, direction, settings }: OnnxCase, dtype: 'float32' | 'float64') {
  const options = { units: 4, returnSequences: true, timeMajor: true, goBackwards: direction === 'reverse', useBias: !settings['nobias'] };
  const one: RecurrentLayer =
    op === 'LSTM'
      ? lstm({ ...options, peepholes: settings['peepholes'] === true })
      : op === 'GRU'
        ? gru({ ...options, resetAfter: settings['linear_before_reset'] === 1 })
        : simpleRnn(options);
  const layer = direction === 'bidirectional' ? bidirectional({ layer: one }) : one;
  layer.build([[null, 3]], { dtype, random: createRandom(1) });
  return layer as (RecurrentLayer | BidirectionalLayer) & { call(x: unknown): { data: Float64Array; shape: number[] } };
}

test.each(cases.map((c) => [c.name, c] as const))('%s', (_, c) => {
  const layer = make(c, 'float64');
  setOnnxWeights(layer, read(c.name));
  const { data, shape } = layer.call(nd(Float64Array.from(c.x.value), c.x.shape));
  const [want] = c.outputs;
  const [time, dirs, batch, units] = want!.shape as [number, number, number, number];
  expect(shape).toEqual([time, batch, dirs * units]);
  // theirs is [time, direction, batch, units], and a node in reverse keeps the order of time
  const ours = Float64Array.from(want!.value, (_v, i) => {
    const u = i % units;
    const b = Math.floor(i / units) % batch;
    const d = Math.floor(i / units / batch) % dirs;
    const t = Math.floor(i / units / batch / dirs);
    return data[((c.direction === 'reverse' ? time - 1 - t : t) * batch + b) * dirs * units + d * units + u]!;
  });
  expectClose(ours, want!.value, 1e-6); // ONNX computes in float32
});

describe('setOnnxWeights refuses', () => {
  const [base] = cases;
  const of = (layer: RecurrentLayer): RecurrentLayer => {
    layer.build([[null, 3]], { dtype: 'float32', random: createRandom(1) });
    return layer;
  };
  test.each<[string, () => RecurrentLayer, string, string]>([
    ['lstm', () => of(lstm({ units: 5 })), 'ParameterError', 'setOnnxWeights: "lstm.units" must be 4 as in the file, got 5'],
    ['lstm', () => lstm({ units: 4 }), 'ParameterError', 'setOnnxWeights: "layer" has no weights until it was built or called'],
    ['lstm', () => of(gru({ units: 4 })), 'DecodeError', 'setOnnxWeights: the file has no GRU node'],
    [
      'lstm',
      () => of(lstm({ units: 4, useBias: false })),
      'ParameterError',
      'setOnnxWeights: "lstm.useBias" must be true: the node has a bias',
    ],
    ['lstm_peepholes', () => of(lstm({ units: 4 })), 'ParameterError', 'setOnnxWeights: "lstm.peepholes" must be true: the node has them'],
    [
      'lstm',
      () => of(lstm({ units: 4, peepholes: true })),
      'DecodeError',
      'setOnnxWeights: P of the node is not among the initializers of the file',
    ],
    [
      'lstm',
      () => of(lstm({ units: 4, goBackwards: true })),
      'ParameterError',
      'setOnnxWeights: "layer" is reverse, and the node "forward"',
    ],
    ['gru_before', () => of(gru({ units: 4 })), 'ParameterError', 'setOnnxWeights: "gru.resetAfter" must be false as in the file'],
    [
      'lstm',
      () => of(lstm({ units: 4, recurrentActivation: 'hardSigmoid' })),
      'ParameterError',
      'setOnnxWeights: "lstm.recurrentActivation" is "hardSigmoid", and the node has "Sigmoid"',
    ],
  ])('%s: case %#', (name, layer, error, message) => {
    const call = () => setOnnxWeights(layer(), read(name));
    expect(call).toThrow(error === 'DecodeError' ? DecodeError : ParameterError);
    expect(call).toThrow(message);
  });

  test('a node that is not there, and what is no layer', () => {
    const layer = make(base!, 'float32');
    expect(() => setOnnxWeights(layer, read('lstm'), { node: 'other' })).toThrow('must name one LSTM node of "cell", got "other"');
    expect(() => setOnnxWeights(null as never, read('lstm'))).toThrow('setOnnxWeights: "layer" must be a recurrent layer, got null');
  });

  test('files that are cut, and leaves the weights as they were', () => {
    const layer = make(base!, 'float32');
    const before = layer.parameters.map(({ value }) => value.slice());
    const file = read('lstm');
    for (let n = 0; n < file.length - 60; n++) expect(codeOf(() => setOnnxWeights(layer, file.subarray(0, n)))).not.toBe('no error');
    expect(layer.parameters.map(({ value }) => value)).toEqual(before);
  });

  test('any byte that changes: a typed error or weights', () => {
    const file = read('gru_bi');
    const layer = make(
      cases.find(({ name }) => name === 'gru_bi')!,
      'float32',
    );
    fc.assert(
      fc.property(fc.nat(file.length - 1), fc.nat(255), (at, value) => {
        const bad = Uint8Array.from(file);
        bad[at] = value;
        try {
          setOnnxWeights(layer, bad);
        } catch (error) {
          expect(error instanceof DecodeError || error instanceof ParameterError, String(error)).toBe(true);
        }
      }),
      { numRuns: 3000 },
    );
  });
});
