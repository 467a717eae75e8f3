/**
 * Models that other programs wrote give the numbers of those programs.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { nd } from '../../src/core/nd.js';
import { loadModel, loadWeights, modelFromConfig, type ModelFiles, saveModel, tensor } from '../../src/nn/index.js';
import { expectClose } from '../support/close.js';
import { asInput, compare, goldenCases, GOLDENS } from '../support/golden.js';

const read = (path: string): Uint8Array => readFileSync(`${GOLDENS}/${path}`);
const filesOf = (path: string): Uint8Array | ModelFiles =>
  path.endsWith('model.json')
    ? { 'model.json': read(path), 'group1-shard1of1.bin': read(path.replace('model.json', 'group1-shard1of1.bin')) }
    : read(path);
const models = goldenCases('keras').filter(({ id }) => id.startsWith('model_'));

describe('a BiLSTM and GRU classifier', () => {
  test.each(models.map((c) => [c.id, c] as const))('%s', async (id, { inputs, params, outputs }) => {
    const x = asInput(inputs['x']!) as never;
    for (const dtype of [undefined, 'float32', 'float64'] as const) {
      const net = await loadModel(filesOf(params['file'] as string), { dtype });
      expect(net.countParams().total).toBe(503);
      const { relative } = compare(net.predict(x), outputs[0]!);
      // Keras 3 computed these in double; Keras 2 in float32
      expect(relative, id).toBeLessThan(dtype !== 'float32' && id.includes('keras3') ? 1e-12 : 1e-6);
    }
  });

  test('an architecture and .weights.h5 are the same as .keras', async () => {
    const [config, weights] = [read('keras/models/bilstm_keras3.json'), read('keras/models/bilstm_keras3.weights.h5')];
    const net = await loadModel({ 'a.json': config, 'b.weights.h5': weights });
    expect(net.getWeights()).toEqual((await loadModel(read('keras/models/bilstm_keras3.keras'))).getWeights());
  });
});

interface Value {
  shape: number[];
  value: number[];
}
interface KerasCase {
  name: string;
  params: number;
  inputs: Value[];
  outputs: Value[];
}
const cases = JSON.parse(readFileSync(`${GOLDENS}/models/keras/cases.json`, 'utf8')) as KerasCase[];
const inputsOf = (c: KerasCase) => c.inputs.map(({ shape, value }) => nd(Float32Array.from(value), shape));

describe.each(cases.map((c) => [c.name, c] as const))('%s', (name, c) => {
  const check = (net: Awaited<ReturnType<typeof loadModel>>): void => {
    const got = net.predictAll(inputsOf(c));
    expect(got.map(({ shape }) => shape)).toEqual(c.outputs.map(({ shape }) => shape));
    // both float32, whose roundings are those of values around 1, also where little is left of them
    const near = (want: number[]): number => 1e-6 * Math.max(1, 1 / Math.max(...want.map(Math.abs)));
    got.forEach(({ data }, i) => expectClose(data, c.outputs[i]!.value, near(c.outputs[i]!.value)));
    expect(net.countParams().total).toBe(c.params);
  };

  test.each(['keras', 'h5'])('.%s', async (end) => {
    const net = await loadModel(read(`models/keras/${name}.${end}`));
    check(net);
    // what was loaded is saved and loaded again bit by bit
    const again = await loadModel(saveModel(net));
    expect(again.predictAll(inputsOf(c)).map(({ data }) => data)).toEqual(net.predictAll(inputsOf(c)).map(({ data }) => data));
    expect(again.config).toEqual(net.config);
  });

  test('.json and .weights.h5', async () => {
    check(await loadModel({ 'model.json': read(`models/keras/${name}.json`), 'w.h5': read(`models/keras/${name}.weights.h5`) }));
  });

  test('weights alone into a model that was made here', async () => {
    for (const end of ['.keras', '.h5', '.weights.h5']) {
      const net = modelFromConfig((await loadModel(read(`models/keras/${name}.keras`))).config);
      await loadWeights(net, read(`models/keras/${name}${end}`));
      check(net);
    }
  });
});

test('weights find their layers in order where names differ', async () => {
  const { config } = await loadModel(read('models/keras/plain.keras'));
  const renamed = JSON.parse(JSON.stringify(config).replaceAll('"name":"', '"name":"my_')) as typeof config;
  for (const list of [renamed['layers'] as Record<string, { name?: string }>[]]) {
    for (const layer of list) for (const value of Object.values(layer)) if (value?.name) value.name = value.name.replace('my_', '');
  }
  const c = cases.find(({ name }) => name === 'plain')!;
  for (const end of ['h5', 'weights.h5']) {
    const net = modelFromConfig(renamed);
    expect(net.layers[1]!.name).toMatch(/^my_/);
    await loadWeights(net, read(`models/keras/plain.${end}`));
    expectClose(net.predict(inputsOf(c)).data, c.outputs[0]!.value, 1e-6);
  }
});

test.each(cases.map((c) => [c.name, c] as const))('files without names in them: %s', async (name, c) => {
  const jsfive = (await import('jsfive' as string)) as { File: new (bytes: ArrayBuffer, name: string) => object };
  /** What `jsfive` gives, without the attribute "name", which the first versions of Keras 3 did not write. */
  const nameless = (item: object): object =>
    new Proxy(item, {
      get(target, key) {
        const value = Reflect.get(target, key, target) as unknown;
        if (key === 'get') return (path: string) => nameless((value as (path: string) => object).call(target, path));
        return key === 'attrs' ? { ...(value as object), name: undefined } : value;
      },
    });
  const File = function (bytes: ArrayBuffer, path: string) {
    return nameless(new jsfive.File(bytes, path));
  };
  const file = read(`models/keras/${name}.keras`);
  const [net, same] = [await loadModel(file), await loadModel(file, { hdf5: { File } })];
  expect(same.predictAll(inputsOf(c)).map(({ data }) => data)).toEqual(net.predictAll(inputsOf(c)).map(({ data }) => data));
});

test('layers of a graph are not guessed where nothing tells them apart', async () => {
  const { config } = await loadModel(read('models/keras/depths.keras'));
  const renamed = JSON.parse(JSON.stringify(config).replace(/"name":"([abc])"/g, '"name":"my_$1"')) as typeof config;
  for (const end of ['keras', 'h5', 'weights.h5']) {
    await expect(loadWeights(modelFromConfig(renamed), read(`models/keras/depths.${end}`))).rejects.toThrow(
      'loadWeights: the file does not say which dense is "my_',
    );
  }
});

test('a frozen layer stays frozen', async () => {
  const net = await loadModel(read('models/keras/nested.keras'));
  const counts = net.countParams();
  expect(counts.notTrainable).toBe(30 + 10 + 10); // the frozen dense layer, and two pairs of moving averages
  expect(counts.total).toBe(cases.find(({ name }) => name === 'nested')!.params);
});

test('tensor is what predict takes', async () => {
  const net = await loadModel(read('models/keras/plain.h5'));
  expect(net.predict(tensor(new Float32Array(12), [1, 4, 3])).shape).toEqual([1, 2]);
});
