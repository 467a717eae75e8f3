import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ParameterError } from '../../src/core/errors.js';
import { nd } from '../../src/core/nd.js';
import { encodePng, scatter, type ScatterOptions, type ScatterPlot } from '../../src/plot/index.js';
import { markerOf, MOST_CLASSES } from '../../src/plot/palette.js';
import { axisOf, spanOf } from '../../src/plot/ticks.js';
import { decodePng } from './decode-png.js';

const points = nd(Float64Array.of(0, 0, 10, 5, 5, 10, 2, 8), [4, 2]);
const labels = ['b', 'a', 'b', 'c'];
const colourAt = ({ pixels, width }: ScatterPlot, x: number, y: number): string =>
  `#${[...pixels.subarray(3 * (y * width + x), 3 * (y * width + x) + 3)].map((c) => c.toString(16).padStart(2, '0')).join('')}`;

const hashOf = ({ pixels, svg }: ScatterPlot): string => createHash('sha256').update(pixels).update(svg).digest('hex');

/** Attributes of all elements of a kind, with those of the group around. A strict reader: what is not well-formed is an error. */
function elements(svg: string, kind: string): Record<string, string>[] {
  const open: { name: string; attributes: Record<string, string> }[] = [];
  const found: Record<string, string>[] = [];
  const rest = svg.replace(/<(\/?)([a-z]+)((?: [A-Za-z-]+="[^"<&]*")*)(\/?)>|[^<>]+/g, (whole, end, name, list, closed) => {
    if (name === undefined) {
      if (whole.trim()) found.at(-1)!['text'] = whole;
      return '';
    }
    if (end) {
      expect(open.pop()!.name).toBe(name);
      return '';
    }
    const own = Object.fromEntries([...(list as string).matchAll(/([A-Za-z-]+)="([^"]*)"/g)].map((m) => [m[1]!, m[2]!]));
    if (name === kind || kind === '*') found.push({ ...open.at(-1)?.attributes, ...own, element: name as string });
    if (!closed) open.push({ name: name as string, attributes: own });
    return '';
  });
  expect([rest, open]).toEqual(['', []]);
  return found;
}

describe('scatter', () => {
  const plot = scatter(points, { labels, width: 300, height: 200, title: 'Voices', xLabel: 'first', yLabel: 'second' });
  const circles = elements(plot.svg, 'circle');

  test('every point and every class of the legend is a marker of its colour, in the picture as in the SVG', () => {
    expect(circles.map(({ fill }) => fill)).toEqual(
      ['a', 'a', 'b', 'b', 'b', 'c', 'c'].map((c) => ['#0072b2', '#e69f00', '#009e73']['abc'.indexOf(c)]),
    );
    expect([plot.width, plot.height, plot.pixels.length]).toEqual([300, 200, 3 * 300 * 200]);
    for (const { cx, cy, fill } of circles) expect(colourAt(plot, Math.floor(Number(cx)), Math.floor(Number(cy)))).toBe(fill);
    expect(colourAt(plot, 0, 0)).toBe('#ffffff');
  });

  test('points lie where the ticks say', () => {
    const texts = elements(plot.svg, 'text');
    const named = (align: string) => texts.filter((t) => t['text-anchor'] === align && /^-?[\d.]+$/.test(t['text']!));
    const across = named('middle').map((t) => [Number(t['text']), Number(t['x'])]) as [number, number][];
    const up = named('end').map((t) => [Number(t['text']), Number(t['y']) - 4]) as [number, number][];
    expect(across.length).toBeGreaterThan(2);
    expect(up.length).toBeGreaterThan(2);
    const at = (ticks: [number, number][], v: number): number => {
      const [[v0, p0], [v1, p1]] = [ticks[0]!, ticks.at(-1)!];
      return p0 + ((v - v0) / (v1 - v0)) * (p1 - p0);
    };
    const drawn = circles.map(({ cx, cy }) => [Number(cx), Number(cy)] as const);
    for (let i = 0; i < 4; i++) {
      const [x, y] = [at(across, points.get(i, 0)), at(up, points.get(i, 1))];
      expect(drawn.some(([cx, cy]) => Math.abs(cx - x) < 1.5 && Math.abs(cy - y) < 1.5)).toBe(true); // ticks are on whole pixels
    }
    expect(texts.map((t) => t['text'])).toEqual(expect.arrayContaining(['Voices', 'first', 'second', 'a', 'b', 'c']));
  });

  test('equal aspect: a unit is as long to the right as upwards', () => {
    const flat = nd(Float64Array.of(0, 0, 100, 0, 0, 3), [3, 2]);
    for (const [aspect, same] of [
      ['equal', true],
      ['auto', false],
    ] as const) {
      const [a, b, c] = elements(scatter(flat, { aspect }).svg, 'circle').map(({ cx, cy }) => [Number(cx), Number(cy)]) as [
        number,
        number,
      ][];
      const [right, up] = [(b![0] - a![0]) / 100, (a![1] - c![1]) / 3];
      expect(Math.abs(right / up - 1) < 0.01).toBe(same);
    }
  });

  test('thirty classes look different', () => {
    const many = nd(
      Float64Array.from({ length: 60 }, (_, i) => (i * i) % 17),
      [30, 2],
    );
    const all = elements(scatter(many, { labels: [...Array(30).keys()], height: 640 }).svg, '*');
    const shapes = all.filter(
      ({ element, fill, width }) => ['circle', 'path'].includes(element!) || (element === 'rect' && fill !== '#808080' && width === '5'),
    );
    expect(shapes.length).toBe(60);
    expect(new Set(Array.from({ length: MOST_CLASSES }, (_, k) => JSON.stringify(markerOf(k)))).size).toBe(30);
  });

  test('shows on pages of any policy: no styles, no scripts, nothing from elsewhere, text escaped', () => {
    const { svg } = scatter(points, { labels: ['<b>', '&', '"\u0000', '<b>'], title: '</text><script>alert(1)</script>' });
    expect(svg).not.toMatch(/<script|<style|style=|href|onload|\0/);
    expect(elements(svg, 'text').map((t) => t['text'])).toEqual(
      expect.arrayContaining(['&lt;b&gt;', '&amp;', '&quot;\ufffd', '&lt;/text&gt;&lt;script&gt;alert(1)&lt;/script&gt;']),
    );
  });

  test('the same bytes everywhere, as a PNG of few colours', async () => {
    const png = await encodePng(plot);
    const decoded = decodePng(png);
    expect([decoded.width, decoded.height, decoded.colourType]).toEqual([300, 200, 3]);
    expect(Buffer.compare(decoded.pixels, plot.pixels)).toBe(0);
    expect(hashOf(plot)).toBe('20f80a6722dc6f3e3e9ca1c2b5fe2b5bd0c6a46a3672f9fbd882609f6ae5464a');
  });

  test('precision, memory order and offset make no difference', () => {
    const single = nd(Float32Array.from(points.data), [4, 2]);
    const columns = nd(Float64Array.of(NaN, 0, 10, 5, 2, 0, 5, 10, 8), [4, 2], [1, 4], 1);
    const want = hashOf(scatter(points, { labels }));
    expect(hashOf(scatter(single, { labels }))).toBe(want);
    expect(hashOf(scatter(columns, { labels }))).toBe(want);
  });

  test('any points are drawn inside the frame', () => {
    const value = fc.oneof(fc.double({ min: -1e300, max: 1e300, noNaN: true }), fc.constantFrom(0, 1, 1 + 2 ** -52, 5e-324, -1e300, 1e300));
    fc.assert(
      fc.property(
        fc.array(fc.tuple(value, value), { minLength: 1, maxLength: 6 }),
        fc.constantFrom('auto', 'equal' as const),
        (list, aspect) => {
          const { svg } = scatter(nd(Float64Array.from(list.flat()), [list.length, 2]), { width: 500, height: 150, aspect });
          expect(svg).not.toMatch(/NaN|Infinity/);
          const drawn = elements(svg, 'circle');
          expect(drawn.length).toBe(list.length);
          for (const { cx, cy } of drawn) {
            expect(Number(cx)).toBeGreaterThan(0);
            expect(Number(cx)).toBeLessThan(500);
            expect(Number(cy)).toBeGreaterThan(0);
            expect(Number(cy)).toBeLessThan(150);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test.each<[ScatterOptions, string]>([
    [{ width: 0 }, 'scatter: "width" must be an integer in [1, 65535], got 0'],
    [{ radius: 0.1 }, 'scatter: "radius" must be a finite number in [0.5, 100], got 0.1'],
    [{ aspect: 'square' as 'equal' }, 'scatter: "aspect" must be one of "auto", "equal", got "square"'],
    [{ labels: [1, 2] }, 'scatter: "labels" must have one entry for each of "points", that is 4, got 2'],
    [{ width: 60 }, 'scatter: "width" and "height" leave no room for the plot beside its texts, got 60 x 400'],
    [{ labels: [1, 2, 3, 4], height: 60 }, 'scatter: "width" and "height" leave no room for the plot beside its texts, got 480 x 60'],
    [{ label: labels } as object, 'scatter: "label" is not an option; did you mean "labels"?'],
  ])('refuses %o', (options, message) => {
    const call = () => scatter(points, options);
    expect(call).toThrow(ParameterError);
    expect(call).toThrow(message);
  });

  test('refuses what are no points in a plane', () => {
    expect(() => scatter(nd(new Float64Array(6), [2, 3]))).toThrow(
      'scatter: "points" must have shape [items, 2] and not be empty, got [2, 3]',
    );
    expect(() => scatter(nd(new Float64Array(0), [0, 2]))).toThrow(
      'scatter: "points" must have shape [items, 2] and not be empty, got [0, 2]',
    );
    expect(() => scatter(nd(Float64Array.of(0, 1, 2, NaN), [2, 2]))).toThrow('scatter: "points" must be finite, got NaN at item 1');
    expect(() => scatter(nd(Float64Array.of(0, 1, 1e301, 0), [2, 2]))).toThrow(
      'scatter: "points" must be in [-1e300, 1e300], got 1e+301 at item 1',
    );
    // @ts-expect-error the compiler refuses it too
    expect(() => scatter(new Float64Array(4))).toThrow('scatter: "points" must be an ndarray of floats, got a Float64Array');
    // @ts-expect-error the compiler refuses it too
    expect(() => scatter(points, { title: 7 })).toThrow('scatter: "title" must be a string, got 7');
    const many = nd(new Float64Array(62), [31, 2]);
    expect(() => scatter(many, { labels: [...Array(31).keys()] })).toThrow(
      'scatter: "labels" must have at most 30 classes to be told apart, got 31',
    );
  });
});

describe('ticks', () => {
  test.each([
    [[0, 1], 5, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [[-0.3, 0.31], 3, [-0.2, 0, 0.2]],
    [[-5, 12], 4, [-4, -2, 0, 2, 4, 6, 8, 10, 12]],
    [[1e-7, 4e-7], 3, [1e-7, 2e-7, 3e-7, 4e-7]],
    [[1e300, 3e300], 2, [1e300, 2e300, 3e300]],
  ] as [[number, number], number, number[]][])('of %o, at least %i: %o', (span, least, ticks) => {
    expect(axisOf(span, least).ticks).toEqual(ticks);
  });

  test('one value gets some room', () => {
    expect(spanOf([0])).toEqual([-0.5, 0.5]);
    expect(spanOf([4, 4])).toEqual([4 - 4e-9, 4 + 4e-9]);
  });
});
