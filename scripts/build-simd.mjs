// Compiles the AssemblyScript kernels of src/simd/assembly (one module for each *.module.ts) and embeds each as base64 in
// src/simd/generated/<name>.ts. Does nothing where the sources have not changed.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import asc from 'assemblyscript/asc';

const ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = join(ROOT, 'src/simd/assembly');
const TARGET = join(ROOT, 'src/simd/generated');
// No assertions, no runtime: kernels have no heap of their own, they work on the memory that the plan gives them.
const FLAGS = ['-O3', '--noAssert', '--enable', 'simd', '--runtime', 'stub', '--importMemory', '--noExportMemory', '--use', 'abort='];

const files = readdirSync(SOURCES).filter((f) => f.endsWith('.ts'));
const fingerprint = createHash('sha256')
  .update(FLAGS.join())
  .update(asc.version)
  .update(files.map((f) => f + readFileSync(join(SOURCES, f), 'utf8')).join('\0'))
  .digest('hex')
  .slice(0, 16);
const header = `// Made by scripts/build-simd.mjs from src/simd/assembly (${fingerprint}). Do not edit.`;

mkdirSync(TARGET, { recursive: true });
let total = 0;
for (const file of files.filter((f) => f.endsWith('.module.ts'))) {
  const name = file.replace('.module.ts', '');
  const target = join(TARGET, `${name}.ts`);
  if (existsSync(target) && readFileSync(target, 'utf8').startsWith(header)) continue;
  let binary;
  const { error, stderr } = await asc.main([join(SOURCES, file), '-o', `${name}.wasm`, ...FLAGS], {
    writeFile: (_, contents) => {
      binary = contents;
    },
  });
  if (error) {
    console.error(stderr.toString());
    process.exit(1);
  }
  const variable = name.replace(/-([a-z])/g, (_, c) => c.toUpperCase());
  const text = `/** The ${name} kernels, compiled. */\nexport const ${variable}Wasm: string =\n  '${Buffer.from(binary).toString('base64')}';\n`;
  writeFileSync(target, `${header}\n${text}`);
  total += gzipSync(binary).length;
  console.log(`${name}: ${binary.length} bytes, ${gzipSync(binary).length} gzipped`);
}
if (total) console.log(`together ${total} bytes gzipped`);
