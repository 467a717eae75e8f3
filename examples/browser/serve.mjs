// MFCCs in a page: npm run build, then node examples/browser/serve.mjs [PORT]
import { mkdtempSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { context } from 'esbuild';

const here = (path) => fileURLToPath(new URL(path, import.meta.url));
const site = mkdtempSync(join(tmpdir(), 'audiolab-page-'));
await copyFile(here('index.html'), join(site, 'index.html'));
await copyFile(here('../audio/speech.wav'), join(site, 'speech.wav'));
const bundle = await context({ entryPoints: { app: here('app.mjs') }, bundle: true, format: 'esm', outdir: site, logLevel: 'error' }); // any bundler will do
const { port } = await bundle.serve({ servedir: site, host: '127.0.0.1', port: Number(process.argv[2] ?? 8000) });
console.log(`http://localhost:${port}/ (end with Ctrl+C)`);
