import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import * as dsp from '../../src/index.js';
import { heatmap } from '../../src/plot/index.js';
import { picture } from '../../scripts/constant-q.mjs';
import { decodePng } from '../plot/decode-png.js';

const ROOT = new URL('../../', import.meta.url).pathname;

describe('the page "Constant-Q transforms"', () => {
  test('its picture is what the library draws', () => {
    const { pixels, width, height } = decodePng(readFileSync(join(ROOT, 'docs/images/constant-q.png')));
    const now = picture({ ...dsp, heatmap });
    expect([width, height]).toEqual([now.width, now.height]);
    const worst = now.pixels.reduce((most: number, v: number, i: number) => Math.max(most, Math.abs(v - pixels[i]!)), 0);
    expect(worst).toBeLessThan(16); // a level on the edge between two colours may fall to either side on another machine
    expect(readFileSync(join(ROOT, 'docs/constant-q.md'), 'utf8')).toContain('](images/constant-q.png)');
  });
});
