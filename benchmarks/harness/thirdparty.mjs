/** Finds the competitors, which live in a package of their own. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const home = new URL('../thirdparty/', import.meta.url);

/** `require` as seen from `benchmarks/thirdparty`. */
export const requireThirdparty = createRequire(new URL('package.json', home));

/** `import()` as seen from there. */
export const importThirdparty = (specifier) => import(pathToFileURL(requireThirdparty.resolve(specifier)).href);

/** A file inside an installed package, whether or not the package exports it. */
export const importFile = (path) => import(new URL(`node_modules/${path}`, home).href);

/** The installed version of a package, or undefined. */
export function installedVersion(name) {
  const path = fileURLToPath(new URL(`node_modules/${name}/package.json`, home));
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).version : undefined;
}

/** Thrown by a contender that cannot do a workload at all; the message says why. */
export class Unsupported extends Error {}

export function onlyPowersOfTwo(n) {
  if ((n & (n - 1)) !== 0) throw new Unsupported('powers of two only');
}
