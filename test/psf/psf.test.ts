import { describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { mfcc as dialect, ParameterError } from '../../src/index.js';
import * as psf from '../../src/psf/index.js';
import { parity, type Runner } from '../support/parity.js';

type Matrix = NdArray<Float64Array>;
/** The package has frames as rows: what is `[frames, dims]` there is `[dims, frames]` here. */
const turned = (x: unknown): Matrix => {
  const { data, shape, stride, offset } = x as Matrix;
  return nd(data, [shape[1]!, shape[0]!], [stride[1]!, stride[0]!], offset);
};
const FOLDED: Record<string, string> = { samplerate: 'sampleRate', NFFT: 'nfft', N: 'N', L: 'L' };
const WINDOWS: Record<string, string> = { 'np.hamming': 'hamming', 'np.hanning': 'hann' };
/** Options, whatever `foldedOptions` did to their names. */
const optionsOf = (params: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(params).map(([key, value]) => {
      const name = FOLDED[key] ?? key.replace(/_(.)/g, (_, c: string) => c.toUpperCase());
      return [name, name === 'winfunc' ? WINDOWS[value as string] : value];
    }),
  );

test('worked example: what it is given, it computes with', () => {
  const y = Float64Array.from({ length: 4000 }, (_, n) => Math.sin(n * n * 1e-4));
  const sampleRate = 16000;
  expect(psf.mfcc(y, { sampleRate, scale: 32768 }).data).toEqual(dialect(y, { sampleRate, preset: 'psf' }).data);
  expect(psf.mfcc(y, { sampleRate }).get(0, 3)).toBeCloseTo(psf.mfcc(y, { sampleRate, scale: 32768 }).get(0, 3) - 30 * Math.LN2, 10);
});

describe('golden values', () => {
  const signal =
    (run: (y: Float64Array, options: never) => unknown): Runner =>
    ([y], _, { params, id }) => {
      const compat = id === 'mfcc_window_longer_than_nfft' ? { compat: true } : {};
      const result = run(y as Float64Array, { ...optionsOf(params), ...compat } as never);
      if (ArrayBuffer.isView(result)) return result;
      if (Object.hasOwn(result as object, 'energy')) {
        const { features, energy } = result as psf.Fbank<Float64Array>;
        return { feat: turned(features), energy };
      }
      return turned(result);
    };
  const matrix =
    (run: (x: Matrix, options: never) => unknown): Runner =>
    ([x], _, { params }) => {
      const result = run(turned(x), optionsOf(params) as never);
      return ArrayBuffer.isView(result) ? result : turned(result);
    };
  const name = 'python_speech_features';
  parity('psf', `${name}.mfcc`, signal(psf.mfcc), { name: 'psf mfcc' });
  parity('psf', `${name}.fbank`, signal(psf.fbank), { name: 'psf fbank' });
  parity('psf', `${name}.logfbank`, signal(psf.logfbank), { name: 'psf logfbank' });
  parity('psf', `${name}.ssc`, signal(psf.ssc), { name: 'psf ssc' });
  parity('psf', `${name}.delta`, matrix(psf.delta), { name: 'psf delta' });
  parity('psf', `${name}.base.lifter`, matrix(psf.lifter), { name: 'psf lifter' });
  parity('psf', `${name}.base.get_filterbanks`, (_, __, { params }) => psf.getFilterbanks(optionsOf(params) as never));
  parity('psf', `${name}.base.hz2mel`, (_, __, { params }) => psf.hz2mel(params['hz'] as number));
  parity('psf', `${name}.base.mel2hz`, (_, __, { params }) => psf.mel2hz(params['mel'] as number));
  parity('psf', `${name}.sigproc.framesig`, signal(psf.framesig));
  parity('psf', `${name}.sigproc.preemphasis`, signal(psf.preemphasis), { name: 'psf preemphasis' });
  for (const spectrum of ['magspec', 'powspec', 'logpowspec', 'deframesig'] as const) {
    parity('psf', `${name}.sigproc.${spectrum}`, matrix(psf[spectrum] as never));
  }
});

test('0.6 has 512 points, 0.6.1 as many as the frame needs', () => {
  const y = new Float64Array(4410).map((_, n) => n % 13);
  const options = { sampleRate: 44100, version: '0.6.1' } as const;
  expect(psf.mfcc(y, options).data).toEqual(psf.mfcc(y, { sampleRate: 44100, nfft: 2048 }).data);
  expect(() => psf.mfcc(y, { sampleRate: 44100 })).toThrow(
    'mfcc: "nfft" must be >= 1103, the samples of a frame, got 512; raise nfft, or give compat: true to drop the end of each frame, as the package does',
  );
  expect(psf.mfcc(y, { sampleRate: 44100, compat: true }).shape).toEqual([13, 9]);
});

test('frames that were cut and put together are the signal', () => {
  const y = Float64Array.from({ length: 50 }, (_, n) => Math.sin(n));
  const options = { frameLen: 8, frameStep: 3, winfunc: 'hamming' } as const;
  const back = psf.deframesig(psf.framesig(y, options), { ...options, siglen: 50 });
  expect(Math.max(...back.map((v, n) => Math.abs(v - y[n]!)))).toBeLessThan(1e-13);
});

test('refuses what the package would make NaN of', () => {
  const y = new Float64Array(1000);
  const call = () => psf.ssc(y, { sampleRate: 44100, nfilt: 80, compat: true });
  expect(call).toThrow(ParameterError);
  expect(call).toThrow('ssc: "nfilt" leaves filter 0 without a bin, and so without a mean; lower it, or raise nfft');
  expect(() => psf.mfcc(y, { sampleRate: 8000, numcep: 27 })).toThrow('mfcc: "numcep" must be <= nfilt = 26, got 27');
  expect(() => psf.powspec(nd(y, [500, 2]), { nfft: 256 })).toThrow('powspec: "nfft" must be >= 500, the length of the frames, got 256; ');
});
