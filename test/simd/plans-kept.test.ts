/**
 * Plans are kept by options, with a bound: calling a function again makes no kernels and no tables. Counted, not timed.
 */
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createMfcc, melSpectrogram, mfcc, type MfccOptions, rfft, stft } from '../../src/index.js';
import { cepstrumMatrix } from '../../src/feature/cepstrum.js';
import { melBank } from '../../src/filterbank/mel-bank.js';
import { resolveFraming } from '../../src/stft/framing.js';
import { SPECTRUM_DEFAULTS } from '../../src/stft/signal-source.js';
import { spectraOf } from '../../src/stft/spectra.js';

const made = { Module: 0, Instance: 0 };
const native = WebAssembly;
const counting = {
  validate: (bytes: Uint8Array<ArrayBuffer>) => native.validate(bytes),
  Memory: native.Memory,
  Module: class extends native.Module {
    constructor(bytes: Uint8Array<ArrayBuffer>) {
      super(bytes);
      made.Module++;
    }
  },
  Instance: class extends native.Instance {
    constructor(module: WebAssembly.Module, imports: WebAssembly.Imports) {
      super(module, imports);
      made.Instance++;
    }
  },
};
vi.stubGlobal('WebAssembly', counting);
afterAll(() => vi.unstubAllGlobals());
beforeEach(() => {
  made.Module = made.Instance = 0;
});

const y = Float32Array.from({ length: 4000 }, (_, n) => Math.sin(0.1 * n));
const options = (more: MfccOptions = {}): MfccOptions => ({ sampleRate: 22050, ...more });
const KERNELS = 2; // of an MFCC: spectra and cepstra
const KEPT = 8;

describe('the kernels of mfcc', () => {
  test('are made once for options that are equal, however they are written', () => {
    const first = mfcc(y, options());
    expect(made.Instance).toBe(KERNELS);
    const same = [{}, { nMfcc: 20 }, { nFft: 2048, hopLength: 512 }, { window: 'hann' }, { norm: 'ortho', sampleRate: 22050 }] as const;
    for (const more of same) expect(mfcc(y, options(more)).data).toEqual(first.data);
    expect(made.Instance).toBe(KERNELS);
  });

  test('are not those of other options', () => {
    const others: MfccOptions[] = [{ nMfcc: 13 }, { nMels: 40 }, { hopLength: 256 }, { window: 'hamming' }, { lifter: 22 }, { fmax: 8000 }];
    const seen = new Set(others.map((more) => mfcc(y, options(more)).data.join()));
    expect(seen.size).toBe(others.length);
    expect(made).toEqual({ Module: 0, Instance: KERNELS * others.length }); // compiled before
  });

  test('are kept for the last eight options, the least recently used ones given up first', () => {
    for (let i = 0; i < KEPT; i++) mfcc(y, options({ hopLength: 300 + i }));
    expect(made.Instance).toBe(KERNELS * KEPT);
    for (let i = 0; i < KEPT; i++) mfcc(y, options({ hopLength: 300 + i }));
    expect(made.Instance).toBe(KERNELS * KEPT);
    mfcc(y, options({ hopLength: 400 })); // instead of 300
    mfcc(y, options({ hopLength: 301 }));
    expect(made.Instance).toBe(KERNELS * (KEPT + 1));
    mfcc(y, options({ hopLength: 300 })); // instead of 302
    expect(made.Instance).toBe(KERNELS * (KEPT + 2));
    mfcc(y, options({ hopLength: 301 }));
    expect(made.Instance).toBe(KERNELS * (KEPT + 2));
    mfcc(y, options({ hopLength: 302 }));
    expect(made.Instance).toBe(KERNELS * (KEPT + 3));
  });

  test('are a plan’s own', () => {
    const plans = [createMfcc(options()), createMfcc(options())];
    expect(made).toEqual({ Module: 0, Instance: KERNELS * plans.length });
    const out = plans.map((plan) => new Float32Array(plan.frames(y.length) * plan.nMfcc));
    plans.forEach((plan, i) => plan.processInto(out[i]!, y));
    expect(out[0]).toEqual(out[1]);
    expect(made.Instance).toBe(KERNELS * plans.length);
  });
});

test.each([
  ['stft', () => stft(y, { nFft: 256 })],
  ['melSpectrogram', () => melSpectrogram(y, { sampleRate: 8000, nFft: 256, nMels: 20 })],
  ['rfft', () => rfft(y)],
])('the kernels of %s are made once', (_, call) => {
  const first = call();
  const { Instance } = made;
  expect(Instance).toBeGreaterThan(0);
  for (let i = 0; i < 3; i++) expect(call().data).toEqual(first.data);
  expect(made.Instance).toBe(Instance);
});

describe('tables', () => {
  const framing = (nFft: number): ReturnType<typeof resolveFraming> => resolveFraming({ ...SPECTRUM_DEFAULTS, nFft }, 'test');
  const mel = (nMels: number): Parameters<typeof melBank>[0] => ({
    sampleRate: 22050,
    nFft: 2048,
    nMels,
    fmin: 0,
    fmax: 11025,
    htk: false,
    norm: 'slaney',
  });
  const cepstrum = (nMfcc: number): Float64Array =>
    cepstrumMatrix({ nMfcc, dctType: 2, norm: 'ortho', lifter: 0, lifterOrigin: 1 }, 40, 'test');

  test.each([
    ['window and transform', (i: number) => spectraOf(framing(64 + i), 'test')],
    ['mel filters', (i: number) => melBank(mel(20 + i))],
    ['cosines of the cepstrum', (i: number) => cepstrum(1 + i)],
  ])('of %s are shared by equal settings, the last eight of them', (_, make) => {
    const kept = Array.from({ length: KEPT }, (_, i) => make(i));
    kept.forEach((table, i) => expect(make(i)).toBe(table));
    expect(new Set(kept).size).toBe(KEPT);
    make(KEPT);
    expect(make(KEPT - 1)).toBe(kept[KEPT - 1]);
    expect(make(0)).not.toBe(kept[0]);
  });
});
