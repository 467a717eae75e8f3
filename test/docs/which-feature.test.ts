import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import * as dsp from '../../src/index.js';
import { heatmap } from '../../src/plot/index.js';
import { decodePng } from '../plot/decode-png.js';
import { pictures } from '../../scripts/which-feature-pictures.mjs';

const docs = new URL('../../docs/', import.meta.url);
const page = readFileSync(new URL('which-feature.md', docs), 'utf8');

describe('the page "Which feature for which question"', () => {
  test.each(Object.entries(pictures({ ...dsp, heatmap })))('its picture %s is what the function hears', (name, now) => {
    const { pixels, width, height } = decodePng(readFileSync(new URL(`images/which-feature/${name}.png`, docs)));
    expect([width, height]).toEqual([now.width, now.height]);
    const off = now.pixels.reduce((count: number, v: number, i: number) => count + Number(Math.abs(v - pixels[i]!) > 16), 0);
    expect(off).toBeLessThan(now.pixels.length / 100); // a level on the edge between two colours may fall to either side on another machine
    expect(page).toContain(`(images/which-feature/${name}.png)`);
  });

  test('the functions that it names exist', () => {
    const named = [...page.matchAll(/`([a-z][a-zA-Z0-9]+)`/g)].map((m) => m[1]!);
    expect(named.length).toBeGreaterThan(40);
    expect(named.filter((name) => !(name in dsp) && !['onWarning', 'identify', 'heatmap'].includes(name))).toEqual([]);
  });
});
