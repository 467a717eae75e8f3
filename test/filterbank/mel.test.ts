import { describe } from 'vitest';
import { chroma, type ChromaOptions } from '../../src/filterbank/chroma.js';
import { mel, type MelFilterOptions } from '../../src/filterbank/mel.js';
import { parity } from '../support/parity.js';

describe('mel', () => {
  parity('librosa', 'librosa.filters.mel', (_, options) => mel(options as unknown as MelFilterOptions));
  parity('librosa', 'librosa.filters.chroma', (_, options) => chroma(options as unknown as ChromaOptions));
});
