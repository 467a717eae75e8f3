/**
 * Model files that are cut, changed, or made to do harm: typed errors, in little time and little memory.
 */
import { readFileSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { DecodeError } from '../../src/core/errors.js';
import {
  bidirectional,
  dense,
  gru,
  loadModel,
  loadWeights,
  type ModelFiles,
  saveModel,
  sequential,
  writeSafetensors,
} from '../../src/nn/index.js';
import { openHdf5 } from '../../src/nn/files/hdf5.js';
import { GOLDENS } from '../support/golden.js';
import { codeOfAsync } from './model-files.js';

const read = (path: string): Uint8Array => readFileSync(`${GOLDENS}/${path}`);
const KERAS = 'keras/models/bilstm_keras3.keras';
const text = (json: unknown): Uint8Array => new TextEncoder().encode(typeof json === 'string' ? json : JSON.stringify(json));
const own = (): Uint8Array =>
  saveModel(sequential([bidirectional({ layer: gru({ units: 3 }) }), dense({ units: 2 })], { inputShape: [null, 4] }));
const tfjs = (): Record<string, Uint8Array> => ({
  'model.json': read('keras/models/bilstm_tfjs_u8/model.json'),
  'group1-shard1of1.bin': read('keras/models/bilstm_tfjs_u8/group1-shard1of1.bin'),
});

// the package that reads HDF5 tells the console of what it cannot read
beforeAll(() => {
  vi.spyOn(console, 'warn').mockReturnValue();
  vi.spyOn(console, 'log').mockReturnValue();
});
afterAll(() => {
  vi.restoreAllMocks();
});

/** A zip archive, as it should be but for what `lie` changes in the directory of its first file. */
function zip(
  files: Record<string, Uint8Array>,
  packed = false,
  lie: { size?: number; packed?: number; crc?: number; at?: number } = {},
): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  Object.entries(files).forEach(([name, file], i) => {
    const body = packed ? deflateRawSync(file) : Buffer.from(file);
    const head = (central: boolean): Buffer => {
      const b = Buffer.alloc(central ? 46 : 30);
      const skip = central ? 2 : 0;
      b.writeUInt32LE(central ? 0x02014b50 : 0x04034b50, 0);
      b.writeUInt16LE(packed ? 8 : 0, 8 + skip);
      const wrong = i === 0 && central ? lie : {};
      b.writeUInt32LE(wrong.crc ?? crc32(file), 14 + skip);
      b.writeUInt32LE(wrong.packed ?? body.length, 18 + skip);
      b.writeUInt32LE(wrong.size ?? file.length, 22 + skip);
      b.writeUInt16LE(name.length, 26 + skip);
      if (central) b.writeUInt32LE(wrong.at ?? at, 42);
      return Buffer.concat([b, Buffer.from(name)]);
    };
    const local = head(false);
    directory.push(head(true));
    parts.push(local, body);
    at += local.length + body.length;
  });
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(directory.length, 8);
  end.writeUInt16LE(directory.length, 10);
  end.writeUInt32LE(Buffer.concat(directory).length, 12);
  end.writeUInt32LE(at, 16);
  return new Uint8Array(Buffer.concat([...parts, ...directory, end]));
}

const sources: [string, Uint8Array, number][] = [
  ['.keras', read(KERAS), 97],
  ['.h5', read('keras/models/bilstm_keras2.h5'), 97],
  ['.weights.h5', read('models/keras/nested.weights.h5'), 97],
  ['safetensors', own(), 1],
];

describe('files that are cut', () => {
  test.each(sources)('%s at every place', async (_, file, step) => {
    for (let n = 0; n < file.length; n += step) {
      const cut = file.subarray(0, n);
      const code = await codeOfAsync(() => loadModel(cut)); // other errors than DecodeError pass through and fail the test
      expect(code, `cut at ${n}`).not.toBe('no error');
    }
  });

  test('model.json and its weights', async () => {
    for (const name of Object.keys(tfjs())) {
      const whole = tfjs()[name]!;
      for (let n = 0; n < whole.length; n += 97) {
        expect(await codeOfAsync(() => loadModel({ ...tfjs(), [name]: whole.subarray(0, n) })), `${name} at ${n}`).not.toBe('no error');
      }
    }
    const { 'model.json': json } = tfjs();
    expect(await codeOfAsync(() => loadModel({ 'model.json': json! }))).toBe('missing-file');
    expect(await codeOfAsync(() => loadModel({ ...tfjs(), 'group1-shard1of1.bin': new Uint8Array(504) }))).toBe('bad-size');
  });
});

