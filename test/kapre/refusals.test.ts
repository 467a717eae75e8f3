import { describe, expect, test } from 'vitest';
import { ParameterError } from '../../src/core/errors.js';
import { nd } from '../../src/core/nd.js';
import * as kapre from '../../src/kapre/index.js';

const y = new Float64Array(100).fill(0.5);
const S = nd(new Float64Array(60).fill(1), [5, 12]);
const D = nd(new Float64Array(120), [5, 12, 2]);
const rate = { sampleRate: 8000 };

const refusals: [string, () => unknown, string][] = [
  ['stft', () => kapre.stft(y, { nFft: 64, winLength: 65 }), 'stft: "winLength" must be <= nFft = 64, got 65'],
  ['stft', () => kapre.stft(y, { nFft: 64, hopLength: 0 }), 'stft: "hopLength" must be an integer >= 1, got 0'],
  ['stft', () => kapre.stft(y, { nFft: 2 }), 'stft: "hopLength" must be given for winLength = 2, since a quarter of it is no whole sample'],
  ['stft', () => kapre.stft(y, { nFft: 128 }), 'stft: "winLength" must be <= 100, the samples there are, unless padEnd is true, got 128'],
  [
    'stft',
    () => kapre.stft(y, { nFft: 8, hopLength: 9, padBegin: true }),
    'stft: "padBegin" must be false for hopLength = 9 > winLength = 8, got true',
  ],
  [
    'stft',
    () => kapre.stft(y, { nFft: 8, windowName: 'hann' as never }),
    'stft: "windowName" must be one of "hann_window", "hamming_window", "kaiser_window", "kaiser_bessel_derived_window", "vorbis_window", got "hann"',
  ],
  [
    'stft',
    () => kapre.stft(y, { nFft: 9, hopLength: 2, windowName: 'kaiser_bessel_derived_window' }),
    'stft: "winLength" must be even for a kaiser_bessel_derived_window, got 9',
  ],
  [
    'stft',
    () => kapre.stft(y, { nFft: 8, inputDataFormat: 'channels_last' }),
    'stft: "y" must be an ndarray of shape [batch, samples, channels] with inputDataFormat: "channels_last"',
  ],
  [
    'stft',
    () => kapre.stft(nd(y, [10, 10]), { nFft: 8, inputDataFormat: 'channels_last' }),
    'stft: "y" must be an ndarray of shape [batch, samples, channels] with inputDataFormat: "channels_last", got shape [10, 10]',
  ],
  [
    'stft',
    () => kapre.stft(nd(y, [1, 1, 1, 100]), { nFft: 8, outputDataFormat: 'channels_first' }),
    'stft: "outputDataFormat" must be null for 3 leading axes, got "channels_first"',
  ],
  ['stft', () => kapre.stft(y, { nFft: 8, dataFormat: 'channels_last' } as never), 'stft: "dataFormat" is not an option'],
  [
    'stft',
    () =>
      kapre.stft(
        Float64Array.from(y, (v, n) => (n === 99 ? NaN : v)),
        { nFft: 8, hopLength: 50 },
      ),
    'stft: "y" must be finite, got NaN at index 99',
  ],
  ['inverseStft', () => kapre.inverseStft(D, { nFft: 10 }), 'inverseStft: "nFft" must be 8 or 9 for 5 bins, got 10'],
  [
    'inverseStft',
    () => kapre.inverseStft(D, { nFft: 8, forwardWindowName: 'x' as never }),
    'inverseStft: "forwardWindowName" must be one of',
  ],
  [
    'pair',
    () => kapre.perfectlyReconstructingStftIstft({ nFft: 8, hopLength: 8 }),
    'perfectlyReconstructingStftIstft: "hopLength" must be smaller: with nFft = 8 it leaves samples that no window sees, got 8',
  ],
  [
    'pair',
    () => kapre.perfectlyReconstructingStftIstft({ nFft: 8, hopLength: 2 }).istft(D, { length: 27 }),
    'istft: "length" must be an integer in [1, 24], got 27',
  ],
  ['magnitude', () => kapre.magnitude(S as never), 'magnitude: "D" must have shape [...channels, bins, frames, 2], got shape [5, 12]'],
  ['phase', () => kapre.phase(D, { approxAtanAccuracy: 0 }), 'phase: "approxAtanAccuracy" must be an integer >= 1, got 0'],
  [
    'magnitudeToDecibel',
    () => kapre.magnitudeToDecibel(S, { refValue: 0 }),
    'magnitudeToDecibel: "refValue" must be a finite number > 0, got 0',
  ],
  [
    'magnitudeToDecibel',
    () => kapre.magnitudeToDecibel(S, { dataFormat: 'channels_last' }),
    'magnitudeToDecibel: "S" must be an ndarray of shape [batch, frames, bins, channels] with dataFormat: "channels_last", got shape [5, 12]',
  ],
  [
    'magnitudeToDecibel',
    () => kapre.magnitudeToDecibel(Float64Array.of(1, NaN)),
    'magnitudeToDecibel: "S" must be finite, got NaN at index 1',
  ],
  [
    'amplitudeToDecibel',
    () => kapre.amplitudeToDecibel(S, { dynamicRange: 0 }),
    'amplitudeToDecibel: "dynamicRange" must be a finite number > 0, got 0',
  ],
  ['stftMagnitude', () => kapre.stftMagnitude(y, { nFft: 8, dbAmin: 0 }), 'stftMagnitude: "dbAmin" must be a finite number > 0, got 0'],
  [
    'melspectrogram',
    () => kapre.melspectrogram(y, { nFft: 64 }),
    'melspectrogram: "sampleRate" must be given in Hz, since the signal does not carry its rate',
  ],
  [
    'melspectrogram',
    () => kapre.melspectrogram(y, { nFft: 64, ...rate }),
    'melspectrogram: "nMels" must be <= 33, the number of bins, got 128',
  ],
  [
    'melspectrogram',
    () => kapre.melspectrogram(y, { nFft: 64, ...rate, nMels: 8, melFMax: 5000 }),
    'melspectrogram: "melFMax" must be <= sampleRate / 2 = 4000, got 5000',
  ],
  [
    'melspectrogram',
    () => kapre.melspectrogram(y, { nFft: 64, ...rate, nMels: 8, melFMin: 4000 }),
    'melspectrogram: "melFMin" must be < melFMax = 4000, got 4000',
  ],
  ['filterbankMel', () => kapre.filterbankMel({ nFreq: 33 } as never), 'filterbankMel: "sampleRate" must be given in Hz'],
  [
    'filterbankLog',
    () => kapre.filterbankLog({ ...rate, nFreq: 33 }),
    'filterbankLog: "nBins" must be fewer, for 84 bands from 32.70319566 Hz end at 4186.01 Hz, above sampleRate / 2 = 4000, got 84',
  ],
  [
    'logFrequencySpectrogram',
    () => kapre.logFrequencySpectrogram(y, { nFft: 64, ...rate }),
    'logFrequencySpectrogram: "logNBins" must be fewer',
  ],
  [
    'applyFilterbank',
    () => kapre.applyFilterbank(S, nd(new Float64Array(12), [6, 2])),
    'applyFilterbank: "filterbank" must have a row for each of the 5 bins, got 6',
  ],
  ['delta', () => kapre.delta(S, { winLength: 4 }), 'delta: "winLength" must be an odd integer >= 3, got 4'],
  [
    'delta',
    () => kapre.delta(S, { winLength: 25, mode: 'reflect' }),
    'delta: "winLength" must be <= 23 with mode "reflect" and 12 frames, got 25',
  ],
  ['logmelToMfcc', () => kapre.logmelToMfcc(S), 'logmelToMfcc: "nMfccs" must be <= 5, the number of bands, got 20'],
  [
    'frame',
    () => kapre.frame(y, { frameLength: 4, hopLength: 5 }),
    'frame: "hopLength" must be <= frameLength = 4, for samples in between would be lost, got 5',
  ],
  [
    'frame',
    () => kapre.frame(y, { frameLength: 101, hopLength: 5 }),
    'frame: "frameLength" must be <= 100, the samples there are, unless padEnd is true, got 101',
  ],
  [
    'energy',
    () => kapre.energy(y, { frameLength: 10 }),
    'energy: "sampleRate" must be given in Hz, since the signal does not carry its rate',
  ],
  ['muLawEncoding', () => kapre.muLawEncoding([0.5, 1.5], { quantizationChannels: 256 }), 'muLawEncoding: "x" must be in [-1, 1], got 1.5'],
  [
    'muLawEncoding',
    () => kapre.muLawEncoding(0, { quantizationChannels: 1 }),
    'muLawEncoding: "quantizationChannels" must be an integer in [2, 65536], got 1',
  ],
  ['muLawDecoding', () => kapre.muLawDecoding([256], { quantizationChannels: 256 }), 'muLawDecoding: "x" must be in [0, 255], got 256'],
  [
    'channelSwap',
    () => kapre.channelSwap(S, { seed: 1 }),
    'channelSwap: "axis" must be given, for a shape does not tell where its channels are',
  ],
  [
    'channelSwap',
    () => kapre.channelSwap(S, { seed: 1, dataFormat: 'channels_last' }),
    'channelSwap: "x" must have three or four axes with dataFormat: "channels_last", got shape [5, 12]',
  ],
  [
    'specAugment',
    () => kapre.specAugment(S, { freqMaskParam: 6, timeMaskParam: 1, seed: 1 }),
    'specAugment: "freqMaskParam" must be <= 5, the bins there are, got 6',
  ],
  ['spectrogramV01', () => kapre.spectrogramV01(y), 'spectrogramV01: "nDft" must be <= 100, the samples there are, got 512'],
  [
    'melspectrogramV01',
    () => kapre.melspectrogramV01(y, { nDft: 64, ...rate, nMels: 8, fmin: -1 }),
    'melspectrogramV01: "fmin" must be a finite number >= 0, got -1',
  ],
  [
    'normalization2D',
    () => kapre.normalization2D(S, { strAxis: 'channel' }),
    'normalization2D: "strAxis" must not be "channel" without imageDataFormat, for a shape does not tell batch from channels',
  ],
];

describe('refusals', () => {
  test.each(refusals)('%s %#', (_, call, message) => {
    expect(call).toThrow(message);
    if (!message.endsWith('"channels_last"')) expect(call).toThrow(ParameterError); // that is a TypeError
  });
});
