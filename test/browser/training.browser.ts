/// <reference lib="dom" />
/**
 * Training inside Chromium: the same bytes of weights as in Node, and a page that stays alive meanwhile.
 */
import { describe, expect, test } from 'vitest';
import { fit } from '../../src/nn/index.js';
import { noiseNetwork, noiseSequences, TRAINED, trainedBits } from '../support/training.js';

describe('training in Chromium', () => {
  test.each(['float32', 'float64'] as const)('gives the same weights as in Node, %s', async (dtype) => {
    expect(await trainedBits(dtype)).toBe(TRAINED[dtype]);
  });

  test('lets the page paint, and stops when told', async () => {
    const { x, y, lengths } = noiseSequences('float32');
    const abort = new AbortController();
    let frames = 0;
    const paint = (): void => {
      if (++frames === 3) abort.abort();
      else requestAnimationFrame(paint);
    };
    requestAnimationFrame(paint);
    const run = fit(noiseNetwork('float32'), x, y, {
      loss: 'sparseCategoricalCrossentropy',
      lengths,
      epochs: 1_000_000,
      signal: abort.signal,
      yieldEvery: 10,
    });
    await expect(run).rejects.toThrow('abort');
    expect(frames).toBe(3);
  });
});
