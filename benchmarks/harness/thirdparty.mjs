/** Finds what is measured: this library, built, and the competitors, which live in a package of their own. */
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

export const thirdpartyHome = new URL('../thirdparty/', import.meta.url);
const dist = process.env.AUDIOLAB_DIST ? pathToFileURL(`${process.env.AUDIOLAB_DIST}/`) : new URL('../../dist/', import.meta.url);

/** The address of something in our `dist/`, or in the one that AUDIOLAB_DIST names; `../src` is beside it. */
export const oursAt = (path) => new URL(path, dist);

/** `import()` of a built file of ours. */
export const importOurs = (path) => import(oursAt(path).href);

/** `require` as seen from `benchmarks/thirdparty`. */
export const requireThirdparty = createRequire(new URL('package.json', thirdpartyHome));

/** `import()` as seen from there. */
export const importThirdparty = (specifier) => import(pathToFileURL(requireThirdparty.resolve(specifier)).href);

/** A file inside an installed package, whether or not the package exports it. */
export const importFile = (path) => import(new URL(`node_modules/${path}`, thirdpartyHome).href);

/** Bundles a module, given as text whose imports are resolved from a folder, as a user's bundler would, and imports it. */
export async function bundle(contents, folder) {
  const { build } = await import('esbuild');
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(folder) },
    banner: { js: `import { createRequire } from 'node:module'; const require = createRequire('${thirdpartyHome.href}');` },
    bundle: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    write: false,
    logLevel: 'silent',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

/** The installed version of a package, or undefined. */
export function installedVersion(name) {
  const path = fileURLToPath(new URL(`node_modules/${name}/package.json`, thirdpartyHome));
  return existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).version : undefined;
}

/** Thrown by a contender that cannot do a workload at all; the message says why. */
export class Unsupported extends Error {}

export function onlyPowersOfTwo(n) {
  if ((n & (n - 1)) !== 0) throw new Unsupported('powers of two only');
}