describe('bytes that change', () => {
  test.each(sources)('%s: a typed error, or a model', async (_, file) => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { minLength: 1, maxLength: 4 }), async (changes) => {
        const bad = Uint8Array.from(file);
        for (const [at, value] of changes) bad[at] = value;
        try {
          await loadModel(bad);
        } catch (error) {
          expect(error, String((error as Error).stack)).toBeInstanceOf(DecodeError);
        }
      }),
      { numRuns: 150 },
    );
  });
});

describe('archives', () => {
  const inside = { 'config.json': text({}), 'model.weights.h5': new Uint8Array(8) };
  const big = new Uint8Array(3e7);
  test.each<[string, () => Uint8Array, string]>([
    [
      'that unpack to more than they say',
      () => zip({ 'config.json': big, ...{ 'model.weights.h5': big } }, true, { size: 1000 }),
      'bad-archive',
    ],
    ['that unpack to less', () => zip(inside, true, { size: 60 }), 'bad-archive'],
    ['that claim 4 GB of a few bytes', () => zip(inside, true, { size: 0xfffffff0 }), 'too-large'],
    ['that claim more than all of the file', () => zip(inside, false, { packed: 1e6, size: 1e6 }), 'truncated'],
    ['with another checksum', () => zip(inside, false, { crc: 1 }), 'bad-archive'],
    ['whose directory points nowhere', () => zip(inside, false, { at: 0x7fffffff }), 'bad-archive'],
    ['that are not packed and have two sizes', () => zip(inside, false, { size: 3 }), 'bad-archive'],
    ['without a model', () => zip({ 'a.txt': text('a') }), 'unsupported-format'],
    ['of PyTorch', () => zip({ 'archive/data.pkl': text('a') }), 'unsupported-format'],
    ['whose config is no JSON', () => zip({ ...inside, 'config.json': text('{') }), 'bad-json'],
    ['whose weights are no HDF5', () => zip({ ...inside, 'config.json': text(config([])) }), 'bad-hdf5'],
  ])('%s', async (_, file, code) => {
    expect(await codeOfAsync(() => loadModel(file()))).toBe(code);
  });

  test('a bomb that keeps its word is measured before it is unpacked', async () => {
    const bomb = zip({ 'config.json': big, 'model.weights.h5': big }, true);
    expect(bomb.length).toBeLessThan(70_000);
    expect(await codeOfAsync(() => loadModel(bomb, { maxBytes: 2 ** 25 }))).toBe('too-large');
    expect(await codeOfAsync(() => loadModel(bomb))).toBe('bad-json'); // 60 MB of zeros are allowed, and no JSON
  });

  test('deflated archives are read as stored ones', async () => {
    const stored = read('models/keras/plain.keras');
    const parts = { 'config.json': read('models/keras/plain.json'), 'model.weights.h5': read('models/keras/plain.weights.h5') };
    const packed = zip({ ...parts, 'metadata.json': text({ keras_version: '3.15.1' }) }, true);
    expect((await loadModel(packed)).getWeights()).toEqual((await loadModel(stored)).getWeights());
  });
});

/** A sequential model of Keras. */
function config(layers: unknown[], more: object = {}): object {
  const first = { class_name: 'InputLayer', config: { batch_shape: [null, 4], name: 'in' } };
  return { module: 'keras', class_name: 'Sequential', config: { name: 's', layers: [first, ...layers], ...more } };
}
const layer = (className: string, settings: object): object => ({ class_name: className, config: { name: 'a', ...settings } });
const withWeights = (json: unknown): ModelFiles => ({ 'a.json': text(json), 'b.h5': read('models/keras/plain.weights.h5') });
const functional = (layers: unknown[], outputs: unknown): object => ({
  module: 'keras',
  class_name: 'Functional',
  config: { name: 'f', layers, input_layers: [['in', 0, 0]], output_layers: outputs },
});
const input = { class_name: 'InputLayer', name: 'in', config: { batch_shape: [null, 4], name: 'in' }, inbound_nodes: [] };
const node = (name: string, from: string, call = 0): object => ({
  ...layer('Dense', { units: 4, name }),
  name,
  inbound_nodes: [[[from, call, 0, {}]]],
});

