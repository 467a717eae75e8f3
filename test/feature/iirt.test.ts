import { describe, expect, test } from 'vitest';
import { nd } from '../../src/core/nd.js';
import { iirt, mrFrequencies, ParameterError, semitoneFilterbank, sosfreqz, tone } from '../../src/index.js';
import { parity } from '../support/parity.js';

describe('semitoneFilterbank', () => {
  test('each filter passes its semitone and stops the next', () => {
    const { filters, sampleRates } = semitoneFilterbank();
    const { centerFreqs } = mrFrequencies();
    for (const i of [0, 35, 36, 50, 70, 84]) {
      const worN = Float64Array.from([0, 1, -1], (s) => centerFreqs[i]! * 2 ** (s / 12));
      const { h } = sosfreqz(filters[i]!, { worN, sampleRate: sampleRates[i]! });
      const db = (k: number): number => 20 * Math.log10(Math.hypot(h.get(k, 0), h.get(k, 1)));
      expect(db(0)).toBeGreaterThan(-1.01);
      expect(Math.max(db(1), db(2))).toBeLessThan(-49);
    }
  });
  test('fractions, and bands of one’s own', () => {
    const { filters } = semitoneFilterbank({ centerFreqs: [1000], sampleRates: [8000], flayout: 'ba', q: 4, stopbandAttenuation: 30 });
    expect(filters[0]!.b.length).toBe(filters[0]!.a.length);
    expect(filters[0]!.b.length).toBeLessThan(9);
  });
  test.each([
    [{ centerFreqs: [1] }, '"sampleRates" must be given where "centerFreqs" is'],
    [
      { centerFreqs: [4000], sampleRates: [8000] },
      '"centerFreqs" must have bands between 0 and 4000 Hz, half the rate, got 4000 at index 0',
    ],
    [{ q: 0.5 }, '"q" must be > 0.5, got 0.5'],
    [{ stopbandAttenuation: 1 }, '"stopbandAttenuation" must be more than the ripple, 1, got 1'],
  ])('refuses %o', (options, message) => {
    expect(() => semitoneFilterbank(options as object)).toThrow(ParameterError);
    expect(() => semitoneFilterbank(options as object)).toThrow(`semitoneFilterbank: ${message}`);
  });
});

describe('iirt', () => {
  test('the worked example: a tone has its energy in its semitone', () => {
    const y = tone(440, { sampleRate: 22050, duration: 0.5 });
    const energies = iirt(y, { sampleRate: 22050, hopLength: 2048 });
    for (let i = 0; i < 85; i++) if (i !== 45) expect(energies.get(i, 2)).toBeLessThan(0.05 * energies.get(45, 2));
    expect(energies.get(45, 2)).toBeGreaterThan(500); // of 1024, within the ripple
  });
  test('channels one by one, silence, single precision', () => {
    const y = Float32Array.from(tone(200, { sampleRate: 22050, duration: 0.2 }));
    const options = { sampleRate: 22050, winLength: 1024 };
    const both = iirt(nd(Float32Array.of(...y, ...new Float32Array(y.length)), [2, y.length]), options);
    const one = iirt(y, options);
    expect(both.shape).toEqual([2, 85, one.shape[1]]);
    expect(both.data.subarray(0, one.data.length)).toEqual(one.data);
    expect(both.data.subarray(one.data.length).every((v) => v === 0)).toBe(true);
  });
  test.each([
    [{ winLength: 0 }, 'iirt: "winLength" must be an integer >= 1, got 0'],
    [{ center: false, winLength: 6000 }, 'iirt: "winLength" must be <= y.length = 5000 unless frames are centred, got 6000'],
    [{ flayout: 'zpk' }, 'iirt: "flayout" must be one of "sos", "ba", got "zpk"'],
  ])('refuses %o', (options, message) => {
    expect(() => iirt(new Float64Array(5000), { sampleRate: 22050, ...(options as object) })).toThrow(message);
  });
});

parity('librosa', 'librosa.filters.mr_frequencies', (_, o) => mrFrequencies(o));
parity('librosa', 'librosa.filters.semitone_filterbank', (_, o) => {
  const { filters, sampleRates } = semitoneFilterbank(o);
  return { sos: nd(Float64Array.from(filters.flatMap((f) => [...f.data])), [85, 4, 6]), sampleRates };
});
parity('librosa', 'librosa.iirt', ([y], o) => iirt(y as Float64Array, o));
