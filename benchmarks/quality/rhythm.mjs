// What tempo, beats and onsets are worth where the truth is known: this library's default, its `compat: 'librosa'` (which has librosa 0.11's values),
// and recordings on which both can be compared. `npm run build && node benchmarks/quality/rhythm.mjs` prints tables in Markdown; nothing is timed.
// AUDIOLAB_LIBROSA_EXAMPLES: the folder of librosa's example recordings, AUDIOLAB_PYTHON: a Python with librosa 0.11, which decodes them; without
// both that part is left out. With the name of a file as its argument it draws the picture of docs/rhythm.md instead.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { beatTrack, clicks, onsetDetect, tempo, tempoFrequencies, tempogram } from '../../dist/index.js';
import { encodePng, heatmap } from '../../dist/plot.js';
import { readRaw } from '../harness/inputs.mjs';
import { createRandom, createUniform } from './random.mjs';

const RATE = 22050;
const SR = { sampleRate: RATE };
const LIKE = { ...SR, compat: 'librosa' };

const row = (cells) => console.log(`| ${cells.join(' | ')} |`);
const head = (cells) => {
  row(cells);
  row(cells.map(() => '---'));
};
const mean = (x) => x.reduce((a, b) => a + b, 0) / x.length;
const deviation = (x) => Math.sqrt(mean(x.map((v) => (v - mean(x)) ** 2)));
const ms = (seconds) => `${seconds < 0 ? '−' : ''}${Math.abs(1000 * seconds).toFixed(Math.abs(seconds) < 0.01 ? 2 : 1)}`;

if (process.argv[2]) {
  await draw(process.argv[2]);
  process.exit();
}

/** A tempogram of clicks that get faster from 60 to 180 a minute. */
async function draw(file) {
  const times = [];
  for (let t = 0; t < 60; t += 60 / (60 + 2 * t)) times.push(t);
  const T = tempogram(clicks({ ...SR, times, length: 60 * RATE }), { ...SR, winLength: 192 });
  const [lags, frames] = T.shape;
  const tempi = tempoFrequencies(lags, SR);
  const rows = Array.from({ length: 120 }, (_, i) => 40 + (i * 200) / 120); // equal steps of tempo instead of lag
  const data = new Float64Array(rows.length * frames);
  for (const [i, bpm] of rows.entries()) {
    const lag = tempi.findIndex((v) => v <= bpm);
    for (let t = 0; t < frames; t++) data[t * rows.length + i] = Math.max(T.get(lag, t), T.get(lag - 1, t));
  }
  const picture = heatmap({ data, shape: [rows.length, frames], stride: [1, rows.length], offset: 0 }, { width: 640, height: 240 });
  writeFileSync(file, await encodePng(picture));
}

/** Beats every 60 / bpm seconds. */
function grid(bpm, first) {
  const times = [];
  for (let t = first; t < 29.95; t += 60 / bpm) times.push(t);
  return times;
}

const nearest = (times, t) => times.reduce((best, v) => (Math.abs(v - t) < Math.abs(best - t) ? v : best), Infinity);

console.log(
  'Click tracks of 30 s that begin at 0 and at 0.3 s; error of the tempo, mean of the signed times of beats, beats of those there are:\n',
);
head(['clicks a minute', '`beatTrack`: tempo', 'times, ms', 'beats', "`compat: 'librosa'`: tempo", 'times, ms', 'beats']);
const worst = { ours: 0, bias: 0, lost: 0, theirs: 0 };
for (let bpm = 60; bpm <= 180; bpm += 10) {
  const cells = [String(bpm)];
  for (const options of [SR, LIKE]) {
    let off = 0;
    let found = 0;
    let all = 0;
    const errors = [];
    for (const first of [0, 0.3]) {
      const times = grid(bpm, first);
      const { tempo: heard, beats } = beatTrack(clicks({ ...SR, times, length: 30 * RATE }), { ...options, units: 'time' });
      if (Math.abs(heard / bpm - 1) > Math.abs(off)) off = heard / bpm - 1;
      for (const t of beats) if (Math.abs(t - nearest(times, t)) < 0.07) errors.push(t - nearest(times, t));
      found += times.filter((t) => Math.abs(nearest([...beats], t) - t) < 0.07).length;
      all += times.length;
    }
    if (options === SR) {
      worst.ours = Math.max(worst.ours, Math.abs(off));
      worst.bias = Math.max(worst.bias, Math.abs(mean(errors)));
      worst.lost += all - found;
    } else worst.theirs = Math.max(worst.theirs, Math.abs(off));
    cells.push(`${off < 0 ? '−' : '+'}${(100 * Math.abs(off)).toFixed(2)} %`, ms(mean(errors)), `${found} / ${all}`);
  }
  row(cells);
}
console.log(
  `\nWorst: ${(100 * worst.ours).toFixed(3)} % and ${ms(worst.bias)} ms, ${worst.lost} beats lost; librosa ${(100 * worst.theirs).toFixed(1)} %.\n`,
);

