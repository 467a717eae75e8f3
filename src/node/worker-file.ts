/**
 * Where the built workers lie.
 * @module
 */
import { existsSync } from 'node:fs';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { WorkerError } from './worker-error.js';

/** The file of a worker: beside this one in `dist`, of the same module system, so that a worker's `require` finds the same library. */
export function workerFile(name: 'worker' | 'cli-worker'): URL {
  const esm: string | undefined = import.meta.url; // empty in the CommonJS build
  const here = esm ?? pathToFileURL(__filename).href;
  const fromSource = here.endsWith('.ts');
  const file = fromSource ? new URL(`../../dist/${name}.js`, here) : new URL(`./${name}${here.endsWith('.cjs') ? '.cjs' : '.js'}`, here);
  if (existsSync(file)) return file;
  const cure = fromSource
    ? 'workers run the built library: run "npm run build"'
    : 'a bundler has moved the code away from it: mark @audiolab/dsp as external';
  throw new WorkerError('worker-not-started', `the worker ${fileURLToPath(file)} is missing; ${cure}`);
}
