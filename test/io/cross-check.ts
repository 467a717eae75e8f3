/**
 * Writes files of every kind that the library can write, for cross_check.py to read with libsndfile, scipy and numpy.
 * Not part of `npm test`: npx tsx test/io/cross-check.ts FOLDER && python test/io/cross_check.py FOLDER
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nd } from '../../src/core/nd.js';
import { createRandom } from '../../src/core/random.js';
import { encodeNpy, encodeWav } from '../../src/index.js';

const folder = process.argv[2];
if (!folder) throw new Error('usage: npx tsx test/io/cross-check.ts FOLDER');
mkdirSync(folder, { recursive: true });

const random = createRandom(1);
const frames = 3001;
for (const channels of [1, 2, 3, 6]) {
  // Multiples of 2^-7 are exact in every format
  const samples = Float64Array.from({ length: channels * frames }, () => Math.floor(random.uniform() * 256 - 128) / 128);
  const y = nd(samples, [channels, frames]);
  writeFileSync(join(folder, `${channels}.expected.npy`), encodeNpy(y));
  for (const bitDepth of [8, 16, 24, 32, '32f', '64f'] as const) {
    writeFileSync(join(folder, `${channels}.${bitDepth}.wav`), encodeWav(y, { sampleRate: 44100, bitDepth }));
  }
}

const numbers = Float64Array.from({ length: 120 }, (_, i) => i - 60);
for (const shape of [[120], [2, 60], [3, 4, 10], [2, 3, 4, 5], [60, 2]]) {
  for (const dtype of ['float32', 'float64', 'int16', 'int32', 'complex64', 'complex128'] as const) {
    if (dtype.startsWith('complex') && shape.at(-1) !== 2) continue;
    for (const fortranOrder of [false, true]) {
      for (const version of [1, 2] as const) {
        const name = `${shape.join('x')}.${dtype}.${fortranOrder ? 'F' : 'C'}.v${version}.npy`;
        writeFileSync(join(folder, name), encodeNpy(nd(numbers, shape), { dtype, fortranOrder, version }));
      }
    }
  }
}
