import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createFeatureExtractionStream, type FeatureExtractionStreamOptions } from '../../src/index.js';
import { featureExtraction, measureNormalization } from '../../src/pyaudioanalysis/index.js';
import { noise } from '../simd/signals.js';

const OPTIONS = { sampleRate: 8000, window: 400, step: 160, mean: 0, peak: 1 };

/** The frames of all pushes, side by side. */
function pushAll(stream: ReturnType<typeof createFeatureExtractionStream<'float64'>>, y: Float64Array, cuts: readonly number[]): number[] {
  const borders = [0, ...cuts.map((c) => c % y.length).sort((a, b) => a - b), y.length];
  const rows = borders.slice(1).flatMap((to, i) => [...stream.push(y.subarray(borders[i], to)).data]);
  return [...rows, ...stream.flush().data];
}

describe('createFeatureExtractionStream', () => {
  test('gives the bits of the whole, however it is cut, and after reset', () => {
    const shapes = fc.record({
      window: fc.integer({ min: 180, max: 700 }),
      step: fc.integer({ min: 20, max: 900 }),
      compat: fc.boolean(),
      deltas: fc.boolean(),
    });
    fc.assert(
      fc.property(shapes, fc.array(fc.nat(3000), { maxLength: 12 }), fc.integer({ min: 700, max: 3000 }), (shape, cuts, samples) => {
        const y = Float64Array.from(noise(samples, samples));
        const options = { sampleRate: 8000, ...shape, ...measureNormalization(y) };
        const stream = createFeatureExtractionStream({ ...options, dtype: 'float64' });
        const want = [...featureExtraction(y, options).features.data];
        for (let again = 0; again < 2; again++) {
          expect(pushAll(stream, y, cuts)).toEqual(want);
          stream.reset();
        }
      }),
      { numRuns: 40 },
    );
  });

  test('is in single precision unless told otherwise', () => {
    const y = noise(1000, 3);
    const stream = createFeatureExtractionStream(OPTIONS);
    expect(stream.push(y).data).toEqual(featureExtraction(y, OPTIONS).features.data);
    expect([stream.bins, stream.latency, stream.sampleRate]).toEqual([68, 399, 8000]);
  });

  test('goes on after a chunk that was refused, with the differences to the frame before it', () => {
    const y = Float64Array.from(noise(2000, 4));
    const stream = createFeatureExtractionStream({ ...OPTIONS, peak: 1e-3, dtype: 'float64' });
    const first = stream.push(y.subarray(0, 1000));
    expect(() => stream.push(new Float64Array(600).fill(1e300))).toThrow('FeatureExtractionStream.push: "stream" is too loud');
    const rest = stream.push(y.subarray(1000));
    expect([...first.data, ...rest.data]).toEqual([...featureExtraction(y, { ...OPTIONS, peak: 1e-3 }).features.data]);
  });

  test.each([
    [{ mean: undefined }, '"mean" must be given, since that of the whole signal is not known before its end'],
    [{ peak: undefined }, '"peak" must be given, since that of the whole signal is not known before its end'],
    [{ peak: -1 }, '"peak" must be a finite number > 0, got -1'],
    [{ sampleRate: undefined }, '"sampleRate" must be given in Hz'],
    [{ window: 8 }, '"window" must be an integer >= 16, got 8'],
    [{ dtype: 'float16' }, '"dtype" must be one of "float32", "float64", got "float16"'],
  ])('refuses %o', (options, message) => {
    const call = (): unknown => createFeatureExtractionStream({ ...OPTIONS, ...options } as FeatureExtractionStreamOptions);
    expect(call).toThrow(`createFeatureExtractionStream: ${message}`);
  });
});
