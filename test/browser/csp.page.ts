/// <reference lib="dom" />
/**
 * A page whose Content-Security-Policy is `script-src 'self'` computes MFCCs: no code generation, no inline script, no blob.
 */
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Browser, chromium } from 'playwright';
import { afterAll, beforeAll, expect, test } from 'vitest';

const POLICIES = ["default-src 'none'; script-src 'self'", "default-src 'none'; script-src 'self' 'unsafe-eval'"];
const PAGE = '<!doctype html><title>pending</title><script type="module" src="/page.js"></script>';
const CODE = `
import { mfcc, ParameterError } from './index.js';
const y = Float64Array.from({ length: 16000 }, (_, n) => Math.sin(n / 7) * (n % 4000) / 4000);
const m = mfcc(y, { sampleRate: 16000, nMfcc: 13 });
let refused = false;
try { mfcc(y, {}); } catch (error) { refused = error instanceof ParameterError; }
document.title = JSON.stringify({ shape: [...m.shape], first: m.get(0, 0), picked: m.pick(0, -1).shape, refused });
`;
let server: Server;
let browser: Browser;
let code = '';

beforeAll(async () => {
  const resolveDir = fileURLToPath(new URL('../../dist/', import.meta.url));
  const built = await build({ stdin: { contents: CODE, resolveDir }, bundle: true, write: false, format: 'esm', platform: 'browser' });
  code = built.outputFiles[0]!.text;
  server = createServer((request, response) => {
    const url = new URL(request.url!, 'http://localhost');
    if (url.pathname === '/page.js') response.setHeader('content-type', 'text/javascript').end(code);
    else
      response
        .setHeader('content-type', 'text/html')
        .setHeader('content-security-policy', POLICIES[Number(url.searchParams.get('policy') ?? 0)]!)
        .end(PAGE);
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

async function titleUnder(policy: number): Promise<string> {
  const page = await browser.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(String(error)));
  await page.goto(`http://127.0.0.1:${(server.address() as AddressInfo).port}/?policy=${policy}`);
  await page
    .waitForFunction(() => document.title !== 'pending', undefined, { timeout: 10_000 })
    .catch(() => {
      throw new Error(`the page failed: ${problems.join('; ')}`);
    });
  return page.title();
}

test('a strict page gives the numbers of a permissive one', async () => {
  const strict = JSON.parse(await titleUnder(0)) as { shape: number[]; picked: number[]; refused: boolean };
  expect(strict).toEqual(JSON.parse(await titleUnder(1)));
  expect(strict).toMatchObject({ shape: [13, 32], picked: [32], refused: true });
});
