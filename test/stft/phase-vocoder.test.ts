import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { createRandom } from '../../src/core/random.js';
import { toRowMajor } from '../../src/core/view.js';
import { ParameterError } from '../../src/index.js';
import { phaseVocoder, type PhaseVocoderOptions } from '../../src/stft/phase-vocoder.js';
import { stft } from '../../src/stft/stft.js';
import { expectClose } from '../support/close.js';
import { parity } from '../support/parity.js';

type Spectra = NdArray<Float64Array>;
const noise = (length: number, seed = 1): Float64Array => {
  const random = createRandom(seed);
  return Float64Array.from({ length }, () => random.normal());
};
const flat = (x: Spectra): Float64Array => toRowMajor(x);

describe('phaseVocoder', () => {
  test('phases go on by the step between two frames, magnitudes lie between theirs', () => {
    // One bin: 1, then 3 turned by a quarter. Half speed: 1, the mean 2 a quarter on, 3 another quarter on, and half of it into silence.
    const D = nd(Float64Array.of(1, 0, 0, 3), [1, 2, 2]);
    const out = phaseVocoder(D, { rate: 0.5, nFft: 1 });
    expect(out.shape).toEqual([1, 4, 2]);
    expectClose(flat(out), Float64Array.of(1, 0, 0, 2, -3, 0, 0, 1.5), 1e-15);
  });

  parity('librosa', 'librosa.phase_vocoder', ([D], options) => phaseVocoder(D as Spectra, options));

  test('at speed 1 it returns its input, whatever the hop is said to be', () => {
    const D = stft(noise(3000), { nFft: 128 });
    expectClose(phaseVocoder(D, { rate: 1 }), flat(D), 1e-13);
    expect(phaseVocoder(D, { rate: 1.3, hopLength: 7, nFft: 129 }).data).toEqual(phaseVocoder(D, { rate: 1.3 }).data);
  });

  test('frames: one for each step of rate; every magnitude lies between those of two neighbours', () => {
    const D = stft(noise(900), { nFft: 32 });
    const [bins, frames] = D.shape as [number, number];
    const size = (X: Spectra, k: number, t: number): number => (t < frames ? Math.hypot(X.get(k, t, 0), X.get(k, t, 1)) : 0);
    fc.assert(
      fc.property(fc.double({ min: 0.2, max: 9, noNaN: true }), fc.nat(bins - 1), (rate, k) => {
        const out = phaseVocoder(D, { rate });
        const count = out.shape[1]!;
        expect((count - 1) * rate).toBeLessThan(frames);
        expect(count * rate).toBeGreaterThanOrEqual(frames - 1e-9);
        for (let t = 0; t < count; t++) {
          const j = Math.floor(t * rate);
          const [a, b] = [size(D, k, j), size(D, k, j + 1)];
          const got = Math.hypot(out.get(k, t, 0), out.get(k, t, 1));
          expect(got).toBeGreaterThan(Math.min(a, b) - 1e-12);
          expect(got).toBeLessThan(Math.max(a, b) + 1e-12);
        }
      }),
      { numRuns: 30 },
    );
  });

  test('a batch equals the loop over its items, and single precision is rounded double', () => {
    const y = nd(noise(2000), [2, 1000]);
    const D = stft(y, { nFft: 64 });
    const both = phaseVocoder(D, { rate: 0.7 });
    for (const c of [0, 1]) {
      expect(flat(both.pick(c, null, null, null))).toEqual(flat(phaseVocoder(D.pick(c, null, null, null), { rate: 0.7 })));
    }
    const single = nd(Float32Array.from(D.data), D.shape, D.stride);
    const widened = nd(Float64Array.from(single.data), D.shape, D.stride);
    expect(phaseVocoder(single, { rate: 0.7 }).data).toEqual(Float32Array.from(phaseVocoder(widened, { rate: 0.7 }).data));
  });

  test('silence stays silent', () => {
    expect(phaseVocoder(nd(new Float64Array(24), [3, 4, 2]), { rate: 0.4 }).data.every((v) => v === 0)).toBe(true);
  });

  const D = stft(noise(100), { nFft: 16 });
  test.each<[PhaseVocoderOptions, string]>([
    [{}, 'phaseVocoder: "rate" must be given: 2 is twice as fast, 0.5 half as fast'],
    [{ rate: 0 }, 'phaseVocoder: "rate" must be a finite number > 0, got 0'],
    [{ rate: -1 }, 'phaseVocoder: "rate" must be a finite number > 0, got -1'],
    [{ rate: Infinity }, 'phaseVocoder: "rate" must be a finite number > 0, got Infinity'],
    [{ rate: 1, hopLength: 0 }, 'phaseVocoder: "hopLength" must be an integer >= 1, got 0'],
    [{ rate: 1, nFft: 32 }, 'phaseVocoder: "nFft" must be 16 or 17 for a spectrogram of 9 bins, got 32'],
    [{ speed: 1 } as PhaseVocoderOptions, 'phaseVocoder: "speed" is not an option'],
  ])('refuses %o', (options, message) => {
    expect(() => phaseVocoder(D, options)).toThrow(ParameterError);
    expect(() => phaseVocoder(D, options)).toThrow(message);
  });

  test('refuses NaN', () => {
    expect(() => phaseVocoder(nd(Float64Array.of(1, NaN), [1, 1, 2]), { rate: 1, nFft: 1 })).toThrow(
      'phaseVocoder: "D" must be finite, got NaN in bin 0 of frame 0',
    );
  });
});
