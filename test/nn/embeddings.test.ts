/**
 * The networks of `examples/embeddings/`, on made-up sequences: each way to train them puts together what belongs together.
 */
import { describe, expect, test, vi } from 'vitest';
import { createRandom } from '../../src/core/random.js';
import { nd, type NdArray } from '../../src/core/nd.js';

vi.mock('@audiolab/dsp', () => import('../../src/index.js')); // the example, on the sources
vi.mock('@audiolab/dsp/nn', () => import('../../src/nn/index.js'));
vi.mock('@audiolab/dsp/ml', () => import('../../src/ml/index.js'));

type Sequences = readonly NdArray<Float32Array>[];
interface Example {
  WAYS: Record<string, object>;
  trainEmbedding(
    way: string,
    sequences: Sequences,
    classes: ArrayLike<number>,
    options: object,
  ): Promise<(unseen: Sequences) => NdArray<Float32Array>>;
  verify(points: NdArray<Float32Array>, classes: ArrayLike<number>): { pairs: number; distance: number; cosine: number };
}
const FILE = '../../examples/embeddings/embeddings.mjs';
const { WAYS, trainEmbedding, verify } = (await import(FILE)) as Example;

/** Sequences of 4 to 9 frames whose first bin rises, falls or stays, in noise. */
function made(seed: number): { sequences: Sequences; classes: number[] } {
  const random = createRandom(seed);
  const classes = Array.from({ length: 60 }, (_, i) => i % 3);
  const sequences = classes.map((kind, i) => {
    const frames = 4 + (i % 6);
    const slope = [1, -1, 0][kind]!;
    const value = (bin: number, t: number): number => (bin ? 0 : slope * (t / (frames - 1) - 0.5)) + 0.1 * random.normal();
    return nd(
      Float32Array.from({ length: 2 * frames }, (_, k) => value(Math.floor(k / frames), k % frames)),
      [2, frames],
    );
  });
  return { sequences, classes };
}

describe('embeddings', () => {
  const [seen, unseen] = [made(1), made(2)];
  test.each(Object.keys(WAYS))('by %s', async (way) => {
    const embed = await trainEmbedding(way, seen.sequences, seen.classes, { units: 6, epochs: 60, seed: 1 });
    const points = embed(unseen.sequences);
    expect(points.shape).toEqual([60, 2]);
    expect(verify(points, unseen.classes).distance).toBeLessThan(0.1);
  });

  test('the same seed gives the same bytes', async () => {
    const run = () => trainEmbedding('softmax + center', seen.sequences, seen.classes, { units: 6, epochs: 3, seed: 1 });
    const [one, two] = [await run(), await run()];
    expect(one(unseen.sequences).data).toEqual(two(unseen.sequences).data);
  });

  test('pairs: the rate that counting gives', () => {
    const points = nd(Float32Array.of(0, 1, 0, 2, 3, 0, 4, 0), [4, 2]); // by angle all is right
    expect(verify(points, [0, 0, 1, 1])).toEqual({ pairs: 6, distance: 0, cosine: 0 });
    // same: cosines 0, 0; different: 1, 1, 0, 0. From (fpr 1/2, fnr 1) to (1, 0) the rates meet at 2/3
    expect(verify(points, [0, 1, 0, 1]).cosine).toBeCloseTo(2 / 3, 12);
  });
});
