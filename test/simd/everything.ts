/**
 * Every public function and plan that runs on the SIMD kernels, by name. No import of the library: tests bring their own.
 */
import type * as Library from '../../src/index.js';
import { type FloatArray } from '../../src/core/types.js';

type Lib = typeof Library;

/** A hum, a chirp and noise, exact in single precision: the same on every engine, since it is made of integers. */
export const SOUND: Float32Array = /* @__PURE__ */ makeSound(6000);

function makeSound(length: number): Float32Array {
  let state = 1;
  return Float32Array.from({ length }, (_, n) => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    const hum = ((n * 37) % 2048) / 1024 - 1;
    const chirp = (((n * n) >> 6) % 512) / 256 - 1;
    return 0.5 * hum + 0.25 * chirp + state / 2 ** 34;
  }).map((v, n) => v * (1 - n / (length + 1)));
}

const RATE = { sampleRate: 16000 } as const;
const SPEECH = { ...RATE, nFft: 512, winLength: 400, hopLength: 160, nMels: 40 } as const;
const make = (y: FloatArray, length: number): FloatArray =>
  y.BYTES_PER_ELEMENT === 4 ? new Float32Array(length) : new Float64Array(length);

/** A plan of a transform and the arrays that it takes. */
const single = (y: FloatArray): { dtype: 'float32' } =>
  ({ dtype: y.BYTES_PER_ELEMENT === 4 ? 'float32' : 'float64' }) as { dtype: 'float32' };

export const EVERYTHING: Readonly<Record<string, (lib: Lib, y: FloatArray) => FloatArray>> = {
  rfft: (lib, y) => lib.rfft(y, { n: 2000 }).data,
  'rfft of a prime length': (lib, y) => lib.rfft(y, { n: 1009 }).data,
  irfft: (lib, y) => lib.irfft(y.subarray(0, 2002)) as FloatArray,
  fft: (lib, y) => lib.fft(y).data,
  ifft: (lib, y) => lib.ifft(y, { n: 1323 }).data,
  createRfft: (lib, y) => {
    const plan = lib.createRfft(2048, single(y));
    const out = make(y, 2 * plan.bins) as Float32Array;
    plan.forward(out, y.subarray(0, 2048) as Float32Array);
    return out;
  },
  createFft: (lib, y) => {
    const out = make(y, 882) as Float32Array;
    lib.createFft(441, single(y)).inverse(out, y.subarray(600, 1482) as Float32Array);
    return out;
  },
  stft: (lib, y) => lib.stft(y).data,
  'stft of 400': (lib, y) => lib.stft(y, { nFft: 400, hopLength: 160, padMode: 'reflect' }).data,
  createStft: (lib, y) => {
    const plan = lib.createStft({ nFft: 441 });
    const out = make(y, 2 * plan.bins * plan.frames(y.length));
    plan.processInto(out, y);
    return out;
  },
  spectrogram: (lib, y) => lib.spectrogram(y).data,
  'spectrogram of powers': (lib, y) => lib.spectrogram(y, { nFft: 1000, power: 2 }).data,
  melSpectrogram: (lib, y) => lib.melSpectrogram(y, RATE).data,
  'melSpectrogram of magnitudes': (lib, y) => lib.melSpectrogram(y, { ...SPEECH, power: 1 }).data,
  createMelSpectrogram: (lib, y) => {
    const plan = lib.createMelSpectrogram(SPEECH);
    const out = make(y, 40 * plan.frames(y.length));
    plan.processInto(out, y);
    return out;
  },
  mfcc: (lib, y) => lib.mfcc(y, RATE).data,
  'mfcc of speech': (lib, y) => lib.mfcc(y, { ...SPEECH, nMfcc: 13, lifter: 22 }).data,
  'mfcc without topDb': (lib, y) => lib.mfcc(y, { ...SPEECH, nFft: 400, nMels: 80, topDb: null }).data,
  'mfcc of Kaldi': (lib, y) => lib.mfcc(y, { ...RATE, preset: 'kaldi' }).data,
  'mfcc of python_speech_features': (lib, y) => lib.mfcc(y, { ...RATE, preset: 'psf' }).data,
  'logMel of Whisper': (lib, y) => lib.logMel(y, { ...RATE, preset: 'whisper' }).data,
  'logMel of NeMo': (lib, y) => lib.logMel(y, { ...RATE, preset: 'nemo' }).data,
  createMfcc: (lib, y) => {
    const plan = lib.createMfcc(SPEECH);
    const out = make(y, plan.nMfcc * plan.frames(y.length));
    plan.processInto(out, y);
    return out;
  },
  resample: (lib, y) => lib.resample(y, { origSr: 44100, targetSr: 16000 }),
  'resample without a small ratio': (lib, y) => lib.resample(y, { origSr: 44100, targetSr: 44099 }),
  'resample by a short filter': (lib, y) => lib.resample(y, { origSr: 16000, targetSr: 44100, resType: 'sinc_interp_hann' }),
  resamplePoly: (lib, y) => lib.resamplePoly(y, { up: 3, down: 2, padtype: 'line' }),
  convolve: (lib, y) => lib.convolve(y, y.subarray(100, 109)),
  fftconvolve: (lib, y) => lib.fftconvolve(y, y.subarray(100, 1000), { mode: 'same' }),
};