describe('descriptions', () => {
  test.each<[string, unknown, string, string]>([
    [
      'unknown layers',
      config([layer('Lambda', {})]),
      'unsupported-layer',
      'the layer "a" is of the class "Lambda", which is not supported',
    ],
    ['a layer named __proto__', config([layer('__proto__', {})]), 'unsupported-layer', '"__proto__"'],
    ['a layer named toString', config([layer('toString', {})]), 'unsupported-layer', '"toString"'],
    ['cudnn layers', config([layer('CuDNNLSTM', { units: 3 })]), 'unsupported-layer', '"CuDNNLSTM"'],
    ['unknown settings', config([layer('Dense', { units: 3, flavour: 1 })]), 'unsupported-setting', '"flavour" is not an option'],
    ['settings we lack', config([layer('Conv1D', { filters: 3, data_format: 'channels_first' })]), 'unsupported-setting', '"data_format"'],
    [
      'regularizers we lack',
      config([layer('Dense', { units: 3, kernel_regularizer: 'orthogonal' })]),
      'unsupported-setting',
      '"orthogonal"',
    ],
    ['activations we lack', config([layer('Dense', { units: 3, activation: 'my_own' })]), 'bad-config', '"activation" must be one of'],
    [
      'activations that are classes',
      config([layer('Dense', { units: 3, activation: { class_name: 'A', config: { a: 1 } } })]),
      'unsupported-setting',
      '"activation.a"',
    ],
    ['a negative size', config([layer('Dense', { units: -3 })]), 'bad-config', '"units" must be an integer >= 1, got -3'],
    ['a size that is a text', config([layer('Dense', { units: '3' })]), 'bad-config', '"units" must be a number'],
    ['a size beyond all memory', config([layer('Dense', { units: 2 ** 50 })]), 'bad-shape', 'the model has'],
    [
      'LSTMs beyond all memory',
      config([layer('Reshape', { target_shape: [2, 2] }), layer('LSTM', { units: 2 ** 26, name: 'b' })]),
      'bad-shape',
      'the model has',
    ],
    ['no layers', { class_name: 'Sequential', config: { layers: [] }, module: 'keras' }, 'bad-config', 'at least one layer'],
    ['layers that are no list', { class_name: 'Sequential', config: { layers: 3 }, module: 'keras' }, 'bad-config', 'no "layers"'],
    ['a million layers', config(Array(3000).fill(layer('Flatten', {}))), 'bad-config', '3001 layers'],
    ['layers of equal names', config([layer('Dense', { units: 3 }), layer('Dense', { units: 3 })]), 'bad-config', 'names of their own'],
    ['subclassed models', { class_name: 'MyModel', config: {}, module: 'mine' }, 'bad-config', '"MyModel"'],
    [
      'no input shape',
      { class_name: 'Sequential', config: { layers: [layer('Dense', { units: 3 })] }, module: 'keras' },
      'bad-config',
      'inputShape',
    ],
    [
      'a hostile input shape',
      config([layer('Dense', { units: 3 })], { layers: [{ class_name: 'InputLayer', config: { batch_shape: [null, 'x'] } }] }),
      'bad-config',
      'layers',
    ],
    [
      'a graph that bites its tail',
      functional([input, node('a', 'b'), node('b', 'a')], [['a', 0, 0]]),
      'bad-config',
      'reads what is not there, or itself',
    ],
    ['a graph that reads nothing', functional([input, node('a', 'ghost')], [['a', 0, 0]]), 'bad-config', 'reads what is not there'],
    ['a graph with no such output', functional([input, node('a', 'in')], [['a', 3, 0]]), 'bad-config', 'the output "a" is not there'],
    ['a graph with a negative output', functional([input, node('a', 'in')], [['a', 0, -1]]), 'bad-config', 'loadModel'],
    ['an input that is not there', functional([node('a', 'in')], [['a', 0, 0]]), 'bad-config', 'the input "in" is not there'],
    [
      'nodes that are numbers',
      functional([input, { ...node('a', 'in'), inbound_nodes: [[3]] }], [['a', 0, 0]]),
      'bad-config',
      'must be [layer, call, output]',
    ],
    [
      'arguments of calls',
      functional([input, { ...node('a', 'in'), inbound_nodes: [[['in', 0, 0, { axis: 3 }]]] }], [['a', 0, 0]]),
      'unsupported-setting',
      'is called with "axis"',
    ],
    [
      'operations that are no layers',
      functional([input, { ...node('a', 'in'), class_name: 'Sin' }], [['a', 0, 0]]),
      'unsupported-layer',
      '"Sin"',
    ],
    [
      'another network than the weights are of',
      config([layer('Dense', { units: 3 })]),
      'bad-shape',
      'the model has 15 weights, and the file',
    ],
    ['graph models', { format: 'graph-model', modelTopology: { node: [] }, weightsManifest: [] }, 'unsupported-format', 'graph model'],
    ['other JSON', { a: 1 }, 'unsupported-format', 'describes no model'],
    ['__proto__', '{"class_name":"Sequential","config":{"__proto__":{"layers":[]}}}', 'bad-json', '"__proto__" is not allowed'],
    ['a depth bomb', `{"class_name":${'['.repeat(1e5)}`, 'bad-json', 'more than 100 brackets'],
    ['NaN, which Python writes', '{"class_name":NaN}', 'bad-json', 'there is no value'],
  ])('%s', async (_, json, code, message) => {
    const call = (): Promise<unknown> => loadModel(withWeights(json));
    expect(await codeOfAsync(call)).toBe(code);
    await expect(call()).rejects.toThrow(message);
  });

  test('a text alone describes layers, and has no weights', async () => {
    expect(await codeOfAsync(() => loadModel(read('models/keras/plain.json')))).toBe('missing-weights');
  });
});

