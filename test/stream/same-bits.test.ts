/**
 * The frames of a stream are those of the function on the whole signal, bit for bit, however the signal is cut.
 */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ParameterError } from '../../src/index.js';
import { noise } from '../simd/signals.js';
import { chunks, differs, drain, drawn, dtypeOf, every, inPrecision, type Kind, KINDS, memoryOf, on, type Way, WAYS } from './kinds.js';

/** What differs between stream and function, for one way to cut. */
function compare(kind: Kind, way: Way, y: Float32Array, options: Record<string, unknown>, cuts: readonly number[]): string | undefined {
  const signal = inPrecision(way, y);
  return on(way, () => {
    const stream = kind.create({ ...options, dtype: dtypeOf(way) });
    const got = drain(stream, chunks(signal, cuts));
    let want;
    try {
      want = memoryOf(kind.offline(signal, options));
    } catch (error) {
      if (!(error instanceof ParameterError && /must be <= (y\.length = )?\d/.test(error.message))) throw error;
      want = got.slice(0, 0); // shorter than a frame
    }
    return differs(got, want);
  });
}

describe.each(Object.keys(KINDS))('%s', (name) => {
  const kind = KINDS[name]!;

  test.each(WAYS)('any cuts, any options: %s', (way) => {
    fc.assert(
      fc.property(drawn, ({ length, cuts, ...draw }) => {
        expect(compare(kind, way, noise(length, length), kind.options(draw), cuts)).toBeUndefined();
      }),
      { numRuns: process.env['EVERY'] ? 250 : 60 },
    );
  });

  const USUAL: readonly (readonly [nFft: number, hopLength: number, center: boolean, padMode: string])[] = [
    [512, 160, true, 'constant'],
    [400, 160, true, 'reflect'],
    [2048, 512, true, 'symmetric'],
    [441, 147, true, 'linear_ramp'],
    [256, 700, false, 'edge'],
  ];
  const y = noise(30_000, 17);
  const CUTS: Readonly<Record<string, number[]>> = {
    'sample by sample': every(6000, 1),
    'blocks of 128': every(30_000, 128),
    'blocks of a prime': every(30_000, 1009),
    'all at once': [],
    'all at once between empty chunks': [0, 0, 0, 30_000, 30_000],
    'a sample, then all': [1],
    'all, then a sample': [29_999],
  };
  test.each(Object.keys(CUTS))('%s', (cut) => {
    for (const [nFft, hopLength, center, padMode] of USUAL) {
      const options = kind.options({ nFft, hopLength, center, padMode, share: 1, power: 2 });
      for (const way of WAYS) {
        const signal = cut === 'sample by sample' ? y.subarray(0, 6000) : y;
        expect(compare(kind, way, signal, options, CUTS[cut]!), `${way}, ${JSON.stringify(options)}`).toBeUndefined();
      }
    }
  });
});

describe('large frames', () => {
  test.each([
    [65536, 16384, 300_000],
    [131072, 20_000, 200_000],
    [1024, 20_000, 100_000], // far apart: the kernels get them one by one
    [262144, 65536, 300_000], // beyond the kernels
    [1009, 400, 20_000],
  ])('of %i samples every %i', (nFft, hopLength, length) => {
    const y = noise(length, 5);
    for (const [name, padMode] of [
      ['stft', 'reflect'],
      ['mfcc', 'constant'],
    ] as const) {
      const kind = KINDS[name]!;
      const options = kind.options({ nFft, hopLength, center: true, padMode, share: 1, power: 2 });
      for (const cuts of [[], every(length, 44_100), [nFft >> 1, (nFft >> 1) + 1]]) {
        expect(compare(kind, 'simd', y, options, cuts)).toBeUndefined();
      }
    }
  });
});

describe('samples that are too loud for single precision', () => {
  // The loudest number that a row of the kernels can hold is passed in some frames only: those come from TypeScript, in both.
  const y = noise(20_000, 3);
  for (let n = 7000; n < 7010; n++) y[n]! *= 1e22;
  y[19_990]! *= 1e22;
  y[0] = 1e20;
  test.each(['stft', 'spectrogram', 'mfcc', 'rms', 'frame'])('%s', (name) => {
    const kind = KINDS[name]!;
    for (const padMode of ['constant', 'linear_ramp', 'reflect']) {
      const options = kind.options({ nFft: 512, hopLength: 160, center: true, padMode, share: 1, power: name === 'spectrogram' ? 1 : 2 });
      for (const cuts of [[], every(20_000, 128), every(20_000, 1600), [7000, 7005]]) {
        expect(compare(kind, 'simd', y, options, cuts)).toBeUndefined();
      }
    }
  });
});
