/**
 * What is measured, and who takes part. The first contender of each workload is ours in float64: the reference whose numbers the others must
 * have. Ratios are relative to the one with `base`, ours in float32, on the kernels.
 *
 * A contender: `id` as printed, `module` in contenders/ (`c`: a program in fftw/), `variant` it understands, `package` it needs, and
 * - `tolerance`: largest allowed difference / largest value. Float32 contenders get what float32 can hold.
 * - `differs`: known not to compute the same thing, and why. Its time is printed, marked; agreement is measured, not demanded.
 * - `against`: variant of ours that it is compared with, where it is not the reference. `compares: false`: with nothing.
 * - `quick: false`: left out of the quick run, as those that are not from npm always are.
 */
const F64 = 1e-9;
const F32 = 1e-5;
const RESAMPLED = 1e-4; // filters differ: libsamplerate FASTEST and soxr HQ are 1.3e-5 from the ideal result, ours 4e-8

const ours = (id, variant, tolerance, rest = {}) => ({ id, module: 'audiolab', variant, tolerance, ...rest });
const peer = (id, module, packageName, tolerance, rest = {}) => ({ id, module, package: packageName, variant: '', tolerance, ...rest });
const python = (id, packageName, variant, tolerance) => ({ id, module: 'python', package: packageName, variant, tolerance });
const c = (id, program, tolerance) => ({ id, module: 'c', variant: program, tolerance });
const slow = { quick: false };

export const BASE = 'audiolab f32';
export const DOUBLE = 'audiolab f64';
export const TYPESCRIPT = 'audiolab f32, TypeScript';
const oursThree = [ours(DOUBLE, 'f64', 0), ours(BASE, 'f32', F32, { base: true }), ours(TYPESCRIPT, 'f32 js', F32)];

/** Who takes part in all lengths, and who in three. */
const FFT = [
  ...oursThree,
  peer('fft.js realTransform', 'fftjs', 'fft.js', F64),
  peer('fftw-js f32', 'fftw', 'fftw-js', F32),
  peer('pffft-wasm SIMD f32, copies', 'pffft', '@echogarden/pffft-wasm', F32, { variant: 'copies' }),
  c('FFTW f32 (C)', 'fftw', F32),
  python('numpy rfft f64, many rows', 'numpy', 'f64', F64),
];
const FFT_MORE = [
  peer('fft.js, Float64Array', 'fftjs', 'fft.js', F64, { variant: 'typed', ...slow }),
  peer('kissfft-js f32', 'kissfft', 'kissfft-js', F32, slow),
  peer('pffft-wasm SIMD f32', 'pffft', '@echogarden/pffft-wasm', F32, slow),
  peer('ml-fft', 'mlfft', 'ml-fft', F64, slow),
  peer('transformers.js FFT', 'transformers', '@huggingface/transformers', F64, slow),
];
const SCALE = ours('audiolab f32, 2048 points', 'f32 2048', F32, { compares: false });
const MORE = [400, 1009, 2048];

const rfft = (n) => ({
  id: `rfft-${n}`,
  group: 'rfft',
  title: String(n),
  task: 'rfft',
  kind: 'noise',
  length: n,
  sampleRate: 22050,
  budget: { warmMs: 120, measureMs: 80 },
  quick: MORE.includes(n),
  contenders: [...FFT, ...(MORE.includes(n) ? FFT_MORE : [])],
});

const TRANSFORMERS = '@huggingface/transformers';
const MEYDA_MFCC = 'ln(1 + x) instead of dB, filter edges rounded to bins, DCT without scale, symmetric window';

const clip = (id, title, task, seconds, contenders, rest = {}) => ({
  id,
  group: task,
  title,
  task,
  kind: 'noise',
  length: seconds * (rest.sampleRate ?? 22050),
  sampleRate: 22050,
  seconds,
  budget: { warmMs: 250, measureMs: 200 },
  contenders,
  ...rest,
});

const plans = [ours('audiolab plan f64', 'f64 plan', F64), ours('audiolab plan f32', 'f32 plan', F32)];
const librosa = [python('librosa f64', 'librosa', 'f64', F64), python('librosa f32', 'librosa', 'f32', F32)];
const meyda = peer('meyda', 'meyda', 'meyda', 0, { differs: MEYDA_MFCC });
const essentia = peer('essentia.js', 'essentia', 'essentia.js', F32, slow);
const C_MFCC = c('C, FFTW, AVX', 'mfcc', F32);
const SPEECH = { nMfcc: 13, nFft: 512, hopLength: 160, winLength: 400, nMels: 40 };

