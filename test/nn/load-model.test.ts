import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { loadModel, type ModelFiles } from '../../src/nn/index.js';
import { asInput, compare, goldenCases, GOLDENS } from '../support/golden.js';

const read = (path: string): Uint8Array => readFileSync(`${GOLDENS}/${path}`);
const filesOf = (path: string): Uint8Array | ModelFiles =>
  path.endsWith('model.json')
    ? { 'model.json': read(path), 'group1-shard1of1.bin': read(path.replace('model.json', 'group1-shard1of1.bin')) }
    : read(path);
const models = goldenCases('keras').filter(({ id }) => id.startsWith('model_'));

describe('loadModel, against the program that wrote the file', () => {
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
});
