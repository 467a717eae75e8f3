import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as dsp from '../../src/index.js';
import { heatmap } from '../../src/plot/index.js';
import { decodePng } from '../plot/decode-png.js';
import { DIALECTS, picture, table } from '../../scripts/which-mfcc-table.mjs';

const ROOT = new URL('../../', import.meta.url).pathname;
const speech = dsp.decodeWav(readFileSync(join(ROOT, 'examples/audio/speech.wav')));
const page = readFileSync(join(ROOT, 'docs/which-mfcc.md'), 'utf8');

describe('the page "Which MFCC is this?"', () => {
  test('its table is what the presets say', () => {
    expect(page, 'run node scripts/which-mfcc.mjs').toContain(`\n${table(dsp, speech)}\n`);
    expect(Object.keys(DIALECTS)).toEqual(expect.arrayContaining(Object.keys(dsp.presets)));
  });

  test.each(Object.keys(DIALECTS))('its picture of %s is what the preset hears', (preset) => {
    const { pixels, width, height } = decodePng(readFileSync(join(ROOT, `docs/images/which-mfcc/${preset}.png`)));
    const now = picture({ ...dsp, heatmap }, speech, preset);
    expect([width, height]).toEqual([now.width, now.height]);
    const worst = now.pixels.reduce((most: number, v: number, i: number) => Math.max(most, Math.abs(v - pixels[i]!)), 0);
    expect(worst).toBeLessThan(16); // a level on the edge between two colours may fall to either side on another machine
    if (preset !== 'librosa-1.0') expect(page).toContain(`(images/which-mfcc/${preset}.png)`);
  });
});
