import { describe, expect, test } from 'vitest';
import { DecodeError } from '../../src/core/errors.js';
import {
  adam,
  checkpoint,
  decodeTrainingState,
  earlyStopping,
  encodeTrainingState,
  fit,
  reduceLearningRateOnPlateau,
  type TrainingState,
  writeSafetensors,
} from '../../src/nn/index.js';
import { noiseNetwork, noiseSequences } from '../support/training.js';

const loss = 'sparseCategoricalCrossentropy';

async function someState(): Promise<TrainingState> {
  const { x, y, lengths } = noiseSequences('float32');
  let state: TrainingState | undefined;
  const callbacks = [
    earlyStopping({ restoreBestWeights: true, startFromEpoch: 5 }),
    reduceLearningRateOnPlateau(),
    {},
    checkpoint((s) => void (state = s), { bestOnly: false }),
  ];
  await fit(noiseNetwork('float32'), x, y, { loss, lengths, epochs: 2, optimizer: adam(), validationSplit: 0.25, callbacks });
  return state!;
}

describe('states of a training as bytes', () => {
  test('come back as they were, infinities and all', async () => {
    const state = await someState();
    expect(JSON.stringify(state.callbacks[0])).toContain('null'); // Infinity, which JSON has not
    const bytes = encodeTrainingState(state);
    expect(decodeTrainingState(bytes)).toEqual(state);
    expect(encodeTrainingState(decodeTrainingState(bytes.buffer as ArrayBuffer))).toEqual(bytes);
  });

  test('no damage does more than a typed error', async () => {
    const bytes = encodeTrainingState(await someState());
    for (let k = 0; k < 300; k++) {
      const bad = k % 2 ? bytes.slice(0, Math.floor((bytes.length * k) / 300)) : bytes.slice();
      if (k % 2 === 0) bad[(k * 7919) % Math.min(bytes.length, 8000)]! ^= 1 << (k % 8);
      try {
        decodeTrainingState(bad);
      } catch (error) {
        expect(error).toBeInstanceOf(DecodeError);
      }
    }
  });

  test.each([
    ['{}', 'its text is no state of a training'],
    ['{', 'its text is damaged'],
    ['{"a":{"$array":"b"}}', 'there is no array "b" of floats'],
    ['{"a":{"$array":"toString"}}', 'there is no array "toString" of floats'],
    ['{"a":{"$value":"1"}}', 'no value is "1"'],
    ['{"a":{"__proto__":1}}', 'a name is "__proto__"'],
    [`${'['.repeat(200_000)}${']'.repeat(200_000)}`, 'its text is damaged'],
    ['null', 'its text is no state of a training'],
  ])('refuses %.40s', (text, why) => {
    const file = writeSafetensors({ a: Float32Array.of(1) }, { metadata: { trainingState: text } });
    expect(() => decodeTrainingState(file)).toThrow(`decodeTrainingState: ${why}`);
  });

  test('what is no plain data is refused', () => {
    expect(() => encodeTrainingState({ version: 1, callbacks: [new Map()] } as never)).toThrow(
      'encodeTrainingState: "state" must be plain data, got a Map in it',
    );
    expect(() => encodeTrainingState(undefined as never)).toThrow(
      'encodeTrainingState: "state" must be a state that getState() gave, got undefined',
    );
  });
});