console.log('39 clicks 0.25 to 0.75 s apart, 10 times with other gaps; onsets that are found, and the times of those:\n');
head(['', 'found', 'more than there are', 'mean, ms', 'standard deviation, ms', 'largest, ms']);
const sounds = {
  'clicks of 1 kHz': (times) => clicks({ ...SR, times }),
  'clicks of 220 Hz, 0.2 s long': (times) => clicks({ ...SR, times, clickFreq: 220, clickDuration: 0.2 }),
  'clicks of 1 kHz, noise 20 dB below their peaks': (times) => {
    const random = createRandom(7);
    return clicks({ ...SR, times }).map((v) => v + 0.1 * random());
  },
};
const ways = {
  '`onsetDetect`': (y) => onsetDetect(y, { ...SR, units: 'time' }),
  "`compat: 'librosa'`": (y) => onsetDetect(y, { ...LIKE, units: 'time' }),
  "`compat: 'librosa'`, `backtrack`": (y) => onsetDetect(y, { ...LIKE, units: 'time', backtrack: true }),
};
for (const [sound, make] of Object.entries(sounds)) {
  for (const [way, detect] of Object.entries(ways)) {
    const errors = [];
    let more = 0;
    for (let seed = 1; seed <= 10; seed++) {
      const uniform = createUniform(seed);
      let t = 0.2;
      const times = Array.from({ length: 39 }, () => (t += 0.25 + 0.5 * uniform()));
      const found = [...detect(make(times))];
      for (const time of times) {
        const near = nearest(found, time);
        if (Math.abs(near - time) < 0.05) errors.push(near - time);
      }
      more += found.filter((v) => Math.abs(v - nearest(times, v)) >= 0.05).length;
    }
    row([
      `${way}, ${sound}`,
      `${errors.length} / 390`,
      more,
      ms(mean(errors)),
      ms(deviation(errors)),
      ms(Math.max(...errors.map(Math.abs))),
    ]);
  }
}

const folder = process.env.AUDIOLAB_LIBROSA_EXAMPLES;
const python = process.env.AUDIOLAB_PYTHON;
if (!folder || !existsSync(folder) || !python) {
  console.log('\nRecordings left out: set AUDIOLAB_LIBROSA_EXAMPLES to their folder and AUDIOLAB_PYTHON to a Python with librosa.');
} else recordings();

function recordings() {
  const files = {
    'Vibe Ace': 'Kevin_MacLeod_-_Vibe_Ace.ogg',
    'Dance of the Sugar Plum Fairy': 'Kevin_MacLeod_-_P_I_Tchaikovsky_Dance_of_the_Sugar_Plum_Fairy.ogg',
    'Hungarian Dance No. 5': 'Hungarian_Dance_number_5_-_Allegro_in_F_sharp_minor_(string_orchestra).ogg',
    'trumpet loop': 'sorohanro_-_solo-trumpet-06.ogg',
    "Let's Go Fishin'": 'Karissa_Hobbs_-_Lets_Go_Fishin.ogg',
  };
  const script = [
    'import sys, json, librosa, numpy as np',
    'y, sr = librosa.load(sys.argv[1], sr=22050)',
    'y = y.astype(np.float64); y.tofile(sys.argv[2])',
    't, b = librosa.beat.beat_track(y=y, sr=sr, units="time")',
    'print(json.dumps(dict(tempo=float(librosa.feature.tempo(y=y, sr=sr)[0]), beat=float(t[0]), beats=b.tolist(), onsets=len(librosa.onset.onset_detect(y=y, sr=sr)))))',
  ].join('\n');
  const scratch = mkdtempSync(join(os.tmpdir(), 'audiolab-rhythm-'));
  console.log(
    '\nRecordings: tempo and beats of both, and how many of our beats have one of librosa’s within 70 ms, or half way between two:\n',
  );
  head([
    '',
    '`tempo`, librosa’s',
    '`beatTrack`: tempo, librosa’s',
    'beats, librosa’s',
    'together',
    'half way',
    'median of ours − librosa’s, ms',
    'onsets, librosa’s',
  ]);
  try {
    for (const [name, file] of Object.entries(files)) {
      const raw = join(scratch, 'y.f64');
      const { status, stdout, stderr } = spawnSync(python, ['-W', 'ignore', '-c', script, join(folder, file), raw], { encoding: 'utf8' });
      if (status !== 0) throw new Error(stderr);
      const theirs = JSON.parse(stdout);
      const y = readRaw(raw, Float64Array);
      const { tempo: heard, beats } = beatTrack(y, { ...SR, units: 'time' });
      const gaps = Array.from(beats, (t) => t - nearest(theirs.beats, t));
      const middles = theirs.beats.slice(1).map((t, i) => (t + theirs.beats[i]) / 2);
      const together = gaps.filter((d) => Math.abs(d) < 0.07).sort((a, b) => a - b);
      const between = [...beats].filter(
        (t) => Math.abs(t - nearest(theirs.beats, t)) >= 0.07 && Math.abs(t - nearest(middles, t)) < 0.07,
      ).length;

      row([
        name,
        `${tempo(y, SR).toFixed(2)}, ${theirs.tempo.toFixed(2)}`,
        `${heard.toFixed(2)}, ${theirs.beat.toFixed(2)}`,
        `${beats.length}, ${theirs.beats.length}`,
        together.length,
        between,
        together.length ? ms(together[together.length >> 1]) : '',
        `${onsetDetect(y, SR).length}, ${theirs.onsets}`,
      ]);
    }
  } finally {
    rmSync(scratch, { recursive: true });
  }
}
