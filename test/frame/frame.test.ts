import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd } from '../../src/core/nd.js';
import { ParameterError } from '../../src/core/errors.js';
import { frame } from '../../src/frame/index.js';
import { parity } from '../support/parity.js';

describe('frame', () => {
  test('the worked example', () => {
    const frames = frame(Float32Array.of(0, 1, 2, 3, 4), { frameLength: 3, hopLength: 2 });
    expect(frames.shape).toEqual([3, 2]);
    expect(frames.get(0, 1)).toBe(2);
  });

  parity('librosa', 'librosa.util.frame', ([x], options) => frame(x as Float64Array, options), { relative: 0 }); // copies of samples

  test('element (i, t) is y[i + t * hopLength], and no full frame is dropped', () => {
    const size = fc.integer({ min: 1, max: 64 });
    fc.assert(
      fc.property(size, size, fc.nat(200), (frameLength, hopLength, extra) => {
        const samples = frameLength + extra;
        const view = frame(
          Float32Array.from({ length: samples }, (_, n) => n),
          { frameLength, hopLength },
        );
        const frames = view.shape[1]!;
        for (let t = 0; t < frames; t++) expect(view.get(frameLength - 1, t)).toBe(frameLength - 1 + t * hopLength);
        expect(frames * hopLength + frameLength).toBeGreaterThan(samples);
      }),
    );
  });

  test('is a view: it shares memory, at any offset and stride', () => {
    const data = new Float64Array(40).map((_, n) => n);
    const every = nd(data, [2, 9], [1, 4], 3); // channel c, sample n: 3 + c + 4 n
    const frames = frame(every, { frameLength: 4, hopLength: 2 });
    expect(frames.shape).toEqual([2, 4, 3]);
    expect(frames.get(1, 2, 1)).toBe(3 + 1 + 4 * (2 + 2));
    frames.set(0, 0, 0, -1);
    expect(data[3]).toBe(-1);
    expect(frame({ samples: data.subarray(10), sampleRate: 8000 }, { frameLength: 4, hopLength: 4 }).get(0, 0)).toBe(10);
  });

  test.each([
    [{ hopLength: 0 }, 'frame: "hopLength" must be an integer >= 1, got 0'],
    [{ hopLength: 1.5 }, 'frame: "hopLength" must be an integer >= 1, got 1.5'],
    [{ frameLength: 9 }, 'frame: "frameLength" must be <= 8, the length of the signal, got 9'],
    [{ axis: 1 as 0 }, 'frame: "axis" must be one of -1, 0, got 1'],
  ])('refuses %o', (options, message) => {
    const call = () => frame(new Float32Array(8), options);
    expect(call).toThrow(ParameterError);
    expect(call).toThrow(message);
  });

  test('refuses what is no signal', () => {
    expect(() => frame(new Float32Array(0))).toThrow('frame: "y" must not be empty, got shape [0]');
    expect(() => frame([1, 2] as unknown as Float32Array)).toThrow(TypeError);
    // @ts-expect-error the compiler refuses it too
    expect(() => frame(new Float32Array(8), { hopLenght: 256 })).toThrow('frame: "hopLenght" is not an option; did you mean "hopLength"?');
  });
});