describe('networks that would take for ever', () => {
  const chain = (n: number): object[] => Array.from({ length: n }, (_, i) => node(`d${n - i}`, i === n - 1 ? 'in' : `d${n - i - 1}`));
  test.each<[string, () => unknown, string]>([
    [
      'more calls of a layer than are allowed',
      () => functional([input, { ...node('a', 'in'), inbound_nodes: Array(20_000).fill([['in', 0, 0, {}]]) }], [['a', 0, 0]]),
      'bad-config',
    ],
    [
      'a layer that reads a million values',
      () => functional([input, { ...node('a', 'in'), inbound_nodes: [Array(1e5).fill(['in', 0, 0, {}])] }], [['a', 0, 0]]),
      'too-large',
    ],
    ['as many layers as are allowed, in the worst order', () => functional([input, ...chain(1999)], [['d1999', 0, 0]]), 'bad-shape'],
  ])('%s', async (_, json, code) => {
    expect(await codeOfAsync(() => loadModel(withWeights(json())))).toBe(code);
  });
  test('our own files, too', async () => {
    const config = { kind: 'model', inputs: Array(1e5).fill({ shape: [1] }), layers: [], calls: [], outputs: [] };
    const file = writeSafetensors({}, { metadata: { format: 'audiolab-dsp', version: '1', model: JSON.stringify(config), weights: '[]' } });
    expect(await codeOfAsync(() => loadModel(file))).toBe('too-large');
  });
});

describe('HDF5 whose links go everywhere', () => {
  const group = (keys: string[], get: (name: string) => unknown) => ({ attrs: {}, keys, get });
  /** A package that finds these layers in any file. */
  const holding = (layers: unknown) => ({
    File: class {
      attrs = {};
      keys = ['layers'];
      get = () => layers;
    },
  });
  const load = (layers: unknown): Promise<string> => {
    const net = sequential([dense({ units: 1 })], { inputShape: [1] });
    return codeOfAsync(() => loadWeights(net, read('models/keras/plain.weights.h5'), { hdf5: holding(layers) }));
  };
  test('in circles', async () => {
    const circle: unknown = group(['a'], () => circle);
    expect(await load(circle)).toBe('too-large');
  });
  test('to two groups, and each of them to two more, forty times', async () => {
    let tree = group([], () => null);
    for (let i = 0; i < 40; i++) {
      const below = tree;
      tree = group(['a', 'b'], () => below);
    }
    expect(await load(tree)).toBe('too-large');
  });
  test('from many places to one large array', async () => {
    const big = { attrs: {}, dtype: '<f4', shape: [1e5], value: new Float32Array(1e5) };
    const names = Array.from({ length: 1000 }, (_, i) => `${i}`);
    expect(await load(group(names, () => big))).toBe('too-large');
  });
});

