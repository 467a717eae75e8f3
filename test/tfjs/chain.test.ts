/**
 * The gradients of the front end in double, against central differences, and its values against the functions of the library.
 */
import { describe, expect, test } from 'vitest';
import * as dsp from '../../src/index.js';
import { type StftOptions } from '../../src/stft/framing.js';
import { countFrames, resolveFraming, sampleWindow, STFT_DEFAULTS } from '../../src/stft/framing.js';
import { backChain, type Chain, levelsBack, levelsThere, runChain, widthOf } from '../../src/tfjs/chain.js';
import { cepstrumMatrix } from '../../src/feature/cepstrum.js';
import { expectClose } from '../support/close.js';
import { noise } from './backends.js';

const RATE = 8000;
const signal = (length: number, seed = 1): Float64Array =>
  Float64Array.from(noise(length, seed), (v, n) => 0.3 * v + 0.5 * Math.sin(0.3 * n + 0.0005 * n * n));

interface Parts {
  stft?: StftOptions;
  power?: number | null;
  nMels?: number;
  levels?: Chain['levels'];
  nMfcc?: number;
}
function chainOf({ stft = {}, power = null, nMels, levels = null, nMfcc }: Parts): Chain {
  const framing = resolveFraming({ ...STFT_DEFAULTS, nFft: 32, ...stft } as typeof STFT_DEFAULTS, 'test');
  const bank = nMels ? dsp.mel({ sampleRate: RATE, nFft: framing.nFft, nMels }).data : null;
  const cepstrum = nMfcc ? cepstrumMatrix({ nMfcc, dctType: 2, norm: 'ortho', lifter: 0, lifterOrigin: 1 }, nMels!, 'test') : null;
  return { framing, window: sampleWindow(framing, 'test'), power, bank, levels, cepstrum };
}

const LEVELS = { amin: 1e-10, topDb: 80 };
const CASES: [string, Parts][] = [
  ['spectra', {}],
  ['spectra of frames that are not centred', { stft: { center: false, hopLength: 5 } }],
  ...(['edge', 'linear_ramp', 'reflect', 'symmetric'] as const).map((padMode): [string, Parts] => [
    `padding ${padMode}`,
    { stft: { padMode } },
  ]),
  ['an odd length', { stft: { nFft: 27, hopLength: 7 }, power: 2 }],
  ['a prime length', { stft: { nFft: 31, hopLength: 7 } }],
  ['a short window', { stft: { winLength: 20, hopLength: 6, window: 'hamming' }, power: 2 }],
  ['magnitudes', { power: 1 }],
  ['powers', { power: 2 }],
  ['an odd power', { power: 1.3 }],
  ['mel bands', { power: 2, nMels: 4 }],
  ['mel bands of magnitudes', { power: 1, nMels: 8 }],
  ['levels', { power: 2, nMels: 4, levels: { amin: 1e-10, topDb: null } }],
  ['levels, the low ones floored', { power: 2, nMels: 4, levels: { amin: 1e-10, topDb: 12 } }],
  ['levels, the low ones cut off', { power: 2, nMels: 4, levels: { amin: 0.05, topDb: null } }],
  ['coefficients', { power: 2, nMels: 4, levels: LEVELS, nMfcc: 3 }],
];

/** d sum(pull * f(x)) / d x by central differences. */
function differences(f: (x: Float64Array) => Float64Array, x: Float64Array, pull: Float64Array, step = 1e-5): Float64Array {
  const value = (at: number, by: number): number => {
    const moved = x.slice();
    moved[at]! += by;
    return f(moved).reduce((sum, v, i) => sum + v * pull[i]!, 0);
  };
  // four points: error of the order step^4
  return x.map((_, i) => (8 * (value(i, step) - value(i, -step)) - (value(i, 2 * step) - value(i, -2 * step))) / (12 * step));
}

describe('the gradients of the front end', () => {
  test.each(CASES)('%s', (_, parts) => {
    const chain = chainOf(parts);
    const y = signal(75);
    const frames = countFrames(chain.framing, y.length, 'test');
    const pull = Float64Array.from(noise(frames * widthOf(chain), 9));
    const to = {
      y: new Float64Array(y.length),
      window: new Float64Array(chain.window.length),
      bank: chain.bank ? new Float64Array(chain.bank.length) : undefined,
    };
    backChain(chain, y, pull, frames, to);
    expectClose(
      to.y,
      differences((y) => runChain(chain, y, frames), y, pull),
      1e-6,
    );
    expectClose(
      to.window,
      differences((window) => runChain({ ...chain, window }, y, frames), chain.window, pull),
      1e-6,
    );
    if (chain.bank)
      expectClose(
        to.bank!,
        differences((bank) => runChain({ ...chain, bank }, y, frames), chain.bank, pull, 1e-8),
        1e-6,
      );
  });

  test('levels alone', () => {
    const x = Float64Array.from(noise(40, 4), (v) => 0.01 + v * v);
    const pull = Float64Array.from(noise(40, 5));
    const levels = { amin: 1e-10, topDb: 10 };
    const f = (x: Float64Array): Float64Array => {
      const out = new Float64Array(x.length);
      levelsThere(out, x, levels);
      return out;
    };
    const d = pull.slice();
    levelsBack(d, x, levels);
    expectClose(d, differences(f, x, pull, 1e-6), 1e-6);
  });

  test('silence has gradients that are numbers', () => {
    for (const power of [1, 2, 0.5]) {
      const chain = chainOf({ power, nMels: 4, levels: LEVELS, nMfcc: 3 });
      const to = { y: new Float64Array(64) };
      backChain(chain, new Float64Array(64), new Float64Array(3 * 9).fill(1), 9, to);
      expect(to.y.every((g) => g === 0)).toBe(true);
    }
  });
});

describe('the values of the front end', () => {
  const y = signal(500);
  const of = (parts: Parts): Float64Array => {
    const chain = chainOf(parts);
    return runChain(chain, y, countFrames(chain.framing, y.length, 'test'));
  };
  const options = { nFft: 32, hopLength: 8 };
  test.each([
    ['stft', of({}), dsp.stft(y, options).data],
    ['spectrogram', of({ power: 1.3 }), dsp.spectrogram(y, { ...options, power: 1.3 }).data],
    ['melSpectrogram', of({ power: 2, nMels: 8 }), dsp.melSpectrogram(y, { ...options, sampleRate: RATE, nMels: 8 }).data],
    [
      'mfcc',
      of({ power: 2, nMels: 8, levels: { amin: 1e-10, topDb: 20 }, nMfcc: 5 }),
      dsp.mfcc(y, { ...options, sampleRate: RATE, nMels: 8, nMfcc: 5, topDb: 20 }).data,
    ],
  ])('are those of %s', (_, got, expected) => {
    expectClose(got, expected, 1e-12); // the same sums in another order
  });
});
