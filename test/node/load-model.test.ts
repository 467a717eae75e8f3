import { cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dense, type Model, saveModel as bytesOf, sequential, tensor } from '../../src/nn/index.js';
import { loadModel, loadWeights, saveModel } from '../../src/node/index.js';
import { codeOfAsync } from '../nn/model-files.js';
import { GOLDENS } from '../support/golden.js';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'models-'));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const net = (seed: number): Model => sequential([dense({ units: 2 })], { inputShape: [3], seed });

describe('loadModel from a path', () => {
  test('reads what saveModel wrote, byte for byte', async () => {
    const path = join(folder, 'net.safetensors');
    await saveModel(path, net(3));
    const loaded = await loadModel(pathToFileURL(path));
    expect(loaded.getWeights()).toEqual(net(3).getWeights());
    expect(new Uint8Array(await readFile(path))).toEqual(bytesOf(loaded));
    const other = net(4);
    await loadWeights(other, path);
    expect(other.getWeights()).toEqual(loaded.getWeights());
  });

  test.each(['bilstm_keras3.keras', 'bilstm_keras2.h5', 'bilstm_tfjs/model.json', 'bilstm_tfjs_u8/model.json'])('%s', async (name) => {
    const loaded = await loadModel(`${GOLDENS}/keras/models/${name}`);
    expect(loaded.countParams().total).toBe(503);
    expect(loaded.predict(tensor(new Float32Array(35).fill(0.5), [1, 7, 5])).shape).toEqual([1, 3]);
  });

  test('never asks for a file that is not beside model.json', async () => {
    const path = join(folder, 'model.json');
    for (const name of ['../secret', '/etc/passwd', 'https://example.com/x', '..', 'a\\b', '']) {
      writeFileSync(path, JSON.stringify({ modelTopology: {}, weightsManifest: [{ paths: [name], weights: [] }] }));
      expect(await codeOfAsync(() => loadModel(path))).toBe('bad-path');
    }
  });

  test('a shard that is not there is an error of the file system', async () => {
    cpSync(`${GOLDENS}/keras/models/bilstm_tfjs/model.json`, join(folder, 'alone.json'));
    await expect(loadModel(join(folder, 'alone.json'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  test('messages name the file', async () => {
    const path = join(folder, 'bad.keras');
    writeFileSync(path, 'what?');
    await expect(loadModel(path)).rejects.toThrow(`loadModel: ${path}: this is no model file that is known`);
    await expect(loadWeights(net(1), path)).rejects.toThrow(`loadWeights: ${path}: this is no model file that is known`);
    await expect(loadModel(3 as never)).rejects.toThrow('loadModel: "path" must be a path or a URL, got 3');
  });
});
