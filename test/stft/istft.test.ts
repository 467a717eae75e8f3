import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { createRandom } from '../../src/core/random.js';
import { ParameterError } from '../../src/index.js';
import { istft, type IstftOptions } from '../../src/stft/istft.js';
import { stft } from '../../src/stft/stft.js';
import { expectClose } from '../support/close.js';
import { parity } from '../support/parity.js';

const noise = (length: number, seed = 1): Float64Array => {
  const random = createRandom(seed);
  return Float64Array.from({ length }, () => random.normal());
};

describe('istft', () => {
  test('brings the samples back', () => {
    const y = Float64Array.of(3, 1, 4, 1, 5, 9, 2, 6);
    expectClose(istft(stft(y, { nFft: 4 }), { length: 8 }), y, 1e-15);
  });

  parity('librosa', 'librosa.istft', ([D], options) => istft(D as NdArray<Float64Array>, options));
  parity('librosa-frames', 'librosa.istft', ([D], options) => istft(D as NdArray<Float64Array>, options));

  test('inverts stft for any length of signal, frame, window and hop that leaves no gap', () => {
    const sizes = fc
      .integer({ min: 4, max: 60 })
      .chain((nFft) => fc.tuple(fc.constant(nFft), fc.integer({ min: 4, max: nFft }), fc.integer({ min: 1, max: 300 })));
    fc.assert(
      fc.property(sizes, fc.double({ min: 0, max: 0.5, noNaN: true }), ([nFft, winLength, length], share) => {
        const hopLength = 1 + Math.floor(share * (winLength - 1));
        const options = { hopLength, winLength, window: 'hamming' } as const;
        const y = noise(length);
        const back = istft(stft(y, { nFft, ...options }), { nFft, ...options, length });
        // the last samples may lie behind the last window
        const reach = Math.max(0, hopLength * Math.floor((length + 2 * (nFft >> 1) - nFft) / hopLength) + (winLength >> 1) - 1);
        expectClose((back as Float64Array).subarray(0, reach), y.subarray(0, reach), 1e-12);
      }),
      { numRuns: 60 },
    );
  });

  test('a batch equals the loop over its items, for any stride, in either precision', () => {
    const y = nd(noise(600), [2, 300]);
    const D = stft(y, { nFft: 32 });
    const both = istft(D, { length: 300 }) as NdArray<Float64Array>;
    expect(both.shape).toEqual([2, 300]);
    expectClose(both, y, 1e-14);
    const alone = istft(D.pick(1, null, null, null), { length: 300 });
    expect(both.data.subarray(300)).toEqual(alone);
    const rowMajor = nd(
      Float64Array.from({ length: 17 * 38 * 2 }, (_, i) => D.get(1, Math.floor(i / 76), (i >> 1) % 38, i % 2)),
      [17, 38, 2],
    );
    expect(istft(rowMajor, { length: 300 })).toEqual(alone);
    const single = istft(stft(Float32Array.from(y.data.subarray(300)), { nFft: 32 }), { length: 300 });
    expect(single).toBeInstanceOf(Float32Array);
    expectClose(single, alone, 1e-6); // single precision
  });

  test('is zero behind the frames and does not blow up where windows are almost zero', () => {
    const D = stft(noise(64), { nFft: 16, hopLength: 4 });
    const long = istft(D, { length: 100 }) as Float64Array;
    expect(long.subarray(72).every((v) => v === 0)).toBe(true);
    const thin = ['gaussian', 0.3] as const; // its ends squared are subnormal
    const wild = nd(noise(9 * 4 * 2), [9, 4, 2]);
    expect((istft(wild, { window: thin, hopLength: 16 }) as Float64Array).every(Number.isFinite)).toBe(true);
  });

  const D = nd(noise(9 * 4 * 2), [9, 4, 2]);
  test.each<[unknown, IstftOptions, string, string]>([
    [D, { nFft: 20 }, 'nFft', 'must be 16 or 17 for 9 bins, got 20'],
    [nd(noise(4), [1, 2, 2]), {}, 'nFft', 'must be 1 for 1 bins, got 0'],
    [D, { length: 0 }, 'length', 'must be an integer >= 1, got 0'],
    [nd(noise(18), [9, 1, 2]), {}, 'length', 'must be given, since 1 centred frame of nFft = 16 ends where the signal begins'],
    [D, { hopLength: 0 }, 'hopLength', 'must be an integer >= 1, got 0'],
    [D, { winLength: 17 }, 'winLength', 'must be <= nFft = 16, got 17'],
    [D, { padMode: 'edge' } as IstftOptions, 'padMode', 'is not an option'],
    [nd(noise(36), [9, 4]), {}, 'D', 'must have shape [...channels, bins, frames, 2], got shape [9, 4]'],
    [nd(noise(27), [9, 1, 3]), {}, 'D', 'must have shape [...channels, bins, frames, 2], got shape [9, 1, 3]'],
    [nd(new Float64Array(0), [9, 0, 2]), {}, 'D', 'must not be empty, got shape [9, 0, 2]'],
    [nd(noise(8), [2, 4, 2]), {}, 'D', 'has shape [2, 4, 2], which reaches outside its 8 elements'],
    [nd(Float64Array.of(0, 0, 0, 0, 0, NaN, 0, 0), [2, 2, 2]), {}, 'D', 'must be finite, got NaN in bin 1 of frame 0'],
  ])('refuses %o with %o', (input, options, parameter, rule) => {
    expect(() => istft(input as NdArray<Float64Array>, options)).toThrow(new ParameterError('istft', parameter, rule));
  });

  test('refuses what is no ndarray of floats', () => {
    const message = 'istft: "D" must be an ndarray of floats with shape [...channels, bins, frames, 2], got';
    expect(() => istft(new Float64Array(8) as unknown as NdArray<Float64Array>)).toThrow(new TypeError(`${message} a Float64Array`));
    expect(() => istft(nd(new Int32Array(8), [2, 2, 2]) as unknown as NdArray<Float64Array>)).toThrow(TypeError);
  });
});
