/**
 * In processes of their own, where nothing else allocates: plans allocate nothing, and need the same memory for a signal of any length.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'audiolab-memory-'));
beforeAll(() =>
  build({
    entryPoints: [new URL('../../src/index.ts', import.meta.url).pathname],
    outfile: join(folder, 'audiolab.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  }),
);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs code that calls `say` with a number, and returns that. */
function ask(code: string): number {
  const file = join(folder, 'ask.mjs');
  writeFileSync(file, `import * as lib from './audiolab.mjs';\nconst say = (n) => process.stdout.write(String(n));\n${code}`);
  return Number(execFileSync(process.execPath, ['--expose-gc', file], { encoding: 'utf8' }));
}

/** Bytes of heap that one call allocates, garbage included. */
const HEAP_PER_CALL = `
const allocated = (calls, call) => {
  let least = Infinity; // what is above that, others allocated meanwhile
  for (let round = 0; round < 7; round++) {
    gc();
    const before = process.memoryUsage().heapUsed;
    for (let i = 0; i < calls; i++) call();
    least = Math.min(least, process.memoryUsage().heapUsed - before);
  }
  return least;
};
const heapPerCall = (call) => {
  for (let i = 0; i < 4000; i++) call(); // until compiled
  return (allocated(1000, call) - allocated(0, call)) / 1000;
};`;

const PLANS: Readonly<Record<string, string>> = {
  mfcc: 'const plan = lib.createMfcc({ sampleRate: 16000, nFft: 512, hopLength: 160, nMels: 40, nMfcc: 13 }); const width = 13;',
  'mfcc without topDb':
    'const plan = lib.createMfcc({ sampleRate: 16000, nFft: 400, hopLength: 160, nMels: 40, nMfcc: 13, topDb: null, padMode: "reflect" }); const width = 13;',
  melSpectrogram: 'const plan = lib.createMelSpectrogram({ sampleRate: 16000, nFft: 512, nMels: 40 }); const width = 40;',
  stft: 'const plan = lib.createStft({ nFft: 256 }); const width = 258;',
};

describe.each(Object.keys(PLANS))('%s', (name) => {
  test.each([
    ['auto', 'Float32Array'],
    ['js', 'Float32Array'],
    ['js', 'Float64Array'],
  ])('on engine %s allocates nothing for a %s', (engine, type) => {
    const bytes = ask(`${HEAP_PER_CALL}
      lib.setEngine('${engine}');
      ${PLANS[name]}
      const y = ${type}.from({ length: ${engine === 'js' ? 1000 : 4000} }, (_, n) => Math.sin(0.1 * n));
      const out = new ${type}(plan.frames(y.length) * width);
      say(heapPerCall(() => plan.processInto(out, y)));`);
    expect(Math.abs(bytes)).toBeLessThan(8); // the smallest object has more; what others allocate meanwhile depends on the version of Node
  });
});

describe('a long signal', () => {
  const settings = `sampleRate: 16000, nFft: 512, hopLength: 160, nMels: 40, nMfcc: 13`;
  const y = `const y = new Float32Array(16_000_000);
      for (let n = 0; n < 16000; n++) y[n] = Math.sin(0.01 * n * (n % 100));
      for (let n = 16000; n < y.length; n *= 2) y.copyWithin(n, 0, Math.min(n, y.length - n));`;

  test('needs no more memory than a short one, without topDb', () => {
    const grown = ask(`${y}
      const plan = lib.createMfcc({ ${settings}, topDb: null });
      const out = new Float32Array(13 * plan.frames(y.length));
      plan.processInto(out.subarray(0, 13 * plan.frames(16000)), y.subarray(0, 16000));
      const before = process.memoryUsage().external;
      plan.processInto(out, y);
      say(process.memoryUsage().external - before);`);
    expect(grown).toBeLessThan(1000);
  });

  test('needs what its levels take with topDb, and gives it back', () => {
    const grown = ask(`${y}
      const before = process.memoryUsage().external;
      const S = lib.mfcc(y, { ${settings} });
      const during = process.memoryUsage().external - before - S.data.byteLength;
      if (during > 18e6) throw new Error('takes ' + during); // 100,001 x 40 levels are 16 MB
      const wait = () => new Promise((resolve) => setTimeout(resolve, 20));
      for (let i = 0; i < 20; i++) { gc(); await wait(); }
      say(process.memoryUsage().external - before - S.data.byteLength);`);
    expect(grown).toBeLessThan(1e6);
  });

  test('of an hour needs less than 64 MB beyond input and output, with topDb and without', () => {
    const needed = ask(`
      const y = new Float32Array(3600 * 16000);
      for (let n = 0; n < 16000; n++) y[n] = Math.sin(0.01 * n * (n % 100));
      for (let n = 16000; n < y.length; n *= 2) y.copyWithin(n, 0, Math.min(n, y.length - n));
      const taken = () => process.memoryUsage().external + process.memoryUsage().heapUsed;
      const before = taken();
      const results = [lib.mfcc(y, { ${settings} }), lib.mfcc(y, { ${settings}, topDb: null })];
      if (results.some((S) => S.shape[1] !== 360_001)) throw new Error('not an hour');
      say(taken() - before - 2 * results[0].data.byteLength);`);
    expect(needed).toBeGreaterThan(40e6); // so that this test looks at the right number
    expect(needed).toBeLessThan(64e6);
  });

  test('needs no more than 50 MB with topDb', () => {
    const grown = ask(`${y}
      const before = process.memoryUsage().external;
      const S = lib.mfcc(y, { sampleRate: 16000, nFft: 64, hopLength: 16, nMels: 32, nMfcc: 2 }); // 1,000,001 x 32 levels would be 128 MB
      say(process.memoryUsage().external - before - S.data.byteLength);`);
    expect(grown).toBeGreaterThan(40e6); // so that this test looks at the right number
    expect(grown).toBeLessThan(52e6);
  });
});
