// Rhythm against librosa, processes in turn: `npm run build && AUDIOLAB_PYTHON=... node benchmarks/librosa/rhythm.mjs [rounds]`.
// The Python needs librosa 0.11. 60 s at 22050 Hz of clicks over seeded noise and tones. Processor time of one core, best of some calls after a
// warm-up, median over rounds. Both must agree on the onset strength and on the beats (`compat: 'librosa'`) first.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { noise, readRaw, tones, writeRaw } from '../harness/inputs.mjs';

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
  const best = (run) => {
    run();
    const times = Array.from({ length: 5 }, () => {
      const before = process.cpuUsage();
      run();
      const { user, system } = process.cpuUsage(before);
      return (user + system) / 1000;
    });
    return Math.min(...times);
  };
  const result = Object.fromEntries(Object.entries(calls).map(([name, run]) => [name, best(run)]));
  const mean = envelope.reduce((a, b) => a + b, 0) / envelope.length;
  const beats = [...dsp.beatTrack(y, { ...o, compat: 'librosa' }).beats].join(' ');
  console.log(JSON.stringify({ ...result, mean, beats }));
} else {
  const rounds = Number(process.argv[2] ?? 3);
  const folder = mkdtempSync(join(os.tmpdir(), 'audiolab-rhythm-'));
  const input = join(folder, 'y.f64');
  const hiss = noise(60 * RATE, 440);
  const gap = Math.round((60 * RATE) / 113);
  writeRaw(
    input,
    Float64Array.from(tones(60 * RATE, RATE), (v, n) => Math.fround(0.3 * v + (0.02 + Math.exp(-(n % gap) / 800)) * hiss[n])),
  );
  const here = fileURLToPath(import.meta.url);
  const run = (command, args) => {
    const { status, stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`${command} ${args.join(' ')}\n${stderr}`);
    return JSON.parse(stdout);
  };
  try {
    const results = Array.from({ length: rounds }, () => [
      run(process.execPath, [here, 'ours', input]),
      run(process.env.AUDIOLAB_PYTHON ?? 'python3', [here.replace('.mjs', '.py'), input]),
    ]);
    const [{ mean, beats, ...first }, wanted] = results[0];
    if (!(Math.abs(mean / wanted.mean - 1) < 1e-6)) throw new Error(`mean strengths differ: ours ${mean}, librosa ${wanted.mean}`);
    if (beats !== wanted.beats) throw new Error(`beats differ: ours ${beats}, librosa ${wanted.beats}`);
    const median = (list) => list.toSorted((a, b) => a - b)[list.length >> 1];
    console.log('| call | ours, ms | librosa 0.11, ms | librosa / ours |\n| --- | --- | --- | --- |');
    for (const name of Object.keys(first)) {
      const peer = name.replace(", compat: 'librosa'", '');
      const ours = median(results.map(([mine]) => mine[name]));
      const theirs = median(results.map(([, other]) => other[peer]));
      const ratio = median(results.map(([mine, other]) => other[peer] / mine[name]));
      console.log(`| ${name} | ${ours.toFixed(1)} | ${theirs.toFixed(1)} | ${ratio.toFixed(2)} |`);
    }
    console.log(`\nload ${os.loadavg()[0].toFixed(1)}, Node ${process.version}, ${os.cpus()[0].model}, ${rounds} rounds`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}
