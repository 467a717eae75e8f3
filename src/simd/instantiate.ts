/**
 * From text to a running kernel: compiled once, instantiated once a plan, each with a memory of its own that is freed with it.
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
/** Bytes that are one letter. */
const ONE = 87;
const modules = /* @__PURE__ */ new Map<string, WasmModule>();

/**
 * Instantiates the module `text` with `room` bytes of zeroed memory, or in the memory of other kernels, of which it may import some.
 * Undefined where SIMD is off or cannot run: take the TypeScript path.
 */
export function instantiate<E>(text: string, room: number | WasmMemory, others: WasmImports = {}): Kernels<E> | undefined {
  const wasm = webAssembly();
  if (!wasm || !useSimd()) return undefined;
  try {
    let module = modules.get(text);
    if (!module) modules.set(text, (module = new wasm.Module(decode(text))));
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

/** The bytes that `scripts/build-simd.mjs` wrote: a letter each, or two where the first is one of two. Not `atob`: an AudioWorklet has none. */
function decode(text: string): Uint8Array<ArrayBuffer> {
  const out: number[] = [];
  let add = -5; // 2 for the letters that begin a pair, 3 for the turn
  for (let i = 0; i < text.length; i++) {
    const c = text.charCodeAt(i);
    const digit = c - 35 - Number(c > 39) - Number(c > 60) - Number(c > 92); // letters from # on, without ' < and \
    if (digit < 2) add += ONE * (digit + 1);
    else {
      out.push(digit + add);
      add = -5;
    }
  }
  return Uint8Array.from(out);
}
