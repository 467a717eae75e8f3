/** Builds fftw.c and mfcc.c where there are a C compiler and libfftw3 (on Debian `apt-get install gcc libfftw3-dev`). */
import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const found = new Map();

/** `{ command }`, or `{ missing }`, the reason. Builds at the first call. */
export function cProgram(name) {
  if (!found.has(name)) found.set(name, build(name));
  return found.get(name);
}

function build(name) {
  const binary = here(name);
  const newest = Math.max(...[`${name}.c`, 'measure.h'].map((source) => statSync(here(source)).mtimeMs));
  if (existsSync(binary) && statSync(binary).mtimeMs > newest) return { command: binary };
  const compiler = process.env.CC ?? 'cc';
  const flags = ['-O3', '-march=native', '-ffast-math'];
  try {
    execFileSync(compiler, [...flags, '-o', binary, `${binary}.c`, '-lfftw3f', '-lm'], { stdio: ['ignore', 'ignore', 'pipe'] });
    return { command: binary };
  } catch (error) {
    if (error.code === 'ENOENT') return { missing: `no C compiler (${compiler})` };
    return { missing: String(error.stderr).includes('fftw3') ? 'no libfftw3' : `${compiler} failed` };
  }
}
