/**
 * Places in the memory of a kernel, one after the other; the memory grows when they need it.
 * @module
 */

import { type WasmMemory } from './web-assembly.js';

const PAGE = 65536;

/** Hands out places. Views of them are detached when the memory grows: make them after the last `take`. */
export class Arena {
  declare readonly memory: WasmMemory;
  /** The first free byte. */
  declare top: number;

  constructor(memory: WasmMemory, top: number) {
    this.memory = memory;
    this.top = top;
  }

  /** Takes `bytes`, aligned to sixteen, and returns their address. */
  take(bytes: number): number {
    const address = this.top;
    this.top = address + Math.ceil(bytes / 16) * 16;
    const missing = this.top - this.memory.buffer.byteLength;
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE));
    return address;
  }

  /** `length` floats from `address` on. */
  floats(address: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, address, length);
  }

  /** `length` 32-bit words from `address` on: pointers and settings. */
  words(address: number, length: number): Uint32Array {
    return new Uint32Array(this.memory.buffer, address, length);
  }

  /** `length` bytes from `address` on. */
  bytes(address: number, length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, address, length);
  }
}
