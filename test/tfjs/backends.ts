/**
 * TensorFlow.js in Node without native code: its backends, and the gradients of its own operations, which `@tensorflow/tfjs-core` alone
 * registers in bundles only.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import { build } from 'esbuild';

const require = createRequire(import.meta.url);

export const BACKENDS = ['cpu', 'wasm'] as const;

export async function useBackend(name: (typeof BACKENDS)[number]): Promise<void> {
  if (name === 'wasm' && !('wasm' in tf.engine().registry)) {
    setWasmPaths(`${dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}/`);
  }
  await tf.setBackend(name);
  await tf.ready();
  if (tf.getBackend() !== name) throw new Error(`no ${name}`);
}

/** The registry is global, so that a bundle of its own may fill it. */
export async function registerGradients(): Promise<void> {
  if (tf.getGradient('Tanh')) return;
  const folder = mkdtempSync(join(tmpdir(), 'gradients-'));
  try {
    const entry = join(dirname(require.resolve('@tensorflow/tfjs-core')), 'register_all_gradients.js');
    const { outputFiles } = await build({
      entryPoints: [entry],
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'node',
      logLevel: 'error',
    });
    const file = join(folder, 'gradients.mjs');
    writeFileSync(file, outputFiles[0]!.contents);
    await import(/* @vite-ignore */ pathToFileURL(file).href);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Random numbers in [-1, 1), the same everywhere. */
export function noise(length: number, seed: number): Float32Array {
  let state = seed * 2654435761 + 1;
  return Float32Array.from({ length }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    return state / 2 ** 31;
  });
}

/** Tensors made by `f` beyond those it returns. */
export function leaked(f: () => tf.Tensor | readonly tf.Tensor[] | void): number {
  const before = tf.memory().numTensors;
  const made = f();
  const list = made === undefined ? [] : Array.isArray(made) ? (made as tf.Tensor[]) : [made as tf.Tensor];
  for (const t of list) t.dispose();
  return tf.memory().numTensors - before;
}
