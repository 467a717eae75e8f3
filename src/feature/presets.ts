/**
 * The dialects of the field by name: plain records of options, each of which can be given otherwise beside the name. What a record does not
 * name is as librosa has it.
 *
 * Samples are in [-1, 1] here. Programs that read 16-bit integers get them by `scale: 32768`. None adds noise: give `dither` for that.
 * @module
 */
import { type MfccOptions } from './mfcc.js';

/** The dialects that have names. */
export type PresetName =
  | 'librosa'
  | 'librosa-1.0'
  | 'torchaudio'
  | 'kaldi'
  | 'htk'
  | 'psf'
  | 'psf-0.6.1'
  | 'whisper'
  | 'nemo'
  | 'kapre'
  | 'kapre-0.1'
  | 'pyaudioanalysis'
  | 'tensorflow';

/** A dialect: options of {@link mfcc}. */
export type Preset = Readonly<MfccOptions>;

const FLOAT32_EPSILON = 2 ** -23;
const FLOAT64_EPSILON = 2 ** -52;
/** 25 ms every 10 ms, from the first sample on. */
const SPEECH = { winSeconds: 0.025, hopSeconds: 0.01, center: false, windowAlign: 'left' } as const;
const PSF = {
  ...SPEECH,
  scale: 32768,
  preemphasis: 0.97,
  secondsRule: 'halfUp',
  frameRule: 'cover',
  window: 'boxcar',
  spectrumNorm: 'nFft',
  nMels: 26,
  htk: true,
  melDomain: 'bins',
  melNorm: null,
  log: 'ln',
  floorRule: 'zero',
  amin: FLOAT64_EPSILON,
  topDb: null,
  nMfcc: 13,
  lifter: 22,
  lifterOrigin: 0,
  energy: 'spectrum',
} as const;

const TABLE: Record<PresetName, Preset> = {
  /** librosa 0.11: `feature.mfcc`, `feature.melspectrogram` and its `power_to_db`. The loudest band of all channels sets the floor. */
  librosa: { topDbOver: 'all' },
  /** librosa 1.0: as before, but each channel has its own floor. What all functions of this library do without a preset. */
  'librosa-1.0': {},
  /** torchaudio 2: `transforms.MFCC`, `MelSpectrogram` and `AmplitudeToDB`. */
  torchaudio: { nFft: 400, hopLength: 200, padMode: 'reflect', nMels: 128, htk: true, melNorm: null, nMfcc: 40 },
  /** Kaldi: `compute-mfcc-feats` and `compute-fbank-feats` with their default options, no dither. */
  kaldi: {
    ...SPEECH,
    scale: 32768,
    ditherOn: 'frame',
    removeDc: true,
    preemphasis: 0.97,
    preemphasisOn: 'frame',
    preemphasisStart: 'repeat',
    window: 'povey',
    fftbins: false,
    padMode: 'symmetric',
    roundToPowerOfTwo: true,
    nMels: 23,
    fmin: 20,
    negativeFmax: true,
    htk: true,
    melDomain: 'mel',
    melNorm: null,
    log: 'ln',
    amin: FLOAT32_EPSILON,
    topDb: null,
    nMfcc: 13,
    lifter: 22,
    lifterOrigin: 0,
    energy: 'raw',
  },
  /** HTK: `HCopy` with the configuration of the HTK book's tutorial, target kind MFCC_0: 12 coefficients, then c0. */
  htk: {
    ...SPEECH,
    scale: 32768,
    preemphasis: 0.97,
    preemphasisOn: 'frame',
    preemphasisStart: 'repeat',
    window: 'hamming',
    fftbins: false,
    roundToPowerOfTwo: true,
    power: 1,
    nMels: 26,
    htk: true,
    melDomain: 'mel',
    melNorm: null,
    log: 'ln',
    amin: 1,
    topDb: null,
    nMfcc: 13,
    norm: 'htk',
    lifter: 22,
    lifterOrigin: 0,
    energyPlace: 'last',
  },
  /** python_speech_features 0.6.1 (its repository): the FFT is as long as the frame needs. */
  'psf-0.6.1': { ...PSF, roundToPowerOfTwo: true },
  /** python_speech_features 0.6 (its package): the FFT has 512 points; it drops what of a frame is longer, here that needs `truncate`. */
  psf: { ...PSF, nFft: 512 },
  /** Whisper: `log_mel_spectrogram`, at 16 kHz only, of what is given (Whisper pads or cuts that to 30 s). `nMels: 128` for large-v3. */
  whisper: {
    nFft: 400,
    hopLength: 160,
    padMode: 'reflect',
    frameRule: 'dropLast',
    nMels: 80,
    log: 'log10',
    logOffset: 4,
    logScale: 0.25,
  },
  /** NeMo: `AudioToMelSpectrogramPreprocessor` of its Conformer models; each band is normalised over the clip, no frames are appended. */
  nemo: {
    winSeconds: 0.025,
    hopSeconds: 0.01,
    roundToPowerOfTwo: true,
    preemphasis: 0.97,
    frameRule: 'dropLast',
    fftbins: false,
    nMels: 80,
    log: 'ln',
    floorRule: 'add',
    amin: 2 ** -24,
    topDb: null,
    normalize: 'perFeature',
  },
  /** kapre 0.2 and later: `get_melspectrogram_layer`, `MagnitudeToDecibel`, `LogmelToMFCC`. */
  kapre: { nFft: 2048, hopLength: 512, center: false, power: 1, amin: 1e-5, norm: 'htk' },
  /** kapre 0.1: the layer `Melspectrogram`; it had no cepstra, `mfcc` takes them as later versions do. */
  'kapre-0.1': { nFft: 512, hopLength: 256, center: false, frameRule: 'same', melPower: 0.5, logRef: 'max', norm: 'htk' },
  /** pyAudioAnalysis: `mfcc` of its short-term features at 50 ms every 25 ms, its filters at half their frequency. */
  pyaudioanalysis: {
    normalizeSignal: true,
    winSeconds: 0.05,
    hopSeconds: 0.025,
    roundToPowerOfTwo: false,
    center: false,
    window: 'boxcar',
    power: 1,
    spectrumNorm: 'half',
    nMels: 40,
    melBank: 'talkbox-half',
    log: 'log10',
    floorRule: 'add',
    amin: FLOAT64_EPSILON,
    topDb: null,
    nMfcc: 13,
  },
  /** TensorFlow: `tf.signal.mfccs_from_log_mel_spectrograms` behind what its documentation puts before it. */
  tensorflow: {
    nFft: 1024,
    hopLength: 256,
    center: false,
    power: 1,
    nMels: 80,
    fmin: 80,
    fmax: 7600,
    htk: true,
    melDomain: 'mel',
    melNorm: null,
    log: 'ln',
    floorRule: 'add',
    amin: 1e-6,
    topDb: null,
    nMfcc: 13,
    norm: 'htk',
  },
};

