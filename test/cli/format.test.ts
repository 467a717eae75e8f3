import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatNamed } from '../../src/cli/format.js';
import { type FeatureResult, type Result } from '../../src/cli/result.js';
import { nd, timeMajor, timeMajorComplex, toRowMajor } from '../../src/core/nd.js';
import { decodeNpy } from '../../src/io/decode-npy.js';
import { decodePng } from '../plot/decode-png.js';
import { flatten } from '../support/golden.js';

const values = timeMajor(Float64Array.of(1, 2, 3, 4, 5, 6), [], 2, 3); // frames (1, 2), (3, 4), (5, 6)
const feature = (more: Partial<FeatureResult> = {}): FeatureResult => ({
  kind: 'feature',
  file: 'a.wav',
  feature: 'mfcc',
  sampleRate: 8000,
  hopLength: 80,
  values,
  complex: false,
  columns: ['mfcc_0', 'mfcc_1'],
  picture: () => values,
  ...more,
});
const stereo = feature({ values: timeMajor(Float32Array.of(1, 2, 3, 4), [2], 1, 2), columns: ['x'] });
const complex = feature({
  feature: 'stft',
  values: timeMajorComplex(Float64Array.of(1, 2, 3, 4, 5, 6, 7, 8), [], 2, 2),
  complex: true,
  columns: ['re_0', 'im_0', 're_1', 'im_1'],
});
const info: Result = { kind: 'info', file: 'a.wav', fields: { sampleRate: 8000, warnings: 'odd, "very"' } };

/** What several results look like in one output. */
async function write(name: string, results: Result[], together = results.length > 1): Promise<Buffer> {
  const format = formatNamed(name)!;
  const pieces: (string | Uint8Array)[] = [];
  const [before, after] = (together && format.frame) || ['', ''];
  pieces.push(before);
  for (const [i, result] of results.entries()) for await (const piece of format.item(result, i, together)) pieces.push(piece);
  pieces.push(after);
  return Buffer.concat(pieces.map((piece) => Buffer.from(piece as string)));
}
const text = async (...args: Parameters<typeof write>) => (await write(...args)).toString();

describe('csv', () => {
  test('one row a frame under a header', async () => {
    expect(await text('csv', [feature()])).toBe('time,mfcc_0,mfcc_1\n0,1,2\n0.01,3,4\n0.02,5,6\n');
  });

  test('several files share one header', async () => {
    const rows = ['file,time,mfcc_0,mfcc_1', 'a.wav,0,1,2', 'a.wav,0.01,3,4', 'a.wav,0.02,5,6'];
    const b = ['"b,""1"".wav",0,1,2', '"b,""1"".wav",0.01,3,4', '"b,""1"".wav",0.02,5,6'];
    expect(await text('csv', [feature(), feature({ file: 'b,"1".wav' })])).toBe(`${[...rows, ...b].join('\n')}\n`);
  });

  test('channels and complex numbers', async () => {
    expect(await text('csv', [stereo])).toBe('channel,time,x\n0,0,1\n0,0.01,2\n1,0,3\n1,0.01,4\n');
    expect(await text('csv', [complex])).toBe('time,re_0,im_0,re_1,im_1\n0,1,2,3,4\n0.01,5,6,7,8\n');
  });

  test('info is one row a file', async () => {
    expect(await text('csv', [info, info])).toBe('file,sampleRate,warnings\na.wav,8000,"odd, ""very"""\na.wav,8000,"odd, ""very"""\n');
  });

  test('long tables come in pieces, and all of them', async () => {
    const long = feature({
      values: timeMajor(
        Float64Array.from({ length: 1001 }, (_, i) => i),
        [],
        1,
        1001,
      ),
      columns: ['x'],
    });
    const rows = (await text('csv', [long])).trimEnd().split('\n');
    expect(rows.length).toBe(1002);
    expect(rows.map((row) => row.split(',')[1]).slice(1)).toEqual(Array.from({ length: 1001 }, (_, i) => String(i)));
  });
});

