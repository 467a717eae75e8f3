// Effects and decompositions against librosa, processes in turn: `npm run build && AUDIOLAB_PYTHON=... node benchmarks/librosa/effects.mjs [rounds]`.
// The Python needs librosa 0.11. 60 s at 22050 Hz of seeded tones, noise and clicks, in float64. Processor time of one core, best of some calls
// after a warm-up, median over rounds. Where both should give the same samples, their sums of squares must agree first.
// AUDIOLAB_DIST: another build to measure.
import { join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { noise, readRaw, tones } from '../harness/inputs.mjs';
import { best, compare } from './against.mjs';

const RATE = 22050;

if (process.argv[2] === 'ours') {
  const dist = resolve(process.env.AUDIOLAB_DIST ?? fileURLToPath(new URL('../../dist', import.meta.url)));
  const dsp = await import(pathToFileURL(join(dist, 'index.js')).href);
  const y = readRaw(process.argv[3], Float64Array);
  const S = dsp.spectrogram(y);
  const D = dsp.stft(y);
  const M = dsp.melSpectrogram(y, { sampleRate: RATE });
  const C = dsp.chromaStft(y, { sampleRate: RATE, tuning: 0 });
  const short = dsp.spectrogram(y.subarray(0, 10 * RATE));
  const halves = Array.from({ length: 120 }, (_, i) => [(119 - i) * 11025, (120 - i) * 11025]);
  const calls = {
    'effects.hpss': [() => dsp.hpss(y), 3],
    'decompose.hpss': [() => dsp.hpssFromSpectrogram(S), 3],
    griffinlim: [() => dsp.griffinLim(S, { init: null }), 1],
    phase_vocoder: [() => dsp.phaseVocoder(D, { rate: 1.3 }), 3],
    time_stretch: [() => dsp.timeStretch(y, { rate: 1.3 }), 3],
    'pitch_shift, our sinc, their soxr_hq': [() => dsp.pitchShift(y, { sampleRate: RATE, nSteps: 4 }), 3],
    trim: [() => dsp.trim(y), 5],
    split: [() => dsp.split(y), 5],
    remix: [() => dsp.remix(y, halves), 5],
    pcen: [() => dsp.pcen(M, { sampleRate: RATE }), 5],
    'decompose, 10 s, 8 components': [() => dsp.decompose(short, { nComponents: 8 }), 1],
    'nn_filter, chroma': [() => dsp.nnFilter(C), 1],
  };
  const result = Object.fromEntries(Object.entries(calls).map(([name, call]) => [name, best(...call)]));
  const energy = (x) => x.reduce((sum, v) => sum + v * v, 0);
  const sums = [energy(dsp.hpss(y).percussive), energy(dsp.timeStretch(y, { rate: 1.3 })), energy(dsp.pcen(M, { sampleRate: RATE }).data)];
  console.log(JSON.stringify({ result, sums }));
} else {
  const hiss = noise(60 * RATE, 440);
  const samples = Float64Array.from(tones(60 * RATE, RATE), (v, n) => Math.fround(v + 0.05 * hiss[n] + (n % 11025 === 0 ? 1 : 0)));
  compare(import.meta.url, samples, {
    agree({ sums: mine }, { sums: theirs }) {
      mine.forEach((sum, i) => {
        if (!(Math.abs(sum / theirs[i] - 1) < 1e-6)) throw new Error(`sums of squares differ: ours ${mine}, librosa ${theirs}`);
      });
    },
    timesOf: ({ result }) => result,
  });
}
