// What pitch trackers are worth where the truth is known: this library's default, its `compat: 'librosa'`, and what was measured of librosa 0.11.
// `npm run build && node benchmarks/quality/pitch.mjs` prints tables in Markdown; under ten seconds, nothing is timed. With the name of a file as its
// argument it draws the picture of docs/pitch.md instead.
import { writeFileSync } from 'node:fs';
import { mpm, pyin, yin } from '../../dist/index.js';
import { encodePng, scatter } from '../../dist/plot.js';
import { createRandom } from './random.mjs';

const RATE = 22050;
const WIDE = { sampleRate: RATE, fmin: 50, fmax: 2093 };
const LIKE = { ...WIDE, compat: 'librosa' };

/** A second of a tone with five harmonics that fall as 1 / k. */
const harmonic = (hz) =>
  Float64Array.from({ length: RATE }, (_, n) =>
    [1, 2, 3, 4, 5].reduce((sum, k) => sum + Math.sin((2 * Math.PI * hz * k * n) / RATE) / k, 0),
  );

/** Median error in cents of the frames whose samples all lie in the signal. */
function cents(f0, hz) {
  const errors = Array.from(f0, (v) => 1200 * Math.log2(v / hz))
    .slice(3, -3)
    .sort((a, b) => a - b);
  return errors[errors.length >> 1];
}

const say = (v) => (v >= 0 ? '+' : '') + v.toFixed(Math.abs(v) < 0.1 ? 3 : 1);
const row = (cells) => console.log(`| ${cells.join(' | ')} |`);
const head = (cells) => {
  row(cells);
  row(cells.map(() => '---'));
};

if (process.argv[2]) {
  await draw(process.argv[2]);
  process.exit();
}

/** How far tones of all pitches are off. */
async function draw(file) {
  const points = [];
  const labels = [];
  for (let octave = 0; octave < 5.05; octave += 1 / 25.3) {
    const hz = 55 * 2 ** octave;
    const y = harmonic(hz).subarray(0, RATE / 3);
    const found = { 'pyin as librosa': pyin(y, LIKE).f0, 'yin as librosa': yin(y, LIKE), 'yin and pyin': yin(y, WIDE) };
    for (const [name, f0] of Object.entries(found)) {
      points.push(octave, Math.max(-6, Math.min(6, cents(f0, hz))));
      labels.push(name);
    }
  }
  const plot = scatter(
    { data: Float64Array.from(points), shape: [labels.length, 2], stride: [2, 1], offset: 0 },
    { labels, width: 640, height: 320, xLabel: 'pitch, octaves above 55 Hz', yLabel: 'error, cents' },
  );
  writeFileSync(file, await encodePng(plot));
}

const known = { 65.4: ['+2.4', '+0.64'], 220: ['+0.7', '+0.64'], 440: ['+0.7', '+0.64'], 880: ['+1.6', '+0.64'], 1760: ['', '-1200'] };
console.log('Tones with five harmonics, median error in cents:\n');
head([
  'Hz',
  '`yin`',
  '`pyin`',
  '`mpm`',
  "`yin`, `compat: 'librosa'`",
  "`pyin`, `compat: 'librosa'`",
  'librosa 0.11 as measured: yin, pyin',
]);
for (const hz of [55, 65.4, 110, 220, 440, 880, 1318.5, 1760]) {
  const y = harmonic(hz);
  const found = [yin(y, WIDE), pyin(y, WIDE).f0, mpm(y, WIDE).f0, yin(y, LIKE), pyin(y, LIKE).f0].map((f0) => say(cents(f0, hz)));
  row([hz, ...found, (known[hz] ?? []).filter(Boolean).join(', ')]);
}

const share = (flags) => `${((100 * flags.reduce((a, b) => a + b, 0)) / flags.length).toFixed(0)} %`;
const length = 10 * RATE;
const normal = createRandom(1);
const white = Float64Array.from({ length }, normal);
let last = 0;
const red = white.map((v) => (last = 0.9 * last + v));
const sounds = {
  silence: new Float64Array(length),
  'white noise': white,
  'red noise': red,
  'a tone of 220 Hz': Float64Array.from({ length }, (_, n) => Math.sin((2 * Math.PI * 220 * n) / RATE)),
  'the same in noise 10 dB below': white.map((v, n) => Math.sin((2 * Math.PI * 220 * n) / RATE) + v * Math.sqrt(0.05)),
};
console.log('\nFrames that are called voiced:\n');
head(['sound, 10 s', '`pyin`', '`mpm`', "`pyin`, `compat: 'librosa'`"]);
for (const [name, y] of Object.entries(sounds))
  row([name, ...[pyin(y, WIDE), mpm(y, WIDE), pyin(y, LIKE)].map((r) => share(r.voicedFlag))]);

/** A pitch that swings by a fifth each way, `rate` times a second, in noise 30 dB below. */
function swing(rate) {
  const hz = (n) => 300 * 2 ** ((7 / 12) * Math.sin((2 * Math.PI * rate * n) / RATE));
  let phase = 0;
  const y = white.map((v, n) => {
    phase += (2 * Math.PI * hz(n)) / RATE;
    return [1, 2, 3, 4, 5].reduce((sum, k) => sum + Math.sin(k * phase) / k, 0.03 * v);
  });
  return { y, hz };
}

console.log('\nMean distance in cents from a pitch that swings by a fifth each way:\n');
head(['swings a second', '`yin`', '`pyin`', '`mpm`', "`yin`, `compat: 'librosa'`", "`pyin`, `compat: 'librosa'`"]);
for (const rate of [0.25, 0.5, 1, 2]) {
  const { y, hz } = swing(rate);
  const away = (f0) => {
    const errors = Array.from(f0, (v, t) => 1200 * Math.abs(Math.log2(v / hz(512 * t)))).slice(3, -3);
    const heard = errors.filter((v) => v >= 0);
    const lost = errors.length - heard.length;
    return (heard.reduce((a, b) => a + b, 0) / heard.length).toFixed(1) + (lost > 0 ? ` (${lost} of ${errors.length} unvoiced)` : '');
  };
  row([rate, ...[yin(y, WIDE), pyin(y, WIDE).f0, mpm(y, WIDE).f0, yin(y, LIKE), pyin(y, LIKE).f0].map(away)]);
}