describe('json', () => {
  const object = {
    file: 'a.wav',
    sampleRate: 8000,
    feature: 'mfcc',
    shape: [2, 3],
    hopLength: 80,
    data: [
      [1, 3, 5],
      [2, 4, 6],
    ],
  };

  test('data is nested as the shape says', async () => {
    expect(JSON.parse(await text('json', [feature()]))).toEqual(object);
    expect(JSON.parse(await text('json', [stereo]))).toMatchObject({ shape: [2, 1, 2], data: [[[1, 2]], [[3, 4]]] });
    expect(JSON.parse(await text('json', [complex]))).toMatchObject({
      shape: [2, 2, 2],
      data: [
        [
          [1, 2],
          [5, 6],
        ],
        [
          [3, 4],
          [7, 8],
        ],
      ],
    });
    expect(JSON.parse(await text('json', [feature({ feature: 'features' })]))).toMatchObject({ columns: ['mfcc_0', 'mfcc_1'] });
    expect(JSON.parse(await text('json', [info]))).toEqual({ file: 'a.wav', sampleRate: 8000, warnings: 'odd, "very"' });
  });

  test('any shape comes back', async () => {
    const size = fc.integer({ min: 1, max: 4 });
    await fc.assert(
      fc.asyncProperty(fc.array(size, { minLength: 2, maxLength: 4 }), async (shape) => {
        const data = Float64Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => i);
        const read = JSON.parse(await text('json', [feature({ values: nd(data, shape) })])) as { data: unknown[] };
        expect(read.data.flat(Infinity)).toEqual([...data]);
        const depth = (x: unknown): number[] => (Array.isArray(x) ? [x.length, ...depth(x[0])] : []);
        expect(depth(read.data)).toEqual(shape);
      }),
    );
  });

  test('several files are an array, or a line each', async () => {
    expect(JSON.parse(await text('json', [feature(), feature()]))).toEqual([object, object]);
    expect(JSON.parse(await text('json', [feature()], true))).toEqual([object]);
    const lines = (await text('ndjson', [feature(), info])).split('\n');
    expect(lines.length).toBe(3);
    expect(lines.slice(0, 2).map((line) => (JSON.parse(line) as { file: string }).file)).toEqual(['a.wav', 'a.wav']);
  });
});

describe('npy and png', () => {
  test('arrays as numpy sees them', async () => {
    const read = decodeNpy(await write('npy', [feature()]));
    expect(flatten(read)).toEqual({ shape: [2, 3], data: Float64Array.of(1, 3, 5, 2, 4, 6) });
    const bytes = await write('npy', [complex]);
    expect(bytes.toString('latin1', 10, 70)).toContain("{'descr': '<c16', 'fortran_order': False, 'shape': (2, 2), }");
    expect((await write('npy', [stereo])).toString('latin1', 10, 70)).toContain("'<f4', 'fortran_order': False, 'shape': (2, 1, 2)");
    expect(toRowMajor(complex.values)).toHaveLength(8);
  });

  test('whole pixels a cell, low bins at the bottom, channels one below the other', async () => {
    const picture = decodePng(await write('png', [feature()]));
    expect([picture.width, picture.height]).toEqual([900, 384]);
    expect([...picture.pixels.subarray(0, 3)]).not.toEqual([0, 0, 0]);
    expect([...picture.pixels.subarray(-3 * 900).subarray(0, 3)]).toEqual([0, 0, 0]); // the least value, at the lower left
    const two = decodePng(await write('png', [feature({ picture: () => timeMajor(Float64Array.of(0, 1, 1, 0), [2], 1, 2) })]));
    expect([two.width, two.height]).toEqual([900, 2 * 384 + 4]);
  });
});

test('unknown formats are nothing', () => {
  for (const name of ['', 'xlsx', 'toString', '__proto__']) expect(formatNamed(name)).toBeUndefined();
});