describe('layers of one’s own', () => {
  test('in files of Keras, by their class names', async () => {
    const twice = (options: { factor: number; name: string }) => {
      expect(options).toEqual({ factor: 3, name: 'a' });
      return dense({ units: 2, name: options.name });
    };
    const json = {
      modelTopology: { model_config: config([layer('Twice', { factor: 3 })]) },
      weightsManifest: [
        {
          paths: ['w'],
          weights: [
            ['a/kernel', [4, 2]],
            ['a/bias', [2]],
          ].map(([name, shape]) => ({ name, shape, dtype: 'float32' })),
        },
      ],
    };
    const net = await loadModel({ 'model.json': text(json), w: new Uint8Array(40) }, { custom: { Twice: twice as never } });
    expect(net.countParams().total).toBe(10);
  });
});

describe('weights of a model.json', () => {
  const spec = (change: object): ModelFiles => {
    const json = JSON.parse(new TextDecoder().decode(tfjs()['model.json'])) as { weightsManifest: [{ weights: object[] }] };
    Object.assign(json.weightsManifest[0].weights[0]!, change);
    return { ...tfjs(), 'model.json': text(json) };
  };
  test.each<[object, string]>([
    [{ shape: [5, -16] }, 'bad-config'],
    [{ shape: [2 ** 30, 2 ** 30] }, 'truncated'],
    [{ shape: [5, 17] }, 'truncated'],
    [{ shape: [5, 15] }, 'bad-size'],
    [{ shape: [16, 5] }, 'bad-shape'],
    [{ dtype: 'string' }, 'unsupported-dtype'],
    [{ quantization: { dtype: 'int3', min: 0, scale: 1 } }, 'unsupported-dtype'],
    [{ quantization: { dtype: 'uint8', min: 'x', scale: 1 } }, 'bad-config'],
    [{ quantization: { dtype: 'uint8', min: 1e300, scale: 1e300 } }, 'not-finite'],
    [{ name: 'elsewhere/kernel' }, 'bad-shape'],
    [{ name: 7 }, 'bad-config'],
  ])('%o', async (change, code) => {
    expect(await codeOfAsync(() => loadModel(spec(change)))).toBe(code);
  });

  test('uint16 and several shards', async () => {
    const kernel = Uint16Array.of(0, 65535, 1, 2);
    const bytes = new Uint8Array(kernel.buffer);
    const model = {
      modelTopology: { model_config: config([layer('Dense', { units: 1, use_bias: false })]) },
      weightsManifest: [
        {
          paths: ['a.bin', 'b.bin'],
          weights: [{ name: 'a/kernel', shape: [4, 1], dtype: 'float32', quantization: { dtype: 'uint16', min: -1, scale: 2 / 65535 } }],
        },
      ],
    };
    const net = await loadModel({ 'model.json': text(model), 'a.bin': bytes.slice(0, 3), 'b.bin': bytes.slice(3) });
    expect(Array.from(net.getWeights()[0]!.data)).toEqual([0, 65535, 1, 2].map((q) => Math.fround((q * 2) / 65535 - 1)));
  });
});

