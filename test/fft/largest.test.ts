/**
 * Lengths that no memory holds are refused at once, instead of tables for them being tried.
 */
import { describe, expect, test } from 'vitest';
import {
  createFft,
  createMelSpectrogram,
  createMfcc,
  createRfft,
  createStft,
  dct,
  fft,
  irfft,
  istft,
  mel,
  rfft,
  stft,
  windowSumsquare,
} from '../../src/index.js';
import { nd } from '../../src/core/nd.js';
import { ParameterError } from '../../src/core/errors.js';

const y = new Float64Array(8);
const S = nd(new Float64Array(12), [3, 2, 2]);

describe.each([2 ** 27 + 1, 2 ** 31, Number.MAX_SAFE_INTEGER])('%i points', (n) => {
  test.each([
    ['createRfft', 'size', () => createRfft(n)],
    ['createRfft', 'size', () => createRfft(n, { dtype: 'float32' })],
    ['createFft', 'size', () => createFft(n)],
    ['rfft', 'n', () => rfft(y, { n })],
    ['irfft', 'n', () => irfft(y, { n })],
    ['fft', 'n', () => fft(y, { n })],
    ['dct', 'n', () => dct(y, { n })],
    ['stft', 'nFft', () => stft(y, { nFft: n })],
    ['istft', 'nFft', () => istft(S, { nFft: n })],
    ['createStft', 'nFft', () => createStft({ nFft: n })],
    ['createMelSpectrogram', 'nFft', () => createMelSpectrogram({ sampleRate: 8000, nFft: n })],
    ['createMfcc', 'nFft', () => createMfcc({ sampleRate: 8000, nFft: n })],
    ['mel', 'nFft', () => mel({ sampleRate: 8000, nFft: n })],
    ['windowSumsquare', 'nFft', () => windowSumsquare({ nFrames: 2, nFft: n, hopLength: 4 })],
  ])('%s refuses them', (caller, name, call) => {
    expect(call).toThrow(ParameterError);
    expect(call).toThrow(`${caller}: "${name}" must be <= 134217728 = 2^27, got ${n}`);
  });
});
