/**
 * Writes the pictures of docs/which-feature.md. After `npm run build`:
 *   node scripts/which-feature.mjs
 * test/docs/which-feature.test.ts holds them to what the functions say.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as dsp from '../dist/index.js';
import { encodePng, heatmap } from '../dist/plot.js';
import { ROOT } from './prepare.mjs';
import { pictures } from './which-feature-pictures.mjs';

const images = join(ROOT, 'docs/images/which-feature');
mkdirSync(images, { recursive: true });
for (const [name, image] of Object.entries(pictures({ ...dsp, heatmap })))
  writeFileSync(join(images, `${name}.png`), await encodePng(image));
