// Rhythm against librosa, processes in turn: `npm run build && AUDIOLAB_PYTHON=... node benchmarks/librosa/rhythm.mjs [rounds]`.
// The Python needs librosa 0.11. 60 s at 22050 Hz of clicks over seeded noise and tones. Processor time of one core, best of some calls after a
// warm-up, median over rounds. Both must agree on the onset strength and on the beats (`compat: 'librosa'`) first.
import { noise, readRaw, tones } from '../harness/inputs.mjs';
import { best, compare } from './against.mjs';

const RATE = 22050;

if (process.argv[2] === 'ours') {
  const dsp = await import('../../dist/index.js');
  const y = readRaw(process.argv[3], Float64Array);
  const single = Float32Array.from(y);
  const o = { sampleRate: RATE };
  const envelope = dsp.onsetStrength(y, o);
  const T = dsp.tempogramFromEnvelope(envelope);
  const rule = { preMax: 1, postMax: 1, preAvg: 4, postAvg: 5, delta: 0.07, wait: 1 };
  const calls = {
    'onset_strength, float64': () => dsp.onsetStrength(y, o),
    'onset_detect, float64': () => dsp.onsetDetect(y, o),
    'beat_track, float64': () => dsp.beatTrack(y, o),
    "beat_track, float64, compat: 'librosa'": () => dsp.beatTrack(y, { ...o, compat: 'librosa' }),
    'peak_pick of an envelope': () => dsp.peakPick(envelope, rule),
    'onset_detect of an envelope': () => dsp.onsetDetectFromEnvelope(envelope, o),
    'beat_track of an envelope': () => dsp.beatTrackFromEnvelope(envelope, o),
    'tempo of an envelope': () => dsp.tempoFromEnvelope(envelope, o),
    'tempogram of an envelope': () => dsp.tempogramFromEnvelope(envelope),
    'fourier_tempogram of an envelope': () => dsp.fourierTempogramFromEnvelope(envelope),
    'tempogram_ratio of a tempogram': () => dsp.tempogramRatioFromTempogram(T, o),
    'plp of an envelope': () => dsp.plpFromEnvelope(envelope, o),
    // last, since loops that have seen both types are slower
    'onset_strength, float32': () => dsp.onsetStrength(single, o),
    'beat_track, float32': () => dsp.beatTrack(single, o),
  };
  const result = Object.fromEntries(Object.entries(calls).map(([name, run]) => [name, best(run)]));
  const mean = envelope.reduce((a, b) => a + b, 0) / envelope.length;
  const beats = [...dsp.beatTrack(y, { ...o, compat: 'librosa' }).beats].join(' ');
  console.log(JSON.stringify({ ...result, mean, beats }));
} else {
  const hiss = noise(60 * RATE, 440);
  const gap = Math.round((60 * RATE) / 113);
  const samples = Float64Array.from(tones(60 * RATE, RATE), (v, n) => Math.fround(0.3 * v + (0.02 + Math.exp(-(n % gap) / 800)) * hiss[n]));
  compare(import.meta.url, samples, {
    agree({ mean, beats }, wanted) {
      if (!(Math.abs(mean / wanted.mean - 1) < 1e-6)) throw new Error(`mean strengths differ: ours ${mean}, librosa ${wanted.mean}`);
      if (beats !== wanted.beats) throw new Error(`beats differ: ours ${beats}, librosa ${wanted.beats}`);
    },
    timesOf: ({ mean: _, beats: __, ...times }) => times,
    peerOf: (name) => name.replace(", compat: 'librosa'", ''),
    places: [1, 2],
  });
}
