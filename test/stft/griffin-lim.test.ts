import { describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { createRandom } from '../../src/core/random.js';
import { toRowMajor } from '../../src/core/view.js';
import { ParameterError } from '../../src/index.js';
import { griffinLim, type GriffinLimOptions } from '../../src/stft/griffin-lim.js';
import { istft } from '../../src/stft/istft.js';
import { spectrogram } from '../../src/stft/spectrogram.js';
import { expectClose } from '../support/close.js';
import { asInput, goldenCases } from '../support/golden.js';
import { parity } from '../support/parity.js';

type Spectrogram = NdArray<Float64Array>;
const noise = (length: number, seed = 1): Float64Array => {
  const random = createRandom(seed);
  return Float64Array.from({ length }, () => random.normal());
};

/** Distance of the magnitudes of `y` from `S`, relative to `S`. */
function inconsistency(S: Spectrogram, y: Float64Array, nFft: number): number {
  const mine = toRowMajor(spectrogram(y, { nFft }));
  const want = toRowMajor(S);
  let [error, energy] = [0, 0];
  for (let i = 0; i < want.length; i++) {
    error += (mine[i]! - want[i]!) ** 2;
    energy += want[i]! ** 2;
  }
  return Math.sqrt(error / energy);
}

describe('griffinLim', () => {
  test('without rounds it is the inverse of the magnitudes with the phases it begins with', () => {
    const S = spectrogram(noise(1000), { nFft: 32 });
    const zero = nd(
      Float64Array.from({ length: 2 * S.data.length }, (_, i) => (i % 2 ? 0 : S.data[i / 2]!)),
      [...S.shape, 2],
      [2, 34, 1],
    );
    expect(griffinLim(S, { nIter: 0, init: null })).toEqual(istft(zero));
  });

  parity('librosa', 'librosa.griffinlim', ([S], options) => griffinLim(S as Spectrogram, options), { name: 'griffinLim' });

  test('random phases come as near to the spectrogram as in librosa', () => {
    // librosa 0.11, random_state 0 ... 9, the golden's spectrogram, 32 rounds: test/goldens/effects/griffin_lim.py.
    const S = asInput(goldenCases('librosa', 'griffinlim')[0]!.inputs['S']!) as Spectrogram;
    const mean = (momentum: number): number => {
      let sum = 0;
      for (let seed = 0; seed < 10; seed++) sum += inconsistency(S, griffinLim(S, { momentum, seed }) as Float64Array, 512) / 10;
      return sum;
    };
    expect(mean(0.99)).toBeLessThan(1.01 * 0.1137);
    expect(mean(0)).toBeLessThan(1.01 * 0.1792);
  });

  test('rounds come nearer, and the same seed gives the same bits', () => {
    const S = spectrogram(noise(4000), { nFft: 128 });
    const far = inconsistency(S, griffinLim(S, { nIter: 0 }) as Float64Array, 128);
    const near = griffinLim(S, { nIter: 20, seed: 7 }) as Float64Array;
    expect(inconsistency(S, near, 128)).toBeLessThan(0.6 * far);
    expect(griffinLim(S, { nIter: 20, seed: 7 })).toEqual(near);
    expect(griffinLim(S, { nIter: 20, seed: 8 })).not.toEqual(near);
  });

  test('restores the length behind the last whole hop, for frames that are centred or not, of odd size too', () => {
    for (const options of [
      { nFft: 64, center: true },
      { nFft: 63, center: true },
      { nFft: 64, center: false },
      { nFft: 64, padMode: 'reflect' as const, winLength: 40 },
    ]) {
      const S = spectrogram(noise(1003), options);
      expect((griffinLim(S, { ...options, nIter: 2, length: 1003 }) as Float64Array).length).toBe(1003);
    }
  });

  test('a batch equals the loop over its items; single precision is the rounded double result', () => {
    const S = spectrogram(nd(noise(2000), [2, 1000]), { nFft: 64 });
    const both = griffinLim(S, { nIter: 3 }) as NdArray<Float64Array>;
    expect(both.shape).toEqual([2, 992]);
    for (const c of [0, 1]) expect(toRowMajor(both.pick(c, null))).toEqual(griffinLim(S.pick(c, null, null), { nIter: 3 }));
    const single = nd(Float32Array.from(S.data), S.shape, S.stride);
    const widened = nd(Float64Array.from(single.data), S.shape, S.stride);
    const expected = griffinLim(widened, { nIter: 3 }) as NdArray<Float64Array>;
    expectClose((griffinLim(single, { nIter: 3 }) as NdArray<Float32Array>).data, expected.data, 1e-6);
  });

  test('silence is silent', () => {
    expect(griffinLim(nd(new Float64Array(90), [9, 10]))).toEqual(new Float64Array(36));
  });

  const S = spectrogram(noise(400), { nFft: 16 });
  test.each<[GriffinLimOptions, string]>([
    [{ nIter: -1 }, 'griffinLim: "nIter" must be an integer >= 0, got -1'],
    [{ momentum: -0.1 }, 'griffinLim: "momentum" must be a finite number >= 0, got -0.1'],
    [{ init: 'zeros' as 'random' }, 'griffinLim: "init" must be one of "random", null, got "zeros"'],
    [{ seed: 0.5 }, 'griffinLim: "seed" must be an integer in [0, 4294967295], got 0.5'],
    [{ nFft: 20 }, 'griffinLim: "nFft" must be 16 or 17 for a spectrogram of 9 bins, got 20'],
    [{ length: 399 }, 'griffinLim: "length" must be in [400, 403] for 101 frames, 4 samples apart, got 399'],
    [{ length: 404 }, 'griffinLim: "length" must be in [400, 403] for 101 frames, 4 samples apart, got 404'],
    [{ rounds: 3 } as GriffinLimOptions, 'griffinLim: "rounds" is not an option'],
  ])('refuses %o', (options, message) => {
    expect(() => griffinLim(S, options)).toThrow(ParameterError);
    expect(() => griffinLim(S, options)).toThrow(message);
  });

  test('refuses negative magnitudes, and a frame that says nothing of any sample', () => {
    expect(() => griffinLim(nd(Float64Array.of(1, -1, 1), [3, 1]), { length: 1, hopLength: 2 })).toThrow(
      'griffinLim: "S" must be a magnitude or power spectrogram, all >= 0; got -1 at [1, 0]',
    );
    expect(() => griffinLim(nd(Float64Array.of(1, 1, 1), [3, 1]))).toThrow(
      'griffinLim: "length" must be given, since 1 centred frame of nFft = 4 ends where the signal begins',
    );
  });
});
