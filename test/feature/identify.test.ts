import { describe, expect, test } from 'vitest';
import { nd } from '../../src/core/nd.js';
import { identify, logMel, melSpectrogram, mfcc, ParameterError, type PresetName, presets } from '../../src/index.js';
import { goldenCases } from '../support/golden.js';

const sampleRate = 16000;
const NAMES = Object.keys(presets) as PresetName[];
const y = Float64Array.from({ length: 5000 }, (_, n) => Math.sin(0.05 * n) * Math.sin(2e-5 * n * n) + 0.1 * Math.sin(n * n));
/** Presets that compute the same at 16 kHz, for one channel. */
const TWINS: Partial<Record<PresetName, PresetName>> = { 'librosa-1.0': 'librosa', 'psf-0.6.1': 'psf' };
const twin = (name: PresetName): PresetName => TWINS[name] ?? name;

describe('identify', () => {
  test.each(NAMES)('knows mfcc of %s again', (preset) => {
    const found = identify(mfcc(y, { preset, sampleRate }), y, { sampleRate, kinds: ['mfcc'] });
    const [first] = found;
    expect(twin(first!.preset)).toBe(twin(preset));
    expect(first).toMatchObject({ kind: 'mfcc', distance: 0, transposed: false });
    expect(first!.correlation).toBeGreaterThan(0.999);
    // the next that is no twin is told apart
    expect(found.find((f) => twin(f.preset) !== twin(preset))!.distance).toBeGreaterThan(0.01);
  });

  test.each(NAMES)('knows logMel and melSpectrogram of %s again, in single precision and turned', (preset) => {
    for (const make of [logMel, melSpectrogram]) {
      const x = make(Float32Array.from(y), { preset, sampleRate });
      const found = identify(nd(x.data, [x.shape[1]!, x.shape[0]!]), Float32Array.from(y), {
        sampleRate,
        kinds: [make.name as 'logMel'],
        among: [preset, 'librosa', 'kaldi', 'htk'],
      });
      expect(twin(found[0]!.preset)).toBe(twin(preset));
      expect(found[0]).toMatchObject({ kind: make.name, transposed: true });
      expect(found[0]!.distance).toBeLessThan(1e-4);
    }
  });

  test('knows features that other programs computed', () => {
    for (const [folder, id, options] of [
      ['kaldi', 'mfcc_default', { preset: 'kaldi', nMfcc: 13 }],
      ['kaldi', 'mfcc_nolifter', { preset: 'kaldi', nMfcc: 13, lifter: 0 }],
      ['psf', 'mfcc_default', { preset: 'psf-0.6.1', nMfcc: 13 }],
    ] as const) {
      const golden = goldenCases(folder).find((g) => g.id === id)!;
      const out = golden.outputs[0]!.value as { data: Float64Array; shape: number[] };
      const input = Object.values(golden.inputs)[0] as { data: Float64Array };
      const scale = folder === 'psf' ? 1 / 32768 : 1; // psf's cases have 16-bit units
      const found = identify(
        nd(out.data, out.shape),
        input.data.map((v) => v * scale),
        { sampleRate, kinds: ['mfcc'], among: ['librosa', 'kaldi', 'htk', 'psf-0.6.1'] },
      );
      expect(found[0]).toMatchObject({ options, transposed: true });
      expect(found[0]!.distance).toBeLessThan(1e-4);
    }
  });

  test('tells what had to be otherwise', () => {
    const best = (...given: Parameters<typeof mfcc<Float64Array>>[1][]) =>
      given.map((o) => identify(mfcc(y, { ...o, sampleRate }), y, { sampleRate })[0]!.options);
    expect(
      best(
        { preset: 'kaldi', scale: 1 },
        { preset: 'psf', energy: null },
        { preset: 'htk', energyPlace: 'omit' },
        { preset: 'torchaudio', nMfcc: 20 },
      ),
    ).toEqual([
      { preset: 'kaldi', nMfcc: 13, scale: 1 },
      { preset: 'psf-0.6.1', nMfcc: 13, energy: null }, // psf 0.6 is the same here, and behind it in the list
      { preset: 'htk', nMfcc: 13, energyPlace: 'omit', energy: null },
      { preset: 'torchaudio', nMfcc: 20 },
    ]);
    const known = { hopLength: 100 };
    const odd = mfcc(y, { preset: 'nemo', ...known, sampleRate });
    expect(identify(odd, y, { sampleRate, known })[0]).toMatchObject({ preset: 'nemo', distance: 0, options: { hopLength: 100 } });
    expect(identify(odd, y, { sampleRate })[0]!.distance).toBeGreaterThan(0.3);
  });

  test('sees through an offset and a scale by the correlation', () => {
    const x = mfcc(y, { preset: 'psf', sampleRate });
    const moved = nd(
      x.data.map((v, i) => 3 * v + (i % 13)),
      [x.shape[1]!, x.shape[0]!],
    );
    const [first] = identify(moved, y, { sampleRate, kinds: ['mfcc'] }).sort((a, b) => b.correlation - a.correlation);
    expect(twin(first!.preset)).toBe('psf');
    expect(first!.correlation).toBeCloseTo(1, 9);
    expect(first!.distance).toBeGreaterThan(0.5);
  });

  test('compares the frames that both have', () => {
    const x = mfcc(y, { preset: 'kaldi', sampleRate });
    const [first] = identify(nd(x.data.slice(0, 13 * 20), [20, 13]), y, { sampleRate, kinds: ['mfcc'] });
    expect(first).toMatchObject({ preset: 'kaldi', distance: 0, frames: [20, x.shape[1]] });
    const one = identify(nd(x.data.slice(0, 13), [1, 13]), y, { sampleRate, kinds: ['mfcc'] });
    expect(one[0]).toMatchObject({ preset: 'kaldi', distance: 0 });
  });

  test.each([
    [
      () => identify(nd(new Float64Array(8), [2, 2, 2]), y, { sampleRate }),
      '"matrix" must have shape [rows, frames] or [frames, rows], got [2, 2, 2]',
    ],
    [() => identify(nd(Float64Array.of(1, NaN), [1, 2]), y, { sampleRate }), '"matrix" must be finite, got NaN at [0, 1]'],
    [
      () => identify(nd(new Float64Array(4), [2, 2]), nd(new Float64Array(20), [2, 10]), { sampleRate }),
      '"y" must have one channel, got 2',
    ],
    [() => identify(nd(new Float64Array(4), [2, 2]), y), '"sampleRate" must be given in Hz, since the signal does not carry its rate'],
    [() => identify(nd(new Float64Array(4), [2, 2]), y, { sampleRate, kinds: ['mfc' as 'mfcc'] }), '"kinds" must be one of'],
    [() => identify(nd(new Float64Array(4), [2, 2]), y, { sampleRate, among: ['htkk' as 'htk'] }), '"among" must be one of'],
    [
      () => identify(nd(new Float64Array(39 * 3), [39, 3]), y, { sampleRate, among: ['pyaudioanalysis'], kinds: ['logMel'] }),
      '"matrix" is no feature of these presets with shape [39, 3]',
    ],
  ])('refuses, %#', (call, message) => {
    expect(call).toThrow(ParameterError);
    expect(call).toThrow(`identify: ${message}`);
  });
});
