import { describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { logMel, type LogMelOptions, melSpectrogram, mfcc, type MfccOptions, type PresetName } from '../../src/index.js';
import { goldenCases, type GoldenCase, isGoldenArray } from '../support/golden.js';
import { parity, type ParityOptions, type Runner } from '../support/parity.js';

type Feature = typeof mfcc | typeof logMel | typeof melSpectrogram;

/** Time first, as most of the others have it: the memory of our results is so already. */
const timeFirst = (x: NdArray<Float64Array>): NdArray<Float64Array> => {
  const [bins, frames] = x.shape.slice(-2);
  return nd(x.data, [...x.shape.slice(0, -2), frames!, bins!]);
};
const run =
  (feature: Feature, preset: PresetName, options: MfccOptions = {}): Runner =>
  ([y], params) =>
    timeFirst(feature(y as Float64Array, { preset, ...options, ...params } as LogMelOptions) as NdArray<Float64Array>);

const proves = (reference: string, feature: Feature, preset: PresetName, options?: MfccOptions, settings: ParityOptions = {}): void =>
  parity('dialects', reference, run(feature, preset, options), { name: `${feature.name}, preset '${preset}'`, ...settings });

// `exact.` cases beside them show who is nearer.
const SINGLE = { relative: 2e-5, oracleError: 'which computes in float32' };

describe('in double precision', () => {
  proves('torchaudio.transforms.MFCC', mfcc, 'torchaudio');
  proves('torchaudio.transforms.MelSpectrogram', melSpectrogram, 'torchaudio');
  proves('torchaudio.transforms.AmplitudeToDB', logMel, 'torchaudio');
  proves('librosa.feature.mfcc', mfcc, 'librosa');
  proves('librosa.power_to_db', logMel, 'librosa');
  proves('python_speech_features.mfcc, nfft by 0.6.1', mfcc, 'psf-0.6.1');
  proves('python_speech_features.logfbank, nfft by 0.6.1', logMel, 'psf-0.6.1');
  proves('tf.signal.linear_to_mel_weight_matrix', melSpectrogram, 'tensorflow');
  proves('tf.math.log', logMel, 'tensorflow');
  proves('tf.signal.mfccs_from_log_mel_spectrograms', mfcc, 'tensorflow');
  proves('kapre.composed.get_melspectrogram_layer', melSpectrogram, 'kapre');
  proves('kapre.backend.magnitude_to_decibel', logMel, 'kapre');
  proves('kapre.LogmelToMFCC', mfcc, 'kapre');
  proves('kapre01.Melspectrogram', melSpectrogram, 'kapre-0.1');
  proves('kapre01.Melspectrogram, decibel', logMel, 'kapre-0.1');
  proves('pyAudioAnalysis.feature_extraction, mfcc', mfcc, 'pyaudioanalysis');
});

describe('in single precision', () => {
  proves('kaldi_native_fbank.mfcc', mfcc, 'kaldi', {}, SINGLE);
  proves('kaldi_native_fbank.fbank', logMel, 'kaldi', {}, SINGLE);
  proves('whisper.log_mel_spectrogram', logMel, 'whisper', { sampleRate: 16000 }, SINGLE);
  proves('nemo.FilterbankFeatures', logMel, 'nemo', {}, SINGLE);
  proves('kaldi_native_fbank.OnlineNemoFbank', logMel, 'nemo', {}, SINGLE);
});

describe('against the same definitions in extended precision', () => {
  proves('exact.kaldi.mfcc', mfcc, 'kaldi');
  proves('exact.kaldi.fbank', logMel, 'kaldi');
  proves('exact.whisper', logMel, 'whisper', { sampleRate: 16000 });
  proves('exact.nemo', logMel, 'nemo');
  proves('exact.htk', mfcc, 'htk');

  const values = (g: GoldenCase): Float64Array => {
    const { value } = g.outputs[0]!;
    if (!isGoldenArray(value)) throw new Error(`${g.id} is not an array`);
    return value.data;
  };
  const furthest = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
    let most = 0;
    for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs(a[i]! - b[i]!));
    return most;
  };
  const rivals: [string, string, Runner][] = [
    ['kaldi_native_fbank.mfcc', 'exact.kaldi.mfcc', run(mfcc, 'kaldi')],
    ['kaldi_native_fbank.fbank', 'exact.kaldi.fbank', run(logMel, 'kaldi')],
    ['whisper.log_mel_spectrogram', 'exact.whisper', run(logMel, 'whisper', { sampleRate: 16000 })],
    ['nemo.FilterbankFeatures', 'exact.nemo', run(logMel, 'nemo')],
  ];
  test.each(rivals)('we are nearer than %s, by a thousand times', (theirs, exact, mine) => {
    for (const truth of goldenCases('dialects', exact)) {
      const other = goldenCases('dialects', theirs).find((g) => g.id === truth.id)!;
      const { sr, ...params } = truth.params as { sr: number };
      const y = (truth.inputs['y'] as { data: Float64Array }).data;
      const { n_mels: nMels, ...rest } = params as { n_mels?: number };
      const ours = (mine([y], { ...(sr ? { sampleRate: sr } : {}), ...(nMels ? { nMels } : {}), ...rest }, truth) as NdArray<Float64Array>)
        .data;
      expect(furthest(ours, values(truth)) * 1000).toBeLessThan(furthest(values(other), values(truth)));
    }
  });
});

describe('htk, in parts against kaldi-native-fbank', () => {
  proves('kaldi_native_fbank.htk_bands', melSpectrogram, 'htk', {}, SINGLE); // windowed magnitudes in HTK's bands
  proves('kaldi_native_fbank.htk_compat', mfcc, 'htk', { power: 2, amin: 2 ** -23 }, SINGLE); // its floor is 1, Kaldi's is not
});
