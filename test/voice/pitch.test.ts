import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { subharmonicPitch } from '../../src/voice/index.js';
import { makeCandidates } from '../../src/voice/pitch-candidates.js';
import { trackPitch } from '../../src/voice/track-pitch.js';
import { makeVoice, noise, steady } from '../support/made-voice.js';
import { refusalOf } from './features.js';

const sampleRate = 16000;
const semitones = (a: number, b: number): number => 12 * Math.log2(a / b);

describe('subharmonicPitch', () => {
  test.each([60, 75.5, 98, 123.4, 155, 196, 247, 311, 392, 523, 740, 950])('finds %d Hz within a tenth of a semitone', (f) => {
    const { f0, voicing } = subharmonicPitch(makeVoice(4000, { periods: steady(sampleRate / f), tilt: 0.97 }), { sampleRate });
    for (const found of f0) expect(Math.abs(semitones(found, f))).toBeLessThan(0.1);
    for (const v of voicing) expect(v).toBeGreaterThan(0.7);
  });

  test.each([22050, 44100, 48000])('at %d Hz as well', (rate) => {
    const { f0 } = subharmonicPitch(makeVoice(rate / 2, { sampleRate: rate, periods: steady(rate / 140), tilt: 0.97 }), {
      sampleRate: rate,
    });
    for (const found of f0) expect(Math.abs(semitones(found, 140))).toBeLessThan(0.1);
  });

  test('hears a fundamental that is not there', () => {
    const y = Float64Array.from({ length: 4000 }, (_, n) =>
      [3, 4, 5, 6].reduce((s, h) => s + Math.sin((2 * Math.PI * 150 * h * n) / sampleRate + h), 0),
    );
    for (const found of subharmonicPitch(y, { sampleRate }).f0) expect(Math.abs(semitones(found, 150))).toBeLessThan(0.1);
  });

  test('follows a glide', () => {
    let phase = 0;
    const hz = (n: number): number => 120 + 60 * (n / 16000);
    const y = Float64Array.from({ length: 16000 }, (_, n) => {
      phase += (2 * Math.PI * hz(n)) / sampleRate;
      return [1, 2, 3, 4, 5].reduce((s, h) => s + Math.sin(h * phase) / h, 0);
    });
    subharmonicPitch(y, { sampleRate }).f0.forEach((found, t) => expect(Math.abs(semitones(found, hz(160 * t + 480)))).toBeLessThan(0.2));
  });

  test('noise and silence are unvoiced', () => {
    const { f0, voicing } = subharmonicPitch(noise(16000), { sampleRate });
    expect(f0.filter((f) => f > 0).length).toBeLessThan(f0.length / 50);
    expect(Math.max(...voicing)).toBeLessThan(0.85);
    const still = subharmonicPitch(new Float64Array(2000), { sampleRate });
    expect(still.f0).toEqual(new Float64Array(7));
    expect(still.voicing).toEqual(new Float64Array(7));
  });

  test.each([
    [
      [0.75, 0.75, 0.66, 0.75, 0.75],
      [1, 1, 1, 1, 1],
    ], // one weak frame does not tear a voice
    [
      [0.75, 0.75, 0.6, 0.75, 0.75],
      [1, 1, 0, 1, 1],
    ], // one without a voice does
    [
      [0.5, 0.5, 0.73, 0.5, 0.5],
      [0, 0, 0, 0, 0],
    ], // nor does one strong frame make one
    [
      [0.5, 0.72, 0.75, 0.72, 0.5],
      [0, 1, 1, 1, 0],
    ],
  ])('of voicing %j the path is %j', (voicing, voiced) => {
    const candidates = makeCandidates(5);
    voicing.forEach((v, t) => {
      candidates.voicing[6 * t] = v;
      candidates.octave[6 * t] = 7;
      candidates.count[t] = 1;
    });
    expect([...trackPitch(candidates).f0]).toEqual(voiced.map((v) => 128 * v));
  });

  test('a slightly stronger candidate an octave away does not draw the path there', () => {
    const candidates = makeCandidates(5);
    for (let t = 0; t < 5; t++) {
      candidates.octave.set([t === 2 ? 8 : 7, t === 2 ? 7 : 8], 6 * t);
      candidates.voicing.set([0.8, 0.75], 6 * t);
      candidates.count[t] = 2;
    }
    expect([...trackPitch(candidates).f0]).toEqual([128, 128, 128, 128, 128]);
  });

  test('a glide costs next to nothing: weak frames that a voice rises from belong to it', () => {
    const candidates = makeCandidates(5);
    [0.5, 0.702, 0.707, 0.75, 0.75].forEach((v, t) => {
      candidates.voicing[6 * t] = v;
      candidates.octave[6 * t] = 7 + 0.06 * t;
      candidates.count[t] = 1;
    });
    expect(Array.from(trackPitch(candidates).f0, Math.sign)).toEqual([0, 1, 1, 1, 1]);
  });

  test.each([
    [[0.75, 0.75, 0.75, 0.75, 0.75], 4], // the last frame alone may turn out to be a pause
    [[0.75, 0.75, 0.75, 0.69, 0.69], 3], // two that miss the threshold: a weak voice, or none?
  ])('of voicing %j the first %d are decided before the end', (voicing, decided) => {
    const candidates = makeCandidates(5);
    voicing.forEach((v, t) => {
      candidates.voicing[6 * t] = v;
      candidates.octave[6 * t] = 7;
      candidates.count[t] = 1;
    });
    expect(trackPitch(candidates).decided).toBe(decided);
  });

  test('does not depend on level or on the sign', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e6, noNaN: true }), fc.integer({ min: 80, max: 400 }), (gain, f) => {
        const y = makeVoice(2000, { periods: steady(sampleRate / f), tilt: 0.97 });
        const a = subharmonicPitch(y, { sampleRate }).f0;
        const b = subharmonicPitch(
          y.map((v) => -gain * v),
          { sampleRate },
        ).f0;
        a.forEach((v, t) => expect(b[t]! / v).toBeCloseTo(1, 9));
      }),
      { numRuns: 15 },
    );
  });

  test('60 ms are the least', () => {
    expect(subharmonicPitch(new Float64Array(960), { sampleRate }).f0.length).toBe(1);
    expect(refusalOf(() => subharmonicPitch(new Float64Array(959), { sampleRate }))).toBe(
      'subharmonicPitch: "y" must have at least 960 samples (60 ms at 16000 Hz, one frame), got 959',
    );
  });
});