describe('our own files', () => {
  const saved = (change: Record<string, string>, tensors: Parameters<typeof writeSafetensors>[0] = {}): Uint8Array =>
    writeSafetensors(
      { 'd.kernel': { data: Float32Array.of(1), shape: [1, 1] }, ...tensors },
      {
        metadata: {
          format: 'audiolab-dsp',
          version: '1',
          model: JSON.stringify({ kind: 'sequential', inputShape: [1], layers: [{ kind: 'dense', units: 1, useBias: false, name: 'd' }] }),
          weights: '["d.kernel"]',
          ...change,
        },
      },
    );
  const model = (layers: unknown): Record<string, string> => ({ model: JSON.stringify({ kind: 'sequential', inputShape: [1], layers }) });
  test('are read', async () => {
    expect((await loadModel(saved({}))).countParams().total).toBe(1);
  });
  test.each<[string, Uint8Array, string]>([
    ['of a later version', saved({ version: '2' }), 'unsupported-format'],
    ['with names that are not there', saved({ weights: '["toString"]' }), 'missing-weights'],
    ['with a name twice', saved({ weights: '["d.kernel","d.kernel"]' }), 'bad-header'],
    ['with arrays that nobody names', saved({}, { more: Float32Array.of(1) }), 'bad-header'],
    ['with integers', saved({}, { 'd.kernel': { data: Int32Array.of(1), shape: [1, 1] } }), 'unsupported-dtype'],
    ['with NaN', saved({}, { 'd.kernel': { data: Float32Array.of(NaN), shape: [1, 1] } }), 'not-finite'],
    ['with another shape', saved({}, { 'd.kernel': { data: Float32Array.of(1), shape: [1] } }), 'bad-shape'],
    ['with no model', saved({ model: '3' }), 'bad-header'],
    ['with an unknown layer', saved(model([{ kind: 'magic' }])), 'bad-config'],
    ['with an unknown setting', saved(model([{ kind: 'dense', units: 1, magic: 2 }])), 'unsupported-setting'],
    ['with a layer that is none', saved(model([3])), 'bad-config'],
    ['with a size beyond all memory', saved(model([{ kind: 'dense', units: 2 ** 40 }])), 'bad-shape'],
    ['with an initializer beyond reason', saved(model([{ kind: 'dense', units: 1, kernelInitializer: { name: 'x' } }])), 'bad-config'],
    ['that are weights alone', writeSafetensors({ a: Float32Array.of(1) }), 'no-config'],
  ])('%s', async (_, file, code) => {
    expect(await codeOfAsync(() => loadModel(file))).toBe(code);
  });

  test('weights that do not fit leave a model as it was', async () => {
    const net = sequential([dense({ units: 2 })], { inputShape: [3], seed: 2 });
    const before = net.getWeights();
    for (const file of [saved({}), own(), read('models/keras/plain.weights.h5'), read('keras/models/bilstm_keras2.h5')]) {
      expect(await codeOfAsync(() => loadWeights(net, file))).toBe('bad-shape');
    }
    expect(net.getWeights()).toEqual(before);
  });
});

describe('what is no file', () => {
  test.each<[unknown, string]>([
    ['net.keras', 'loadModel: "source" must be the bytes of a file, or an object of files, got "net.keras"'],
    [null, 'loadModel: "source" must be the bytes of a file, or an object of files, got null'],
    [{ 'a.json': 3 }, 'loadModel: "bytes" must be a Uint8Array or an ArrayBuffer, got 3'],
    [{}, 'loadModel: of several files one must be a .json, got 0 others'],
    [new Uint8Array(0), 'loadModel: the file is empty'],
    [new Uint8Array(100), 'loadModel: this is no model file that is known (.keras, .h5, .safetensors and model.json)'],
  ])('%o', async (source, message) => {
    await expect(loadModel(source as Uint8Array)).rejects.toThrow(message);
  });

  test('options and models', async () => {
    await expect(loadModel(own(), { dtypes: 1 } as never)).rejects.toThrow('loadModel: "dtypes" is not an option; did you mean "dtype"?');
    await expect(loadModel(own(), { maxBytes: 0 })).rejects.toThrow('loadModel: "maxBytes" must be an integer >= 1, got 0');
    await expect(loadWeights(3 as never, own())).rejects.toThrow('loadWeights: "model" must be made by "sequential" or "model", got 3');
    const open = sequential([dense({ units: 1 })]);
    await expect(loadWeights(open, own())).rejects.toThrow('loadWeights: "model" must know the shape of its input');
  });
});

describe('HDF5 without its package', () => {
  test('says what to install', async () => {
    const missing = (): Promise<unknown> => Promise.reject(new Error("Cannot find package 'jsfive'"));
    const call = (): Promise<unknown> => openHdf5(read('keras/models/bilstm_keras2.h5'), undefined, 'loadModel', missing);
    expect(await codeOfAsync(call)).toBe('no-hdf5');
    await expect(call()).rejects.toThrow(
      'the package jsfive is not there: run "npm install jsfive", or pass the package as the option "hdf5"',
    );
  });

  test('takes the package as an option', async () => {
    const jsfive = (await import('jsfive' as string)) as { File: new (bytes: ArrayBuffer, name: string) => unknown };
    const file = read('keras/models/bilstm_keras2.h5');
    expect((await loadModel(file, { hdf5: jsfive })).countParams().total).toBe(503);
    await expect(loadModel(file, { hdf5: {} as never })).rejects.toThrow('loadModel: "hdf5" must be the package jsfive');
  });
});