const TENSORFLOW = '@tensorflow/tfjs-layers';
const recurrent = (id, title, sizes, contenders) => ({
  ...clip(id, title, 'lstm', 0, contenders),
  sizes,
  length: sizes.items * sizes.frames * sizes.inputs + sizes.directions * 4 * sizes.units * (sizes.inputs + sizes.units + 1),
  quick: sizes.directions === 1,
});
const lstm = (id, variant, tolerance, rest) => ({ id, module: 'recurrent', own: true, variant, tolerance, ...rest });
const LSTM = [
  lstm(DOUBLE, 'f64', 0),
  lstm(BASE, 'f32', F32, { base: true }),
  lstm(TYPESCRIPT, 'f32 js', F32),
  lstm('naive TypeScript', 'naive', F32, { own: false }),
  python('numpy', 'numpy', 'f32', F32),
];

const libsamplerate = (variant, rest) =>
  peer(`libsamplerate-js ${variant}`, 'libsamplerate', '@alexanderolsen/libsamplerate-js', RESAMPLED, { variant, ...rest });

const rfft1009 = rfft(1009);
export const workloads = [
  ...[256, 512, 1024, 2048, 4096, 8192, 16384, 32768, 65536].map(rfft),
  ...[400, 480, 1000, 1323, 4410].map(rfft),
  { ...rfft1009, contenders: [...rfft1009.contenders, SCALE] },
  clip(
    'mfcc-1s',
    'MFCC, 1 s (22,050 Hz, 2048/512, 128 mels, 20 coefficients)',
    'mfcc',
    1,
    [...oursThree, ...plans, ...librosa, meyda, essentia],
    {
      quick: true,
    },
  ),
  clip('mfcc-30s', 'MFCC, 30 s', 'mfcc', 30, [...oursThree, ...plans, ...librosa, C_MFCC, { ...meyda, ...slow }, essentia], {
    quick: true,
    c: [22050, 2048, 2048, 512, 128, 20],
  }),
  clip(
    'mfcc-speech-30s',
    'MFCC of speech, 30 s (16,000 Hz, 400 in 512 points, hop 160, 40 mels, 13 coefficients)',
    'mfcc',
    30,
    [...oursThree, ...librosa, C_MFCC],
    { sampleRate: 16000, options: SPEECH, c: [16000, 512, 400, 160, 40, 13] },
  ),
  clip('mel-30s', 'Mel power spectrogram, 30 s (2048/512, 128 mels)', 'mel', 30, [
    ...oursThree,
    librosa[1],
    peer('transformers.js spectrogram', 'transformers', TRANSFORMERS, F32),
  ]),
  clip('stft-30s', 'STFT, 30 s (2048/512)', 'stft', 30, [
    ...oursThree,
    librosa[1],
    peer('meyda complexSpectrum, rectangular window', 'meyda', 'meyda', F32, { against: 'f64 boxcar' }),
  ]),
  clip(
    'resample-10s',
    'Resampling, 10 s, 44.1 to 16 kHz',
    'resample',
    10,
    [
      ...oursThree,
      python('soxr HQ', 'soxr', 'f32', RESAMPLED),
      libsamplerate('BEST'),
      libsamplerate('MEDIUM', slow),
      libsamplerate('FASTEST', slow),
    ],
    {
      kind: 'tones',
      sampleRate: 44100,
      length: 441000,
      targetRate: 16000,
      trim: 0.02, // filters of different length begin and end differently
      probes: [1000, 6000, 7000, 7400, 8600, 10000, 15000],
      quick: true,
    },
  ),
  recurrent('lstm-128', 'LSTM, 40 inputs, 128 units, 1000 frames', { inputs: 40, units: 128, items: 1, frames: 1000, directions: 1 }, [
    ...LSTM,
    { ...peer('tfjs-layers, cpu', 'recurrent', TENSORFLOW, F32), variant: 'tfjs' },
  ]),
  recurrent(
    'bilstm-128',
    'Bidirectional LSTM, 40 inputs, 128 units, 32 x 100 frames',
    { inputs: 40, units: 128, items: 32, frames: 100, directions: 2 },
    LSTM,
  ),
];
