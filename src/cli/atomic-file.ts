/**
 * Files that appear complete or not at all: written under a temporary name beside the target, renamed at the end.
 * @module
 */
import { unlinkSync } from 'node:fs';
import { type FileHandle, mkdir, open, realpath, rename, stat, unlink } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/** The temporary files of a run. `removeAll` is synchronous, so that it can still run while the process ends. */
export class Temporaries {
  readonly #paths = new Set<string>();
  #count = 0;

  /** A new name beside `target`; hidden, so that no search through folders takes it for a result. */
  nameFor(target: string): string {
    const path = join(dirname(target), `.${basename(target)}.${process.pid}-${this.#count++}.partial`);
    this.#paths.add(path);
    return path;
  }

  forget(path: string): void {
    this.#paths.delete(path);
  }

  removeAll(): void {
    for (const path of this.#paths) {
      try {
        unlinkSync(path);
      } catch {
        // it was never opened, or is gone already
      }
    }
    this.#paths.clear();
  }
}

/** Somewhere to write to. Exactly one of `commit` and `discard` ends it. */
export interface Sink {
  write(chunk: string | Uint8Array): Promise<void>;
  commit(): Promise<void>;
  discard(): Promise<void>;
}

/**
 * Opens a file for writing and makes its folders; `writeFileAtomic` for results that come in pieces. Symbolic links are followed; pipes and
 * devices, which cannot be renamed over, are written to directly.
 */
export async function openAtomic(name: string, temporaries: Temporaries): Promise<Sink> {
  const existing = await stat(name).catch(() => undefined);
  if (existing?.isDirectory()) throw new Error(`${name} is a folder`);
  if (existing && !existing.isFile()) return direct(await open(name, 'w'));
  await mkdir(dirname(name), { recursive: true });
  const target = existing ? await realpath(name) : name;
  const path = temporaries.nameFor(target);
  const handle = await open(path, 'wx', existing ? existing.mode & 0o777 : 0o666);
  const discard = async (): Promise<void> => {
    await handle.close().catch(() => undefined);
    await unlink(path).catch(() => undefined);
    temporaries.forget(path);
  };
  return {
    write: (chunk) => writeAll(handle, chunk),
    async commit() {
      try {
        await handle.close();
        await rename(path, target);
        temporaries.forget(path);
      } catch (error) {
        await discard();
        throw error;
      }
    },
    discard,
  };
}

function direct(handle: FileHandle): Sink {
  return { write: (chunk) => writeAll(handle, chunk), commit: () => handle.close(), discard: () => handle.close() };
}

async function writeAll(handle: FileHandle, chunk: string | Uint8Array): Promise<void> {
  await handle.appendFile(chunk);
}
