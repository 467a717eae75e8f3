import { describe, expect, test } from 'vitest';
import { nd } from '../../src/core/nd.js';
import { loudness, type LoudnessOptions } from '../../src/feature/index.js';
import { chirp, tone } from '../../src/signal/index.js';
import { parity } from '../support/parity.js';

/** The signal of `wave()` in the goldens' generate.py. */
function wave(channels: number, samples: number, rate: number, seed: number): ReturnType<typeof nd<Float64Array>> {
  let state = BigInt(seed);
  const x = new Float64Array(channels * samples);
  for (let n = 0; n < samples; n++) {
    const swell = Math.floor(n / (2 * rate)) % 2 === 0 ? 0.002 + (0.6 * (n % rate)) / rate : 1e-5;
    for (let c = 0; c < channels; c++) {
      state = (1103515245n * state + 12345n) & 2147483647n;
      x[c * samples + n] = swell * (Number(state) / 1073741824 - 1);
    }
  }
  return nd(x, [channels, samples]);
}

interface Wave {
  channels: number;
  sampleRate: number;
  samples: number;
  seed: number;
}

const read = (params: unknown, compat: 'torchaudio' | null): number => {
  const { channels, sampleRate, samples, seed } = params as Wave;
  return loudness(wave(channels, samples, sampleRate, seed), { sampleRate, compat });
};

/** Tones of 1 kHz, dB below full scale and seconds each, in the channels given. */
function programme(
  rate: number,
  parts: readonly (readonly [db: readonly number[], seconds: number])[],
): ReturnType<typeof nd<Float64Array>> {
  const channels = parts[0]![0].length;
  const samples = parts.reduce((sum, [, seconds]) => sum + Math.round(seconds * rate), 0);
  const sine = tone(1000, { sampleRate: rate, length: samples });
  const x = new Float64Array(channels * samples);
  let from = 0;
  for (const [db, seconds] of parts) {
    const to = from + Math.round(seconds * rate);
    db.forEach((level, c) => {
      for (let n = from; n < to; n++) x[c * samples + n] = 10 ** (level / 20) * sine[n]!;
    });
    from = to;
  }
  return nd(x, [channels, samples]);
}

const stereo = (db: number): number[] => [db, db];

describe('loudness', () => {
  parity('filters', 'torchaudio.functional.loudness', (_, params) => read(params, 'torchaudio'));
  parity('filters', 'pyloudnorm.Meter.integrated_loudness', (_, params) => read(params, null), { name: 'loudness' });

  // Cases of EBU Tech 3341 table 1 (the fourth holds the third), at 8 kHz, tolerance 0.1 LU as there.
  test.each<[string, number, Parameters<typeof programme>[1]]>([
    ['1', -23, [[stereo(-23), 20]]],
    ['2', -33, [[stereo(-33), 20]]],
    [
      '4',
      -23,
      [
        [stereo(-72), 10],
        [stereo(-36), 10],
        [stereo(-23), 60],
        [stereo(-36), 10],
        [stereo(-72), 10],
      ],
    ],
    [
      '5',
      -23,
      [
        [stereo(-26), 20],
        [stereo(-20), 20.1],
        [stereo(-26), 20],
      ],
    ],
    ['6', -23, [[[-28, -28, -24, -30, -30], 20]]],
  ])('EBU Tech 3341, case %s', (_, lufs, parts) => {
    expect(Math.abs(loudness(programme(8000, parts), { sampleRate: 8000 }) - lufs)).toBeLessThan(0.1);
  });

  test('one response at every rate', () => {
    const of = (rate: number, options?: LoudnessOptions): number => {
      const y = chirp({ fmin: 20, fmax: 2500, sampleRate: rate, duration: 1 });
      return loudness({ samples: y, sampleRate: rate }, options);
    };
    for (const rate of [8000, 16000, 44100, 96000]) expect(Math.abs(of(rate) - of(48000))).toBeLessThan(rate < 16000 ? 0.02 : 0.003);
  });

  test('6 dB louder is 6 dB louder; silence is -Infinity; single precision agrees', () => {
    const y = wave(2, 20000, 8000, 3);
    const twice = nd(
      y.data.map((v) => 2 * v),
      [2, 20000],
    );
    const options = { sampleRate: 8000 };
    expect(loudness(twice, options) - loudness(y, options)).toBeCloseTo(20 * Math.log10(2), 9);
    expect(loudness(new Float32Array(8000), options)).toBe(-Infinity);
    expect(loudness(nd(Float32Array.from(y.data), [2, 20000]), options)).toBeCloseTo(loudness(y, options), 5);
  });

  test.each<[() => unknown, string]>([
    [() => loudness(new Float32Array(4000)), 'loudness: "sampleRate" must be given in Hz'],
    [() => loudness(new Float32Array(3199), { sampleRate: 8000 }), 'loudness: "y" must be at least 0.4 s long, 3200 samples, got 3199'],
    [() => loudness(new Float32Array(3199), { sampleRate: 2000 }), 'loudness: "sampleRate" must be >= 8000 Hz, got 2000'],
    [
      () => loudness(nd(new Float32Array(60000), [6, 10000]), { sampleRate: 8000 }),
      'loudness: "y" must have up to 5 channels (L, R, C, Ls, Rs; leave the LFE out), got 6',
    ],
    [
      () => loudness(nd(new Float32Array(60000), [2, 3, 10000]), { sampleRate: 8000 }),
      'loudness: "y" must have shape [samples] or [channels, samples], got shape [2, 3, 10000]',
    ],
    [() => loudness(new Float32Array(8000).fill(NaN), { sampleRate: 8000 }), 'loudness: "y" must be finite, got NaN at index 0'],
    [
      () => loudness(new Float32Array(8000), { sampleRate: 8000, compat: 'x' as 'torchaudio' }),
      'loudness: "compat" must be one of "torchaudio", null',
    ],
  ])('refusal %#', (call, message) => {
    expect(call).toThrow(message);
  });
});
