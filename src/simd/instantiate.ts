/**
 * From base64 to a running kernel: compiled once, instantiated once a plan, each with a memory of its own that is freed with it.
 * @module
 */
import { giveUpSimd, useSimd } from './engine.js';
import { type WasmImports, type WasmMemory, type WasmModule, webAssembly } from './web-assembly.js';

/** A kernel module with its memory. Views must be made anew after `memory.grow`. */
export interface Kernels<E> {
  readonly exports: E;
  readonly memory: WasmMemory;
}

const PAGE = 65536;
const modules = /* @__PURE__ */ new Map<string, WasmModule>();

/**
 * Instantiates the module `base64` with `room` bytes of zeroed memory, or in the memory of other kernels, of which it may import some.
 * Undefined where SIMD is off or cannot run: take the TypeScript path.
 */
export function instantiate<E>(base64: string, room: number | WasmMemory, others: WasmImports = {}): Kernels<E> | undefined {
  const wasm = webAssembly();
  if (!wasm || !useSimd()) return undefined;
  try {
    let module = modules.get(base64);
    if (!module) modules.set(base64, (module = new wasm.Module(decodeBase64(base64))));
    const memory = typeof room === 'number' ? withinMemory(() => new wasm.Memory({ initial: Math.ceil(room / PAGE) })) : room;
    if (!memory) return undefined;
    const { exports } = new wasm.Instance(module, { env: { memory }, ...others });
    return { exports: exports as E, memory };
  } catch (error) {
    giveUpSimd(error, false);
    return undefined;
  }
}

/** What `make` makes, or undefined if there is no memory for it: then TypeScript computes, here and from now on, and `engine()` says so. */
export function withinMemory<T>(make: () => T): T | undefined {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    giveUpSimd(error, true);
    return undefined;
  }
}

/** Not `atob`: an AudioWorklet has none. */
function decodeBase64(text: string): Uint8Array<ArrayBuffer> {
  const digits = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const value = new Uint8Array(128);
  for (let i = 0; i < 64; i++) value[digits.charCodeAt(i)] = i;
  const out = new Uint8Array((text.length * 3) / 4 - (text.endsWith('==') ? 2 : text.endsWith('=') ? 1 : 0));
  for (let i = 0, o = 0; i < text.length; i += 4) {
    const bits =
      (value[text.charCodeAt(i)]! << 18) |
      (value[text.charCodeAt(i + 1)]! << 12) |
      (value[text.charCodeAt(i + 2)]! << 6) |
      value[text.charCodeAt(i + 3)]!;
    out[o++] = bits >> 16;
    out[o++] = bits >> 8;
    out[o++] = bits;
  }
  return out;
}
