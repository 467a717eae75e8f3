/**
 * Reading whole files, again and again: into the same memory where that is safe, since fresh pages cost more than the reading.
 * @module
 */
import { open, readFile } from 'node:fs/promises';

/** Reads a file; `release` gives its bytes back, and nobody looks at them any more. */
export interface FileReader {
  read(path: string | URL): Promise<Uint8Array>;
  release(bytes: Uint8Array): void;
  /** Whether bytes are overwritten after their release. */
  readonly reuses: boolean;
}

/** Fresh memory for each file. */
export const FRESH: FileReader = { read: (path) => readFile(path), release: () => undefined, reuses: false };

const MOST = 2 ** 26; // bytes kept for the next file

/** Keeps the memory of released files for the next ones. */
export function createFileReader(): FileReader {
  const free: Uint8Array[] = [];
  const ours = new WeakSet<ArrayBufferLike>();
  return {
    reuses: true,
    async read(path) {
      const file = await open(path);
      try {
        const found = await file.stat();
        const { size } = found;
        if (!found.isFile() || size === 0 || size > MOST) return await file.readFile(); // pipes and /proc do not say their size
        let memory = free.pop();
        if (!memory || memory.length < size) ours.add((memory = new Uint8Array(size)).buffer);
        let length = 0;
        while (length < size) {
          const { bytesRead } = await file.read(memory, length, size - length, length);
          if (bytesRead === 0) break; // it was cut meanwhile
          length += bytesRead;
        }
        return memory.subarray(0, length);
      } finally {
        await file.close();
      }
    },
    release({ buffer }) {
      if (ours.has(buffer)) free.push(new Uint8Array(buffer));
    },
  };
}
