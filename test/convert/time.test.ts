import { describe, expect, test } from 'vitest';
import {
  blocksToFrames,
  blocksToSamples,
  blocksToTime,
  cqtFrequencies,
  fftFrequencies,
  fourierTempoFrequencies,
  framesToSamples,
  getDuration,
  getDurationFromSpectrogram,
  melFrequencies,
  samplesLike,
  tempoFrequencies,
  timesLike,
} from '../../src/convert/index.js';
import { nd } from '../../src/core/nd.js';

const S = nd(new Float64Array(2 * 3 * 5), [2, 3, 5]);

describe('timesLike and samplesLike', () => {
  test('take a count, an array, any axis', () => {
    expect(timesLike(2, { sampleRate: 8000 })).toEqual(Float64Array.of(0, 0.064));
    expect(timesLike(new Float32Array(3), { sampleRate: 8000 }).length).toBe(3);
    expect(timesLike(S, { sampleRate: 8000 }).length).toBe(5);
    expect(samplesLike(S, { axis: 1 }).length).toBe(3);
    expect(samplesLike(S, { axis: -3, hopLength: 1 })).toEqual(Float64Array.of(0, 1));
    expect(samplesLike(0)).toEqual(new Float64Array(0));
  });
  test('refuse', () => {
    expect(() => samplesLike(S, { axis: 3 })).toThrow('samplesLike: "axis" must be an axis of shape [2, 3, 5], got 3');
    expect(() => samplesLike(S, { axis: -4 })).toThrow('samplesLike: "axis" must be an axis of shape [2, 3, 5], got -4');
    expect(() => samplesLike(S, { axis: 0.5 })).toThrow('samplesLike: "axis" must be an integer');
    expect(() => samplesLike(1.5)).toThrow('samplesLike: "X" must be an integer >= 0, got 1.5');
    expect(() => samplesLike('a' as never)).toThrow('samplesLike: "X" must be an array, an ndarray or a number of frames, got "a"');
    expect(() => samplesLike(3, { sampleRate: 3 } as never)).toThrow('samplesLike: "sampleRate" is not an option');
    expect(() => timesLike(3, {} as never)).toThrow('timesLike: "sampleRate" must be given in Hz');
    expect(() => timesLike(3, { sampleRate: 8000, nFft: 0 })).toThrow('timesLike: "nFft" must be an integer >= 1, got 0');
    expect(() => timesLike(3, null as never)).toThrow('timesLike: options must be a plain object, got null');
  });
});

describe('getDuration', () => {
  test('of samples, channels, and signals that carry their rate', () => {
    expect(getDuration(new Float32Array(4000), { sampleRate: 8000 })).toBe(0.5);
    expect(getDuration(nd(new Float64Array(8000), [2, 4000]), { sampleRate: 8000 })).toBe(0.5);
    expect(getDuration({ samples: new Float64Array(4000), sampleRate: 8000 })).toBe(0.5);
  });
  test('of a spectrogram, centred or not', () => {
    expect(getDurationFromSpectrogram(S, { sampleRate: 100, nFft: 8, hopLength: 25 })).toBe(1);
    expect(getDurationFromSpectrogram(S, { sampleRate: 100, nFft: 9, hopLength: 25 })).toBe(1.01);
    expect(getDurationFromSpectrogram(S, { sampleRate: 100, nFft: 8, hopLength: 25, center: false })).toBe(1.08);
  });
  test('refuses', () => {
    expect(() => getDuration(new Float32Array(4))).toThrow(
      'getDuration: "sampleRate" must be given in Hz, since the signal does not carry its rate',
    );
    expect(() => getDuration(new Float32Array(0), { sampleRate: 1 })).toThrow('getDuration: "y" must not be empty, got shape [0]');
    expect(() => getDurationFromSpectrogram(nd(new Float64Array(0), [3, 0]), { sampleRate: 1 })).toThrow(
      'getDurationFromSpectrogram: "S" must have at least one frame, got shape [3, 0]',
    );
    expect(() => getDurationFromSpectrogram(3 as never, { sampleRate: 1 })).toThrow(
      'getDurationFromSpectrogram: "S" must be an ndarray of shape [...channels, bins, frames], got 3',
    );
    expect(() => getDurationFromSpectrogram(S, {} as never)).toThrow('getDurationFromSpectrogram: "sampleRate" must be given in Hz');
    expect(() => getDurationFromSpectrogram(S, { sampleRate: 1, center: 1 as never })).toThrow(
      'getDurationFromSpectrogram: "center" must be true or false, got 1',
    );
  });
});

test('no conversion returns -0', () => expect(framesToSamples(-0.0001)).toBe(0));

describe('axes refuse', () => {
  test.each<[() => unknown, string]>([
    [() => fftFrequencies({} as never), 'fftFrequencies: "sampleRate" must be given in Hz'],
    [() => fftFrequencies({ sampleRate: 1, nFft: 0 }), 'fftFrequencies: "nFft" must be an integer >= 1, got 0'],
    [() => melFrequencies(0), 'melFrequencies: "nMels" must be an integer >= 1, got 0'],
    [() => melFrequencies(4, { fmin: 9, fmax: 8 }), 'melFrequencies: "fmin" must be <= fmax = 8, got 9'],
    [() => melFrequencies(4, { fmin: -1 }), 'melFrequencies: "fmin" must be a finite number >= 0, got -1'],
    [() => cqtFrequencies(4, { fmin: 0 }), 'cqtFrequencies: "fmin" must be a finite number > 0, got 0'],
    [() => cqtFrequencies(4, {} as never), 'cqtFrequencies: "fmin" must be a number, got undefined'],
    [() => cqtFrequencies(0, { fmin: 5 }), 'cqtFrequencies: "nBins" must be an integer >= 1, got 0'],
    [() => cqtFrequencies(13000, { fmin: 5 }), 'cqtFrequencies: "nBins" must be <= 12261, where frequencies overflow, got 13000'],
    [() => tempoFrequencies(4, { sampleRate: 8000, hopLength: -1 }), 'tempoFrequencies: "hopLength" must be an integer >= 1, got -1'],
    [
      () => fourierTempoFrequencies({ sampleRate: 8000, winLength: 0 }),
      'fourierTempoFrequencies: "winLength" must be an integer >= 1, got 0',
    ],
    [() => blocksToFrames(1, {} as never), 'blocksToFrames: "blockLength" must be a number, got undefined'],
    [() => blocksToSamples(1, { blockLength: 2 } as never), 'blocksToSamples: "hopLength" must be a number, got undefined'],
    [() => blocksToTime(1, { blockLength: 2, hopLength: 0, sampleRate: 1 }), 'blocksToTime: "hopLength" must be an integer >= 1, got 0'],
    [() => blocksToTime(1, { blockLength: 2, hopLength: 1 } as never), 'blocksToTime: "sampleRate" must be given in Hz'],
  ])('%#', (call, message) => expect(call).toThrow(message));
});

test('mel frequencies end exactly where they are told to, and ascend', () => {
  for (const htk of [false, true]) {
    const hz = melFrequencies(40, { fmin: 55.5, fmax: 7777.7, htk });
    expect([hz[0], hz[39]]).toEqual([55.5, 7777.7]);
    expect([...hz].sort((a, b) => a - b)).toEqual([...hz]);
  }
});
