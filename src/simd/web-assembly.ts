/**
 * The part of the WebAssembly interface that the loader uses. Declared here, since the library is compiled without a browser's types.
 * @module
 */

/** A compiled module. */
export type WasmModule = object;

/** Linear memory. Views of `buffer` are detached by `grow`. */
export interface WasmMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** What modules import: the memory as `env.memory`, functions of other modules under names of their own. */
export type WasmImports = Record<string, Record<string, unknown>>;

interface WasmApi {
  validate(bytes: Uint8Array): boolean;
  readonly Module: new (bytes: Uint8Array) => WasmModule;
  readonly Instance: new (module: WasmModule, imports: WasmImports) => { readonly exports: unknown };
  readonly Memory: new (size: { initial: number }) => WasmMemory;
}

/** WebAssembly as it is here, or `undefined`. */
export const webAssembly = (): WasmApi | undefined => (globalThis as { WebAssembly?: WasmApi }).WebAssembly;
