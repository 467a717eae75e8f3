import { describe } from 'vitest';
import { type NdArray } from '../../src/core/nd.js';
import { istft } from '../../src/stft/istft.js';
import { magphase } from '../../src/stft/magphase.js';
import { parity } from '../support/parity.js';

describe('istft', () => {
  parity('librosa', 'librosa.istft', ([D], options) => istft(D as NdArray<Float64Array>, options));
  parity('librosa', 'librosa.magphase', ([D], options) => {
    const { magnitude, phase } = magphase(D as NdArray<Float64Array>, options);
    return { mag: magnitude, phase };
  });
});
