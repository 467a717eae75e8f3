/** What the kernels weigh: each WebAssembly module that is embedded in the package. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { oursAt } from './thirdparty.mjs';

export function measureSizes() {
  const folder = oursAt('modules/simd/generated/');
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.js')) : [];
  const rows = files.map((name) => {
    const wasm = Buffer.from(/AGFzbQ[A-Za-z0-9+/=]+/.exec(readFileSync(new URL(name, folder), 'utf8'))[0], 'base64');
    return { id: name.replace('.js', ''), bytes: wasm.length, gzip: gzipSync(wasm, { level: 9 }).length };
  });
  const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
  return { rows: rows.length ? [...rows, { id: 'together', bytes: sum('bytes'), gzip: sum('gzip') }] : [] };
}
