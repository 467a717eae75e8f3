/**
 * The commands: each names a function of the library, its options, and how its result becomes a table and a picture.
 * @module
 */
import { amplitudeToDb } from '../convert/amplitude-to-db.js';
import { powerToDb } from '../convert/power-to-db.js';
import { chromaStft, type ChromaStftOptions } from '../feature/chroma-stft.js';
import { createLogMel, logMel, type LogMelOptions } from '../feature/log-mel.js';
import { createMelSpectrogram, melSpectrogram, type MelSpectrogramOptions } from '../feature/mel-spectrogram.js';
import { createMfcc, mfcc, type MfccOptions } from '../feature/mfcc.js';
import { magphase } from '../stft/magphase.js';
import { stft, type StftOptions } from '../stft/stft.js';
import { frameFeatureNames, type FrameFeatureOptions, frameFeatures, PARTS } from './frame-features.js';
import { describeAudio } from './info.js';
import { boolean, norm, number, numberOrNull, type OptionSpec, type OptionTable, string } from './option-table.js';
import { type Command, featureCommand } from './feature-command.js';
import { standardize } from './standardize.js';

const FRAMES = {
  nFft: number(2048, 'samples of the Fourier transform'),
  hopLength: number(512, 'samples from one frame to the next'),
  winLength: numberOrNull(null, 'samples of the window; null is nFft'),
  window: string('hann', 'window, such as hamming, boxcar, kaiser:14'),
  center: boolean(true, 'pad, so that frame t is centred at t hops'),
  padMode: string('constant', 'how to pad: constant, reflect, edge, ...'),
} satisfies OptionTable<StftOptions>;

const MEL = {
  power: number(2, 'exponent of the magnitude'),
  nMels: number(128, 'mel bands'),
  fmin: number(0, 'lowest frequency, Hz'),
  fmax: numberOrNull(null, 'highest frequency, Hz; null is half the sample rate'),
  htk: boolean(false, 'mel scale of HTK instead of Slaney'),
} satisfies OptionTable<MelSpectrogramOptions>;

const PRESET: OptionSpec = {
  kinds: ['string', 'null'],
  default: null,
  text: 'numbers of another program, such as kaldi, whisper or psf; options beside it change them',
};

/** All commands, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  {
    name: 'info',
    summary: 'format, length, level of the file',
    options: {},
    compute: (audio, _, file) => ({ kind: 'info', file, fields: describeAudio(audio) }),
  },
  featureCommand<MfccOptions>({
    name: 'mfcc',
    summary: 'mel-frequency cepstral coefficients',
    options: {
      nMfcc: number(20, 'coefficients'),
      dctType: number(2, 'type of the cosine transform: 1, 2, 3'),
      norm: norm('ortho', 'scaling of the cosine transform: ortho or null'),
      lifter: number(0, 'cepstral liftering, 0 for none'),
      topDb: numberOrNull(80, 'dB below the loudest point that are kept; null for all'),
      ...FRAMES,
      ...MEL,
      melNorm: norm('slaney', 'scaling of the mel bands: slaney, null, or the order of a norm'),
      preset: PRESET,
    },
    compute: (y, options) => mfcc(y, options),
    hop: (options, sampleRate) => options.preset && createMfcc({ ...options, sampleRate }).options.hopLength,
    warns: true,
    picture: standardize,
  }),
  featureCommand<MelSpectrogramOptions>({
    name: 'mel',
    summary: 'mel spectrogram (power)',
    options: { ...FRAMES, ...MEL, norm: norm('slaney', 'scaling of the mel bands: slaney, null, or the order of a norm'), preset: PRESET },
    compute: (y, options) => melSpectrogram(y, options),
    hop: (options, sampleRate) => options.preset && createMelSpectrogram({ ...options, sampleRate }).options.hopLength,
    warns: true,
    picture: (values) => powerToDb(values),
  }),
  featureCommand<LogMelOptions>({
    name: 'log-mel',
    summary: 'mel spectrogram in dB, or in the logarithms of a preset',
    options: {
      topDb: numberOrNull(80, 'dB below the loudest point that are kept; null for all'),
      ...FRAMES,
      ...MEL,
      melNorm: norm('slaney', 'scaling of the mel bands: slaney, null, or the order of a norm'),
      preset: PRESET,
    },
    compute: (y, options) => logMel(y, options),
    hop: (options, sampleRate) => options.preset && createLogMel({ ...options, sampleRate }).options.hopLength,
    warns: true,
    picture: (values) => values,
  }),
  featureCommand<ChromaStftOptions>({
    name: 'chroma',
    summary: 'energy of the twelve pitch classes',
    options: {
      nChroma: number(12, 'pitch classes'),
      tuning: numberOrNull(null, 'deviation from A440 in bins; null estimates it'),
      norm: numberOrNull(Infinity, 'norm each frame is scaled to: inf, 1, 2, ... or null'),
      ...FRAMES,
      ctroct: number(5, 'octave the filters favour most'),
      octwidth: numberOrNull(2, 'how far they favour it, in octaves; null for all alike'),
      baseC: boolean(true, 'begin with C instead of A'),
    },
    compute: (y, options) => chromaStft(y, options),
    warns: true,
    picture: (values) => values,
  }),
  featureCommand<StftOptions>({
    name: 'stft',
    summary: 'short-time Fourier transform (complex)',
    options: { ...FRAMES, hopLength: numberOrNull(null, 'samples from one frame to the next; null is a quarter of the window') },
    compute: (y, options) => stft(y, options),
    complex: true,
    picture: (values) => amplitudeToDb(magphase(values).magnitude),
  }),
  featureCommand<FrameFeatureOptions>({
    name: 'features',
    summary: `a table of ${PARTS}`,
    options: {
      ...FRAMES,
      nMfcc: number(13, 'mel-frequency cepstral coefficients'),
      nMels: MEL.nMels,
      rollPercent: number(0.85, 'share of the energy below the roll-off'),
    },
    compute: frameFeatures,
    warns: true,
    columns: frameFeatureNames,
    picture: standardize,
  }),
];
