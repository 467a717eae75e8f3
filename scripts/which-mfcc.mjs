/**
 * Writes the table and the pictures of docs/which-mfcc.md: examples/audio/speech.wav as every preset hears it. After `npm run build`:
 *   node scripts/which-mfcc.mjs
 * test/docs/which-mfcc.test.ts holds the page to what the presets say.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as dsp from '../dist/index.js';
import { encodePng, heatmap } from '../dist/plot.js';
import { ROOT } from './prepare.mjs';
import { DIALECTS, picture, table } from './which-mfcc-table.mjs';

const page = join(ROOT, 'docs/which-mfcc.md');
const images = join(ROOT, 'docs/images/which-mfcc');
const speech = dsp.decodeWav(readFileSync(join(ROOT, 'examples/audio/speech.wav')));
const text = readFileSync(page, 'utf8');
const marked = /(<!-- table: .*? -->\n)[\s\S]*?(\n<!-- \/table -->)/;
writeFileSync(
  page,
  text.replace(marked, (_, before, after) => `${before}\n${table(dsp, speech)}\n${after}`),
);
mkdirSync(images, { recursive: true });
for (const preset of Object.keys(DIALECTS)) {
  writeFileSync(join(images, `${preset}.png`), await encodePng(picture({ ...dsp, heatmap }, speech, preset)));
}
