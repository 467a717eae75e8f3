import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type SignalInput } from '../../src/core/signal.js';
import { createStft, stft } from '../../src/stft/stft.js';
import { parity } from '../support/parity.js';

describe('stft', () => {
  parity('librosa', 'librosa.stft', ([y], options) => stft(y as SignalInput, options));
});
