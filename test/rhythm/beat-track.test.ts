import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nd, type NdArray } from '../../src/core/nd.js';
import { createRandom } from '../../src/core/random.js';
import { type BeatTrack, beatTrack, beatTrackFromEnvelope, onsetStrength, tempo } from '../../src/rhythm/index.js';
import { clicks } from '../../src/signal/index.js';
import { noise, numbers } from '../feature/batch.js';
import { parity } from '../support/parity.js';

const SR = { sampleRate: 22050 };
const LIBROSA = { compat: 'librosa' } as const;
const beatTimes = (bpm: number, seconds: number, first = 0): number[] => {
  const times: number[] = [];
  for (let t = first; t < seconds - 0.05; t += 60 / bpm) times.push(t);
  return times;
};

describe('beatTrack', () => {
  test('the worked examples', () => {
    const { tempo, beats } = beatTrack(clicks({ ...SR, times: beatTimes(120, 10) }), { ...SR, units: 'time' });
    expect(Math.abs(tempo / 120 - 1)).toBeLessThan(0.002);
    expect(beats).toHaveLength(20);
    const envelope = Float64Array.from({ length: 200 }, (_, t) => (t % 20 === 5 ? 1 : 0));
    const found = beatTrackFromEnvelope(envelope, { sampleRate: 8000, hopLength: 400 });
    expect(found.beats).toEqual(Int32Array.of(5, 25, 45, 65, 85, 105, 125, 145, 165, 185));
  });

  parity('librosa', 'librosa.beat.beat_track', ([x], options, { inputs, outputs }) => {
    const run = 'y' in inputs ? beatTrack : beatTrackFromEnvelope;
    const { tempo, beats } = run(x as Float64Array, { ...options, ...LIBROSA } as object) as BeatTrack;
    // librosa keeps an axis of one tempo, but not in silence and not of a tempo that was given
    return { tempo: (outputs[0]!.value as { shape: number[] }).shape.length ? [tempo] : tempo, beats };
  });

  // Bounds of the quality table in docs/rhythm.md: tempo 0.2 %, every beat found, none of them 3 ms off in the mean.
  test.each([60, 90, 110, 128, 150, 180])('every click at %d beats per minute, from the first to the last', (bpm) => {
    for (const first of [0, 0.3]) {
      const times = beatTimes(bpm, 20, first);
      const found = beatTrack(clicks({ ...SR, times, length: 20 * 22050 }), { ...SR, units: 'time' });
      expect(Math.abs(found.tempo / bpm - 1)).toBeLessThan(0.002);
      expect(found.beats).toHaveLength(times.length);
      found.beats.forEach((t, i) => expect(Math.abs(t - times[i]!)).toBeLessThan(3e-3));
    }
  });

  test('beats where nothing sounds lie on the grid of the others', () => {
    const times = beatTimes(100, 15).filter((_, i) => i % 4 !== 2);
    const { beats } = beatTrack(clicks({ ...SR, times, length: 15 * 22050 }), { ...SR, bpm: 100, units: 'time' });
    for (const t of beatTimes(100, 14)) expect(Math.min(...beats.map((b) => Math.abs(b - t)))).toBeLessThan(0.04);
  });

  test('a tempo for each frame is followed', () => {
    const times: number[] = [];
    for (let t = 0, k = 0; t < 20; k++) times.push((t += 60 / (90 + 2 * k)));
    const y = clicks({ ...SR, times, length: 21 * 22050 });
    const frames = 1 + Math.floor((21 * 22050) / 512);
    const bpm = Float64Array.from({ length: frames }, (_, f) => 90 + 2 * times.filter((t) => t < (f * 512) / 22050).length);
    const found = beatTrack(y, { ...SR, bpm, units: 'time' }) as BeatTrack<Float64Array>;
    expect(found.tempo).toEqual(bpm);
    expect(found.beats).toHaveLength(times.length);
    found.beats.forEach((t, i) => expect(Math.abs(t - times[i]!)).toBeLessThan(3e-3));
    const late = beatTrack(y, { ...SR, ...LIBROSA, bpm, units: 'time' }) as BeatTrack<Float64Array>;
    for (const t of late.beats) expect(Math.min(...times.map((x) => Math.abs(t - x)))).toBeLessThan(0.04);
  });

  test('gaps keep between half and twice the period, whatever the envelope', () => {
    fc.assert(
      fc.property(fc.nat(999), fc.integer({ min: 40, max: 300 }), fc.constantFrom(null, 'librosa' as const), (seed, bpm, compat) => {
        const random = createRandom(seed);
        const envelope = Float64Array.from({ length: 300 }, () => Math.max(0, random.normal()));
        const { beats } = beatTrackFromEnvelope(envelope, { ...SR, bpm, compat });
        const period = (60 * 22050) / 512 / bpm;
        for (let i = 1; i < beats.length; i++) {
          expect(beats[i]! - beats[i - 1]!).toBeGreaterThanOrEqual(Math.floor(period / 2) - 1);
          expect(beats[i]! - beats[i - 1]!).toBeLessThanOrEqual(2 * Math.round(period));
        }
      }),
      { numRuns: 30 },
    );
  });

  test('channel by channel, dense, as tempo and onset strength say', () => {
    const left = clicks({ ...SR, times: beatTimes(120, 8), length: 8 * 22050 });
    const data = new Float64Array(2 * left.length);
    data.set(left);
    const both = beatTrack(nd(data, [2, left.length]), { ...SR, sparse: false }) as BeatTrack<NdArray<Uint8Array>>;
    const one = beatTrack(left, { ...SR, sparse: false }) as BeatTrack<Uint8Array>;
    expect(both.beats.shape).toEqual([2, 345]);
    expect(numbers(both.beats)).toEqual([...one.beats, ...new Uint8Array(345)]);
    expect(numbers(both.tempo)).toEqual([one.tempo, 0]);
    const strength = onsetStrength(left, { ...SR, aggregate: 'median' });
    expect(beatTrack(left, { ...SR, ...LIBROSA })).toEqual(beatTrackFromEnvelope(strength, { ...SR, ...LIBROSA }));
    expect(Math.abs(tempo(left, SR) / Number(one.tempo) - 1)).toBeLessThan(0.002);
    const single = beatTrack(Float32Array.from(left), { ...SR, units: 'time' });
    beatTrack(left, { ...SR, units: 'time' }).beats.forEach((t, i) => expect(single.beats[i]).toBeCloseTo(t, 3));
  });

  test('silence and one frame have no beats', () => {
    for (const compat of [null, 'librosa'] as const) {
      expect(beatTrack(new Float64Array(9000), { ...SR, compat })).toEqual({ tempo: 0, beats: new Int32Array(0) });
      expect(beatTrack(new Float64Array(9000), { ...SR, compat, sparse: false, bpm: 120 })).toEqual({
        tempo: 0,
        beats: new Uint8Array(18),
      });
      expect(beatTrack(Float64Array.of(1), { ...SR, compat, units: 'time' })).toEqual({ tempo: 0, beats: new Float64Array(0) });
      const one = beatTrackFromEnvelope(Float64Array.of(2), { ...SR, compat, bpm: 100 });
      expect(one).toEqual({ tempo: 100, beats: compat ? new Int32Array(0) : Int32Array.of(0) });
      const constant = beatTrackFromEnvelope(new Float64Array(40).fill(3), { ...SR, compat });
      expect(constant.beats.every((t) => t >= 0 && t < 40)).toBe(true);
    }
  });

  test.each(
    [
      [{ startBpm: 0 }, '"startBpm" must be a finite number > 0, got 0'],
      [{ tightness: 0 }, '"tightness" must be a finite number > 0, got 0'],
      [{ trim: 1 }, '"trim" must be true or false, got 1'],
      [{ units: 's' }, '"units" must be one of "frames", "samples", "time", got "s"'],
      [{ bpm: 0 }, '"bpm" must be finite and > 0, got 0 at index 0'],
      [{ bpm: [1, 2] }, '"bpm" must be one number or one for each of the 50 frames, got 2'],
      [{ bpm: 3000 }, '"bpm" must be <= 2583.984375, one beat a frame, got 3000'],
      [{ prior: 1 }, '"prior" must be null or a function of beats per minute, got 1'],
      [{ sampleRate: null }, '"sampleRate" must be given in Hz'],
      [{ compat: 'x' }, '"compat" must be one of "librosa", null, got "x"'],
      [{ startBPM: 1 }, '"startBPM" is not an option; did you mean "startBpm"?'],
    ].map(([bad, message]) => [message, bad] as const),
  )('refuses: %s', (message, bad) => {
    expect(() => beatTrackFromEnvelope(noise(50, 1), { ...SR, ...(bad as object) })).toThrow(`beatTrackFromEnvelope: ${message}`);
  });

  test('refuses more than one channel unless dense, and bad samples', () => {
    expect(() => beatTrack(nd(noise(4000, 1), [2, 2000]), SR)).toThrow(
      'beatTrack: "sparse" must be false for more than one channel, got shape [2, 4]',
    );
    expect(() => beatTrack(Float64Array.of(1, NaN), SR)).toThrow('beatTrack: "y" must be finite, got NaN at index 1');
    expect(() => beatTrack(new Float64Array(0), SR)).toThrow('beatTrack: "y" must not be empty, got shape [0]');
  });
});
