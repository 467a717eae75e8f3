/**
 * Files that are whole or not there.
 * @module
 */
import { randomBytes } from 'node:crypto';
import { open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Writes a file under a temporary name beside its place and renames it, so that whoever looks sees the old file, the new one or none,
 * never a part. An error leaves nothing behind. Devices and pipes are written to directly, symbolic links are followed.
 *
 * @param path - Where to, as a path or a file: URL. The folder must exist.
 * @param bytes - The whole content.
 * @throws The error of the file system, with its `code` (`'ENOENT'`, `'ENOSPC'`, …).
 * @example
 * ```ts
 * await writeFileAtomic('features.npy', encodeNpy(Float32Array.of(1, 2, 3)));
 * ```
 * @see {@link save}
 */
export async function writeFileAtomic(path: string | URL, bytes: Uint8Array): Promise<void> {
  const given = path instanceof URL ? fileURLToPath(path) : path;
  const there = await stat(given).catch(() => undefined);
  if (there && !there.isFile()) return writeFile(given, bytes); // a device or a pipe; a folder is refused by name
  const target = there ? await realpath(given) : given;
  const partial = join(dirname(target), `.${basename(target)}.${process.pid}-${randomBytes(6).toString('hex')}.partial`);
  try {
    const file = await open(partial, 'wx', there ? there.mode & 0o777 : 0o666);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, target);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
