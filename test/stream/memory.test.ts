/**
 * In processes of their own, where nothing else allocates: pushInto allocates nothing, and an hour needs no more memory than a minute.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const folder = mkdtempSync(join(tmpdir(), 'audiolab-stream-'));
beforeAll(() =>
  build({
    stdin: {
      contents:
        "export * from './index.ts'; export { FrameCutter } from './stream/frame-cutter.ts'; export { createFeatureExtraction } from './pyaudioanalysis/index.ts';",
      resolveDir: new URL('../../src', import.meta.url).pathname,
    },
    outfile: join(folder, 'audiolab.mjs'),
    bundle: true,
    format: 'esm',
    platform: 'node',
    logLevel: 'error',
  }),
);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Runs code that calls `say` with a value, and returns that. */
function ask<R>(code: string): R {
  const file = join(folder, 'ask.mjs');
  writeFileSync(file, `import * as lib from './audiolab.mjs';\nconst say = (v) => process.stdout.write(JSON.stringify(v));\n${code}`);
  return JSON.parse(execFileSync(process.execPath, ['--expose-gc', file], { encoding: 'utf8' })) as R;
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

const SPEECH = `{ sampleRate: 16000, nFft: 512, hopLength: 160, nMels: 40, nMfcc: 13, padMode: 'reflect' }`;
/** Samples per push, and the stream. */
const STREAMS: Readonly<Record<string, readonly [samples: number, create: string]>> = {
  'mfcc, block by block': [128, `lib.createMfccStream(${SPEECH})`],
  mfcc: [4000, `lib.createMfccStream(${SPEECH})`],
  'mfcc in double precision': [1000, `lib.createMfccStream({ ...${SPEECH}, dtype: 'float64' })`],
  'mfcc in TypeScript': [1000, `(lib.setEngine('js'), lib.createMfccStream(${SPEECH}))`],
  melSpectrogram: [1000, `lib.createMelSpectrogramStream({ sampleRate: 16000, nFft: 512, nMels: 40 })`],
  yin: [1000, `lib.createYinStream({ sampleRate: 16000, fmin: 60, fmax: 500, frameLength: 1024 })`],
  spectrogram: [1000, `lib.createSpectrogramStream({ nFft: 512, hopLength: 600, center: false })`],
  stft: [1000, `lib.createStftStream({ nFft: 256 })`],
  featureExtraction: [
    180,
    `lib.createFeatureExtractionStream({ sampleRate: 8000, window: 180, step: 180, mean: 0, peak: 1, dtype: 'float64' })`,
  ],
  rms: [1000, `lib.createRmsStream({ frameLength: 256, hopLength: 100 })`],
  frames: [1000, `lib.createFrameStream({ frameLength: 256, hopLength: 100 })`],
};

test.each(Object.entries(STREAMS))('%s: pushInto allocates nothing', (_, [samples, create]) => {
  const bytes = ask<number>(`${HEAP_PER_CALL}
    const stream = ${create};
    const chunk = Float32Array.from({ length: ${samples} }, (_, n) => Math.sin(0.1 * n));
    const out = new (stream.options.dtype === 'float64' ? Float64Array : Float32Array)(stream.width * stream.framesAtMost(chunk.length));
    say(heapPerCall(() => stream.pushInto(out, chunk)));`);
  expect(Math.abs(bytes)).toBeLessThan(1);
});

test.each(['Float32Array', 'Float64Array'])('the plan of featureExtraction allocates nothing: %s', (type) => {
  const bytes = ask<number>(`${HEAP_PER_CALL}
    const plan = lib.createFeatureExtraction({ sampleRate: 8000, window: 180, step: 180 });
    const y = ${type}.from({ length: 400 }, (_, n) => Math.sin(0.1 * n));
    const out = new ${type}(plan.width * plan.frames(y.length));
    for (let i = 0; i < 8000; i++) plan.processInto(out, y); // its parts are small: until they are compiled, too
    say(heapPerCall(() => plan.processInto(out, y)));`);
  expect(Math.abs(bytes)).toBeLessThan(1);
});

test('counts of samples beyond 2^31 allocate nothing either', () => {
  const bytes = ask<number>(`${HEAP_PER_CALL}
    const { reset } = lib.FrameCutter.prototype;
    lib.FrameCutter.prototype.reset = function () {
      reset.call(this);
      const frames = 3e9; // so many came before
      Object.assign(this, { frames, samples: 2 * frames + 2 });
      Object.assign(this.queue, { end: 2 * frames + 2, size: 4 });
    };
    const stream = lib.createRmsStream({ frameLength: 4, hopLength: 2, center: false });
    const [chunk, out] = [new Float32Array(8).fill(1), new Float32Array(4)];
    if (stream.pushInto(out, chunk) !== 4 || stream.samplesIn !== 6e9 + 10 || out[3] !== 1) throw new Error('not where it should be');
    say(heapPerCall(() => stream.pushInto(out, chunk)));`);
  expect(Math.abs(bytes)).toBeLessThan(1);
});

describe('an hour of audio', () => {
  const hour = (block: number) => `
    const second = Float32Array.from({ length: 16000 }, (_, n) => Math.sin(0.01 * n * (n % 100)));
    const chunk = new Float32Array(${block});
    const out = new Float32Array(13 * 200);
    const needed = () => { const { heapUsed, external } = process.memoryUsage(); return heapUsed + external; };
    gc();
    const before = needed();
    let most = 0;
    const stream = lib.createMfccStream(${SPEECH});
    for (let at = 0, k = 0; at < 3600 * 16000; at += ${block}, k++) {
      chunk.set(second.subarray(at % (16001 - ${block}), (at % (16001 - ${block})) + ${block}));
      stream.pushInto(out, chunk);
      if (k % 200 === 0) most = Math.max(most, needed() - before);
    }
    stream.flushInto(out);
    say({ most: Math.max(most, needed() - before), frames: stream.framesOut, hours: stream.samplesIn / 16000 / 3600 });`;

  test.each([1024, 16_000])('needs less than 4 MB, garbage and all, %i samples at a time', (block) => {
    const { most, frames, hours } = ask<{ most: number; frames: number; hours: number }>(hour(block));
    expect(frames).toBe(360_001);
    expect(hours).toBe(1);
    expect(most).toBeLessThan(4e6);
    expect(most).toBeGreaterThan(2.5e5); // the room of the kernels at least, so that this test looks at the right number
  });
});
