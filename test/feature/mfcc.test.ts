import { describe } from 'vitest';
import { type NdArray } from '../../src/core/nd.js';
import { type SignalInput } from '../../src/core/signal.js';
import { mfcc } from '../../src/feature/mfcc.js';
import { mfccFromSpectrogram } from '../../src/feature/mfcc-from-spectrogram.js';
import { melSpectrogram } from '../../src/feature/mel-spectrogram.js';
import { melSpectrogramFromSpectrogram } from '../../src/feature/mel-spectrogram-from-spectrogram.js';
import { parity } from '../support/parity.js';

describe('mfcc', () => {
  parity('librosa', 'librosa.feature.mfcc', ([y], options, g) => 'S' in g.inputs ? mfccFromSpectrogram(y as NdArray<Float64Array>, options): mfcc(y as SignalInput, options));
  parity('librosa', 'librosa.feature.melspectrogram', ([y], options, g) => 'S' in g.inputs ? melSpectrogramFromSpectrogram(y as NdArray<Float64Array>, options as any): melSpectrogram(y as SignalInput, options));
});
