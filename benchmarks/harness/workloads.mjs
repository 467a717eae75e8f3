/**
 * What is measured, and who takes part. The first contender of each workload is ours in float64: the reference the others must agree
 * with, and the 1 of every ratio.
 *
 * A contender: `id` as printed, `module` in contenders/, `variant` it understands, `package` it needs, and
 * - `tolerance`: largest allowed difference / largest value. Float32 contenders get what float32 can hold.
 * - `differs`: known not to compute the same thing, and why. Its time is printed, marked; agreement is measured, not demanded.
 * - `against`: variant of ours that it is compared with, where it is not the reference.
 * - `quick: false`: left out of the quick run.
 */
const F64 = 1e-9;
const F32 = 1e-5;
const RESAMPLED = 1e-4; // filters differ: libsamplerate FASTEST and soxr HQ are 1.3e-5 from the ideal result, ours 4e-8

const ours = (id, variant, tolerance, rest = {}) => ({ id, module: 'audiolab', variant, tolerance, own: true, ...rest });
const peer = (id, module, packageName, tolerance, rest = {}) => ({ id, module, package: packageName, variant: '', tolerance, ...rest });
const python = (id, variant, tolerance, rest = {}) => ({
  id,
  module: 'python',
  python: true,
  package: 'librosa',
  variant,
  tolerance,
  ...rest,
});

const FFT = [
  ours('audiolab f64', 'f64', 0),
  ours('audiolab f32', 'f32', F32),
  peer('fft.js realTransform', 'fftjs', 'fft.js', F64),
  peer('fft.js, Float64Array', 'fftjs', 'fft.js', F64, { variant: 'typed', quick: false }),
  peer('ml-fft', 'mlfft', 'ml-fft', F64),
  peer('kissfft-js f32', 'kissfft', 'kissfft-js', F32),
  peer('fftw-js f32', 'fftw', 'fftw-js', F32, { quick: false }),
  peer('pffft-wasm SIMD f32', 'pffft', '@echogarden/pffft-wasm', F32),
  peer('pffft-wasm SIMD f32, copies', 'pffft', '@echogarden/pffft-wasm', F32, { variant: 'copies' }),
  peer('transformers.js FFT', 'transformers', '@huggingface/transformers', F64),
  { id: 'FFTW f32 (C)', module: 'fftw C', variant: '', tolerance: F32 },
  python('numpy rfft f64, many rows', 'f64', F64, { package: 'numpy', quick: false }),
];

const FFT_QUICK = [400, 1009, 2048];
const rfft = (n) => ({
  id: `rfft-${n}`,
  group: 'rfft',
  title: String(n),
  task: 'rfft',
  kind: 'noise',
  length: n,
  sampleRate: 22050,
  budget: { warmMs: 60, measureMs: 80 },
  quick: FFT_QUICK.includes(n),
  contenders: FFT,
});

const TRANSFORMERS = '@huggingface/transformers';
const MEYDA_MFCC = 'ln(1 + x) instead of dB, filter edges rounded to bins, DCT without scale, symmetric window';

const clip = (id, title, task, seconds, contenders, rest = {}) => ({
  id,
  group: task,
  title,
  task,
  kind: 'noise',
  length: seconds * 22050,
  sampleRate: 22050,
  seconds,
  budget: { warmMs: 250, measureMs: 200 },
  quick: true,
  contenders,
  ...rest,
});

const mfccOurs = [
  ours('audiolab mfcc(y) f64', 'f64', 0),
  ours('audiolab mfcc(y) f32', 'f32', F32),
  ours('audiolab plan.processInto f64', 'f64 plan', F64),
  ours('audiolab plan.processInto f32', 'f32 plan', F32),
];
const librosa = (rest) => [python('librosa f64', 'f64', F64, { quick: false }), python('librosa f32', 'f32', F32, rest)];
const mfccPeers = (quickMeyda) => [
  ...librosa(),
  peer('meyda', 'meyda', 'meyda', 0, { differs: MEYDA_MFCC, quick: quickMeyda }),
  peer('essentia.js', 'essentia', 'essentia.js', F32, { quick: false }),
];

export const workloads = [
  ...[256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536].map(rfft),
  ...[400, 480, 1000, 1323, 4410, 1009].map(rfft),
  clip('mfcc-1s', 'MFCC, 1 s (22,050 Hz, 2048/512, 128 mels, 20 coefficients)', 'mfcc', 1, [...mfccOurs, ...mfccPeers(true)]),
  clip('mfcc-30s', 'MFCC, 30 s', 'mfcc', 30, [...mfccOurs, ...mfccPeers(false)]),
  clip('mfcc-10min', 'MFCC, 10 min', 'mfcc', 600, [...mfccOurs, ...librosa()], {
    quick: false,
    note: 'Meyda and essentia.js take their 30 s figure twenty times over; they are not run.',
  }),
  clip('mel-30s', 'Mel power spectrogram, 30 s (2048/512, 128 mels)', 'mel', 30, [
    ours('audiolab melSpectrogram(y) f64', 'f64', 0),
    ours('audiolab melSpectrogram(y) f32', 'f32', F32),
    ...librosa({ quick: false }),
    peer('transformers.js spectrogram', 'transformers', TRANSFORMERS, F32),
    peer('essentia.js Spectrum + MelBands', 'essentia', 'essentia.js', 1e-4, { quick: false }),
  ]),
  clip('stft-30s', 'STFT, 30 s (2048/512)', 'stft', 30, [
    ours('audiolab stft(y) f64', 'f64', 0),
    ours('audiolab stft(y) f32', 'f32', F32, { quick: false }),
    ...librosa({ quick: false }),
    peer('meyda complexSpectrum, rectangular window', 'meyda', 'meyda', F32, { against: 'f64 boxcar', quick: false }),
  ]),
  {
    ...clip('resample-10s', 'Resampling, 10 s, 44.1 to 16 kHz', 'resample', 10, [
      ours('audiolab resample(y) f64', 'f64', 0),
      ours('audiolab resample(y) f32', 'f32', F32),
      python('librosa (soxr_hq) f32', 'f32', RESAMPLED, { quick: false }),
      peer('libsamplerate-js BEST', 'libsamplerate', '@alexanderolsen/libsamplerate-js', RESAMPLED, { variant: 'BEST', quick: false }),
      peer('libsamplerate-js MEDIUM', 'libsamplerate', '@alexanderolsen/libsamplerate-js', RESAMPLED, { variant: 'MEDIUM', quick: false }),
      peer('libsamplerate-js FASTEST', 'libsamplerate', '@alexanderolsen/libsamplerate-js', RESAMPLED, { variant: 'FASTEST' }),
    ]),
    kind: 'tones',
    length: 441000,
    sampleRate: 44100,
    targetRate: 16000,
    trim: 0.02, // filters of different length begin and end differently
  },
];
