// Compiles the AssemblyScript kernels of src/simd/assembly (one module for each *.module.ts) and embeds each as text in
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

/**
 * Bytes as text: one character for a common byte, two for another. Shorter than base64, and a third shorter when compressed, for
 * a byte is always the same letters. `src/simd/instantiate.ts` reads it. No quote, backslash or `<`, so it stands in any script.
 */
const LETTERS = Array.from({ length: 92 }, (_, i) => String.fromCharCode(35 + i)).filter((c) => !`'\\<`.includes(c));
const ONE = LETTERS.length - 2; // the first two letters begin a pair
function encode(bytes) {
  let text = '';
  for (const byte of bytes) {
    const n = (byte + 3) & 255; // 0xfd, where all SIMD instructions begin, is common
    if (n >= ONE) text += LETTERS[Math.floor(n / ONE) - 1];
    text += LETTERS[2 + (n % ONE)];
  }
  return text;
}

const files = readdirSync(SOURCES).filter((f) => f.endsWith('.ts'));
const fingerprint = createHash('sha256')
  .update(FLAGS.join())
  .update(LETTERS.join('') + encode.toString())
  .update(asc.version)
  .update(files.map((f) => f + readFileSync(join(SOURCES, f), 'utf8')).join('\0'))
  .digest('hex')
  .slice(0, 16);
const header = `// Made by scripts/build-simd.mjs from src/simd/assembly (${fingerprint}). Do not edit.`;

mkdirSync(TARGET, { recursive: true });
const made = [];
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
  const text = `/** The ${name} kernels, compiled. */\nexport const ${variable}Wasm: string =\n  '${encode(binary)}';\n`;
  writeFileSync(target, `${header}\n${text}`);
  made.push(binary);
  console.log(`${name}: ${binary.length} bytes, ${gzipSync(binary).length} gzipped`);
}
if (made.length > 1) console.log(`together ${gzipSync(Buffer.concat(made)).length} bytes gzipped`); // they share passes and products
