/// <reference lib="dom" />
/**
 * Pages, workers and audio worklets with and without `'wasm-unsafe-eval'`: there the kernels compute, with Node's bits; here TypeScript
 * does, without a word.
 */
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Browser, chromium } from 'playwright';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type EngineInfo } from '../../src/index.js';
import { SIMD_FINGERPRINT } from '../support/simd-outputs.js';

const POLICIES = {
  strict: "default-src 'none'; script-src 'self'; worker-src 'self'",
  open: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; worker-src 'self'",
} as const;
type Policy = keyof typeof POLICIES;

/** What a place answers. */
interface Answer {
  before: EngineInfo;
  after: EngineInfo;
  /** Why `setEngine('simd')` refused, or ''. */
  refusal: string;
  hash: string;
  /** Of the same on TypeScript. */
  jsHash: string;
  /** MFCCs and a spectrum. */
  coefficients: number[];
  spectrum: number[];
  /** What the surroundings lack. */
  missing: string[];
}

/** Runs everything and calls `answer`; hashes are made where there is `crypto`. */
const COMPUTE = `
import { engine, mfcc, rfft, setEngine } from '../../src/index.js';
import { joinBytes, sha256, simdOutputs } from '../support/simd-outputs.js';
import { SOUND } from '../simd/everything.js';
export { sha256 };
export function compute() {
  const before = engine();
  const bytes = joinBytes(simdOutputs());
  const after = engine();
  const coefficients = [...mfcc(SOUND, { sampleRate: 16000 }).data];
  const spectrum = [...rfft(SOUND).data];
  let refusal = '';
  try { setEngine('simd'); } catch (error) { refusal = error.message; }
  setEngine('js');
  const jsBytes = joinBytes(simdOutputs());
  const missing = ['atob', 'fetch', 'TextDecoder', 'TextEncoder', 'performance', 'crypto'].filter((name) => !(name in globalThis));
  return { before, after, refusal, bytes, jsBytes, coefficients, spectrum, missing };
}
export const hashed = async ({ bytes, jsBytes, ...rest }) => ({ ...rest, hash: await sha256(bytes), jsHash: await sha256(jsBytes) });
`;
const SCRIPTS: Readonly<Record<string, string>> = {
  '/page.js': `
import { compute, hashed } from 'compute';
const place = new URL(location).searchParams.get('place');
async function ask() {
  if (place === 'page') return hashed(compute());
  if (place === 'worker') {
    const worker = new Worker('/worker.js?policy=' + new URL(location).searchParams.get('policy'), { type: 'module' });
    return new Promise((resolve, reject) => { worker.onmessage = (e) => resolve(e.data); worker.onerror = (e) => reject(new Error(e.message ?? 'no worker')); });
  }
  const context = new OfflineAudioContext(1, 128, 44100);
  await context.audioWorklet.addModule('/worklet.js');
  const node = new AudioWorkletNode(context, 'compute');
  const answer = new Promise((resolve, reject) => { node.port.onmessage = (e) => resolve(hashed(e.data)); node.onprocessorerror = () => reject(new Error('the processor failed')); });
  node.connect(context.destination);
  await context.startRendering();
  return answer;
}
ask().then((answer) => (window.answer = answer), (error) => (window.answer = { failed: String(error) }));
`,
  '/worker.js': `
import { compute, hashed } from 'compute';
hashed(compute()).then((answer) => postMessage(answer));
`,
  '/worklet.js': `
import { compute } from 'compute';
registerProcessor('compute', class extends AudioWorkletProcessor {
  process() {
    if (!this.done) this.port.postMessage(compute());
    this.done = true;
    return false;
  }
});
`,
};

let server: Server;
let browser: Browser;
const built: Record<string, string> = {};

beforeAll(async () => {
  const resolveDir = fileURLToPath(new URL('.', import.meta.url));
  for (const [name, contents] of Object.entries(SCRIPTS)) {
    const { outputFiles } = await build({
      stdin: { contents, resolveDir },
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'browser',
      plugins: [
        {
          name: 'compute',
          setup(b) {
            b.onResolve({ filter: /^compute$/ }, () => ({ path: 'compute', namespace: 'compute' }));
            b.onLoad({ filter: /./, namespace: 'compute' }, () => ({ contents: COMPUTE, resolveDir }));
          },
        },
      ],
    });
    built[name] = outputFiles[0]!.text;
  }
  server = createServer((request, response) => {
    const url = new URL(request.url!, 'http://localhost');
    response.setHeader('content-security-policy', POLICIES[(url.searchParams.get('policy') ?? 'strict') as Policy]);
    const script = built[url.pathname];
    if (script) response.setHeader('content-type', 'text/javascript').end(script);
    else response.setHeader('content-type', 'text/html').end('<!doctype html><script type="module" src="/page.js"></script>');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  browser = await chromium.launch({
    executablePath: process.env['CHROMIUM'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu'],
  });
});
afterAll(async () => {
  await browser.close();
  server.close();
});

async function answerOf(place: string, policy: Policy): Promise<Answer> {
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/?policy=${policy}&place=${place}`);
  const answer = await page
    .waitForFunction(() => (window as unknown as { answer?: unknown }).answer, undefined, { timeout: 30_000 })
    .then((handle) => handle.jsonValue() as Promise<Answer & { failed?: string }>)
    .catch(() => ({ failed: 'no answer' }) as Answer & { failed?: string });
  await page.close();
  if (answer.failed || problems.length > 0) throw new Error(`${answer.failed}: ${problems.join('; ')}`);
  return answer;
}

describe.each(['page', 'worker', 'worklet'])('%s', (place) => {
  test("with 'wasm-unsafe-eval' the kernels run, and give Node's bits", async () => {
    const { before, after, hash, jsHash, refusal } = await answerOf(place, 'open');
    expect(before).toEqual({ name: 'simd', choice: 'auto', reason: 'WebAssembly SIMD runs here' });
    expect(after).toEqual(before);
    expect(refusal).toBe('');
    expect(hash).toBe(SIMD_FINGERPRINT);
    expect(jsHash).not.toBe(hash);
  });

  test("under script-src 'self' TypeScript computes, and engine() names the policy", async () => {
    const strict = await answerOf(place, 'strict');
    expect(strict.before.name).toBe('js');
    expect(strict.before.reason).toMatch(/^WebAssembly may not compile here: .*Content Security Policy/i);
    expect(strict.after).toEqual(strict.before);
    expect(strict.refusal).toBe(`setEngine: "name" cannot be "simd": ${strict.before.reason}`);
    expect(strict.hash).toBe(strict.jsHash);

    const open = await answerOf(place, 'open');
    expect(open.jsHash).toBe(strict.jsHash); // the same numbers as where it is chosen
    const worst = (a: number[], b: number[]): number => a.reduce((most, v, i) => Math.max(most, Math.abs(v - b[i]!)), 0);
    expect(open.coefficients).toHaveLength(strict.coefficients.length);
    expect(open.coefficients).not.toEqual(strict.coefficients);
    expect(worst(open.coefficients, strict.coefficients)).toBeLessThan(1e-4); // dB
    const peak = worst(
      strict.spectrum,
      strict.spectrum.map(() => 0),
    );
    expect(worst(open.spectrum, strict.spectrum) / peak).toBeLessThan(5e-7);
  });
});

test('a worklet has little but WebAssembly', async () => {
  expect((await answerOf('worklet', 'open')).missing).toEqual(expect.arrayContaining(['atob', 'fetch', 'TextDecoder']));
});
