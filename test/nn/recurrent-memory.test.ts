/**
 * In processes of their own, where nothing else allocates: live input through a recurrent layer allocates nothing.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'audiolab-memory-'));
beforeAll(() =>
  build({
    stdin: {
      contents: `export { lstm, gru, simpleRnn, tensor } from './src/nn/index.js'; export { setEngine } from './src/simd/engine.js';`,
      resolveDir: new URL('../../', import.meta.url).pathname,
    },
    outfile: join(folder, 'audiolab.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  }),
);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const LAYERS: Readonly<Record<string, string>> = {
  lstm: 'lib.lstm({ units: 64 })',
  'lstm with peepholes and projection': 'lib.lstm({ units: 64, peepholes: true, projection: 20 })',
  gru: 'lib.gru({ units: 64 })',
  'gru, reset before': 'lib.gru({ units: 64, resetAfter: false })',
  simpleRnn: 'lib.simpleRnn({ units: 64 })',
};

test.each(
  Object.keys(LAYERS).flatMap((name) =>
    [
      ['auto', 'Float32Array'],
      ['js', 'Float32Array'],
      ['js', 'Float64Array'],
    ].map(([engine, type]) => [name, engine, type] as const),
  ),
)('%s on engine %s allocates nothing for frames of a %s', (name, engine, type) => {
  const file = join(folder, 'ask.mjs');
  writeFileSync(
    file,
    `import * as lib from './audiolab.mjs';
    lib.setEngine('${engine}');
    const layer = ${LAYERS[name]!};
    layer.call(lib.tensor(new ${type}(40), [1, 1, 40]));
    const frame = ${type}.from({ length: 40 }, (_, n) => Math.sin(n));
    const allocated = (calls) => {
      let least = Infinity; // what is above that, others allocated meanwhile
      for (let round = 0; round < 7; round++) {
        gc();
        const before = process.memoryUsage().heapUsed;
        for (let i = 0; i < calls; i++) layer.step(frame);
        least = Math.min(least, process.memoryUsage().heapUsed - before);
      }
      return least;
    };
    for (let i = 0; i < 4000; i++) layer.step(frame); // until compiled
    process.stdout.write(String((allocated(1000) - allocated(0)) / 1000));`,
  );
  const bytes = Number(execFileSync(process.execPath, ['--expose-gc', file], { encoding: 'utf8' }));
  expect(Math.abs(bytes)).toBeLessThan(8); // the smallest object has more
});
