/**
 * Makes the picture of docs/constant-q.md: a scale and a chord, as a constant-Q transform and as a chromagram. After `npm run build`:
 *   node scripts/constant-q.mjs
 * test/docs/constant-q.test.ts holds the file to what the library draws.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './prepare.mjs';

const RATE = 22050;
/** C major from C3 to C5, then its chord. */
const NOTES = [48, 50, 52, 53, 55, 57, 59, 60, 62, 64, 65, 67, 69, 71, 72].map((note) => [note]).concat([[48, 52, 55, 60]]);

/** Notes of six harmonics, 0.3 s each; the chord is held. */
function scale() {
  const length = 0.3 * RATE;
  const y = new Float64Array((NOTES.length + 3) * length);
  for (const [i, chord] of NOTES.entries()) {
    const samples = chord.length > 1 ? 4 * length : length;
    for (const note of chord) {
      const step = (2 * Math.PI * 440 * 2 ** ((note - 69) / 12)) / RATE;
      for (let n = 0; n < samples; n++) {
        const envelope = Math.min(1, n / 400, (samples - n) / 400) * Math.exp((-1.5 * n) / samples);
        for (let k = 1; k <= 6; k++) y[i * length + n] += (0.1 * envelope * Math.sin(k * step * n)) / k;
      }
    }
  }
  return y;
}

/** The transform above, in dB down to -60, and the chromagram below it. */
export function picture({ cqt, chromaCqt, magphase, amplitudeToDb, heatmap }) {
  const y = scale();
  const options = { sampleRate: RATE, hopLength: 256 };
  const values = cqt(y, { ...options, binsPerOctave: 24, nBins: 144, fmin: 65.40639132514966 });
  const levels = amplitudeToDb(magphase(values).magnitude, { ref: Math.max, topDb: 60 });
  const chroma = chromaCqt(y, { ...options, tuning: 0 });
  const [above, below] = [heatmap(levels, { width: 480, height: 288 }), heatmap(chroma, { width: 480, height: 96, min: 0, max: 1 })];
  const gap = new Uint8Array(3 * 480 * 6).fill(255);
  return { width: 480, height: 390, pixels: Uint8Array.from([...above.pixels, ...gap, ...below.pixels]) };
}

if (process.argv[1] === import.meta.filename) {
  const dsp = await import('../dist/index.js');
  const { encodePng, heatmap } = await import('../dist/plot.js');
  writeFileSync(join(ROOT, 'docs/images/constant-q.png'), await encodePng(picture({ ...dsp, heatmap })));
}
