// npm run build: the SIMD kernels where they have changed, then dist/ anew.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const DIST = join(ROOT, 'dist');

await import('./build-simd.mjs');
rmSync(DIST, { recursive: true, force: true });
try {
  execFileSync(process.execPath, [join(ROOT, 'node_modules/tsup/dist/cli-default.js'), '--silent'], { cwd: ROOT, stdio: 'inherit' });
} catch {
  process.exit(1); // tsup has said why
}

// Splitting leaves bare imports of chunks. They do nothing here (nothing has side effects), but make users' bundlers warn.
for (const file of readdirSync(DIST).filter((f) => f.endsWith('.js'))) {
  const text = readFileSync(join(DIST, file), 'utf8');
  writeFileSync(join(DIST, file), text.replace(/^import "\.\/[^"]+";$/gm, '')); // the line stays, for the source map
}
