import { describe, expect, test } from 'vitest';
import { localmax } from '../../src/frame/index.js';
import { nd, type NdArray } from '../../src/core/nd.js';
import { onsetStrength, plp, plpFromEnvelope } from '../../src/rhythm/index.js';
import { clicks } from '../../src/signal/index.js';
import { noise, numbers } from '../feature/batch.js';
import { parity } from '../support/parity.js';

const SR = { sampleRate: 22050 };
const pulses = (frames: number, period: number, first = 0): Float64Array =>
  Float64Array.from({ length: frames }, (_, t) => (t % period === first ? 1 : 0));

describe('plp', () => {
  parity('librosa', 'librosa.beat.plp', ([x], options) => plpFromEnvelope(x as Float64Array, { ...options, compat: 'librosa' }));

  test('peaks stand on the onsets of a steady pulse, and between them there is nothing', () => {
    const pulse = plpFromEnvelope(pulses(400, 20, 7), { ...SR, winLength: 200 });
    for (let t = 107; t < 300; t += 20) {
      expect(pulse[t]).toBeGreaterThan(0.95);
      expect(pulse[t + 10]).toBe(0);
    }
  });

  test('every frame has the same weight, where librosa has only those of negative real part', () => {
    const x = pulses(120, 24).map((v, t) => v + 0.3 * Math.abs(noise(120, 3)[t]!));
    const difference = (a: 'librosa' | null, b: 'librosa' | null): number => {
      const [one, other] = [a, b].map((compat) => plpFromEnvelope(x, { ...SR, winLength: 48, compat }) as Float64Array);
      return Math.max(...one!.map((v, t) => Math.abs(v - other![t]!)));
    };
    expect(difference(null, 'librosa')).toBeGreaterThan(0.1);
  });

  test('follows clicks in a signal', () => {
    const y = clicks({ times: [0.5, 1, 1.5, 2, 2.5, 3, 3.5], sampleRate: 8000 });
    const pulse = plp(y, { sampleRate: 8000, hopLength: 200, winLength: 160 }) as Float64Array;
    expect(pulse).toHaveLength(145);
    expect(localmax(pulse).reduce((a, b) => a + b, 0)).toBeGreaterThanOrEqual(7);
    expect(numbers(plp(y, { sampleRate: 8000 }))).toEqual(
      numbers(plpFromEnvelope(onsetStrength(y, { sampleRate: 8000, aggregate: 'median' }), { sampleRate: 8000 })),
    );
  });

  test('a prior decides between tempi that are both there; a batch is its channels', () => {
    const x = pulses(400, 20).map((v, t) => v + (t % 40 === 0 ? 1 : 0));
    const fps = 22050 / 512;
    const slow = plpFromEnvelope(x, { ...SR, prior: (bpm) => -100 * Math.abs(bpm - (60 * fps) / 40) }) as Float64Array;
    expect(slow[200]! > 0.9 && slow[220] === 0).toBe(true);
    const both = plpFromEnvelope(nd(Float64Array.of(...x, ...new Float64Array(400)), [2, 400]), SR) as NdArray<Float64Array>;
    expect(both.shape).toEqual([2, 400]);
    expect(numbers(both)).toEqual([...numbers(plpFromEnvelope(x, SR)), ...new Array<number>(400).fill(0)]);
  });

  test('silence, one frame, single precision, no bounds', () => {
    expect(plp(new Float64Array(3000), SR)).toEqual(new Float64Array(6));
    expect(plpFromEnvelope(Float64Array.of(3), SR)).toEqual(Float64Array.of(1));
    expect(plpFromEnvelope(new Float32Array(5), SR)).toEqual(new Float32Array(5));
    const all = plpFromEnvelope(
      pulses(100, 10).map((v) => v + 0.5),
      { ...SR, winLength: 40, tempoMin: null, tempoMax: null },
    ) as Float64Array;
    expect(Math.min(...all)).toBeGreaterThan(0.9); // the strongest bin of what is never negative is bin 0
  });

  test.each(
    [
      [{ winLength: 1 }, '"winLength" must be an integer >= 2, got 1'],
      [{ tempoMin: 0 }, '"tempoMin" must be a finite number > 0, got 0'],
      [{ tempoMin: 300 }, '"tempoMax" must be > tempoMin = 300, got 300'],
      [{ prior: 1 }, '"prior" must be null or a function of beats per minute, got 1'],
      [{ sampleRate: null }, '"sampleRate" must be given in Hz'],
      [{ compat: 'x' }, '"compat" must be one of "librosa", null, got "x"'],
      [{ hopLength: 0 }, '"hopLength" must be an integer >= 1, got 0'],
    ].map(([bad, message]) => [message, bad] as const),
  )('refuses: %s', (message, bad) => {
    expect(() => plpFromEnvelope(new Float64Array(5), { ...SR, ...(bad as object) })).toThrow(`plpFromEnvelope: ${message}`);
  });
});