/**
 * The dialects of `preset`, each a frozen record of options. `mfcc(y, { preset: 'kaldi' })` is `mfcc(y, presets.kaldi)` but for the rates that
 * a dialect refuses; {@link logMel} and {@link melSpectrogram} read of it what they have options for. {@link explain} tells what each means.
 *
 * | name | whose numbers | beside them |
 * | --- | --- | --- |
 * | `librosa` | librosa 0.11 `feature.mfcc`, `melspectrogram`, `power_to_db` | one `topDb` for all channels |
 * | `librosa-1.0` | the same of librosa 1.0 | one for each channel: what there is without a preset |
 * | `torchaudio` | torchaudio 2 `MFCC`, `MelSpectrogram`, `AmplitudeToDB` | even rates only: it halves them in whole numbers |
 * | `kaldi` | Kaldi `compute-mfcc-feats`, `compute-fbank-feats` | no dither; log-mel bands get their energy if `energy` asks for it |
 * | `htk` | HTK `HCopy`, target kind MFCC_0, as the HTK book sets it up | by the book, and in parts by Kaldi's imitation of it |
 * | `psf` | python_speech_features 0.6, its package | rates up to 20480 Hz, or give `nFft`, or `truncate: true` as it does |
 * | `psf-0.6.1` | python_speech_features 0.6.1, its repository | |
 * | `whisper` | Whisper `log_mel_spectrogram` | 16 kHz only; it pads or cuts to 30 s, here the caller does; `nMels: 128` for large-v3 |
 * | `nemo` | NeMo `FilterbankFeatures` as Conformers use it | as of version 3.0: floor(samples / hop) frames, zeros outside; older ones have one more |
 * | `kapre` | kapre 0.2 to 0.4, mel layer, decibels, `LogmelToMFCC` | the layer's defaults |
 * | `kapre-0.1` | kapre 0.1 `Melspectrogram` | it had no cepstra: they are as in later versions |
 * | `pyaudioanalysis` | pyAudioAnalysis 0.3.14, `mfcc_1` to `mfcc_13` | filters at half their frequency, as there; 50 ms every 25 ms |
 * | `tensorflow` | `tf.signal.mfccs_from_log_mel_spectrograms` as its page uses it | 1024 samples every 256; rates from 15200 Hz |
 *
 * Whisper and NeMo have no cepstra; `mfcc` takes orthonormal ones of their log-mel bands. kaldi-native-fbank's Whisper cuts frames half a hop
 * later than Whisper does: `{ center: false, frameRule: 'mirror', padMode: 'symmetric' }` beside the preset.
 *
 * @example
 * ```ts
 * presets.kaldi.nMels; // 23
 * presets.kaldi.preemphasis; // 0.97
 * ```
 */
export const presets: Readonly<Record<PresetName, Preset>> = /* @__PURE__ */ frozen(TABLE);

function frozen<T extends object>(records: T): T {
  for (const record of Object.values(records)) Object.freeze(record);
  return Object.freeze(records);
}
