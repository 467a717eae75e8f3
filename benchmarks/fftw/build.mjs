/** Builds fftw.c where there are a C compiler and libfftw3 (on Debian `apt-get install gcc libfftw3-dev`). */
import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const source = fileURLToPath(new URL('fftw.c', import.meta.url));
const binary = fileURLToPath(new URL('fftw', import.meta.url));
let found;

/** `{ command }`, or `{ missing }`, the reason. Builds at the first call. */
export function fftw() {
  return (found ??= build());
}

function build() {
  if (existsSync(binary) && statSync(binary).mtimeMs > statSync(source).mtimeMs) return { command: binary };
  const compiler = process.env.CC ?? 'cc';
  try {
    execFileSync(compiler, ['-O3', '-march=native', '-o', binary, source, '-lfftw3f', '-lm'], { stdio: ['ignore', 'ignore', 'pipe'] });
    return { command: binary };
  } catch (error) {
    const said = String(error.stderr ?? error.message);
    return { missing: said.includes('fftw3') ? 'no libfftw3' : `no C compiler (${compiler})` };
  }
}
