/**
 * From what the user named to the list of files to read.
 * @module
 */
import { readdir, stat } from 'node:fs/promises';
import { basename, dirname, extname, join, relative } from 'node:path';

/** What a search through a folder takes for audio. */
export const AUDIO: ReadonlySet<string> = new Set(
  '.wav .wave .bwf .rf64 .aif .aiff .aifc .au .snd .caf .flac .ogg .oga .opus .mp3 .m4a'.split(' '),
);

/** One thing to read: `-`, a file, or a name that leads nowhere (its `problem` says why). */
export interface Input {
  /** The path as it can be opened and shown. */
  readonly path: string;
  /** Path of its folder below the folder that was searched; empty for a file that was named itself. */
  readonly dir: string;
  /** Its name without extension; `stdin` for `-`. */
  readonly name: string;
  /** Its extension without the dot, perhaps empty. */
  readonly ext: string;
  readonly problem?: string;
}

/** Whether the results of these words belong together even if only one file is found. */
export interface Inputs {
  readonly files: readonly Input[];
  readonly several: boolean;
}

/** Folders are searched in the order of their names; hidden files and linked folders are left out. */
export async function findInputs(words: readonly string[], signal: AbortSignal): Promise<Inputs> {
  const files: Input[] = [];
  let several = words.length > 1;
  for (const word of words) {
    signal.throwIfAborted();
    if (word === '-') {
      files.push({ path: '-', dir: '', name: 'stdin', ext: '' });
      continue;
    }
    try {
      if ((await stat(word)).isDirectory()) {
        several = true;
        const found = await search(word, signal);
        if (found.length === 0) files.push({ ...input(word, ''), problem: 'no audio file in this folder' });
        for (const file of found) files.push(file);
      } else files.push(input(word, ''));
    } catch (error) {
      signal.throwIfAborted();
      files.push({ ...input(word, ''), problem: reason(error) });
    }
  }
  return { files, several };
}

async function search(root: string, signal: AbortSignal): Promise<Input[]> {
  const found: Input[] = [];
  const waiting = [root];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    signal.throwIfAborted();
    const entries = (await readdir(folder, { withFileTypes: true })).filter((entry) => !entry.name.startsWith('.'));
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) waiting.push(path);
      else if (AUDIO.has(extname(entry.name).toLowerCase())) found.push(input(path, relative(root, folder)));
    }
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

function input(path: string, dir: string): Input {
  const extension = extname(path);
  return { path, dir, name: basename(path, extension) || basename(dirname(path)), ext: extension.slice(1) };
}

/** What went wrong, in words instead of codes. */
export function reason(error: unknown): string {
  const known: Record<string, string> = {
    ENOENT: 'no such file',
    EACCES: 'permission denied',
    EPERM: 'permission denied',
    EISDIR: 'is a folder',
    ENOTDIR: 'part of the path is a file, not a folder',
    EEXIST: 'part of the path is a file, not a folder',
    ENOSPC: 'no space left on the disk',
    EROFS: 'the disk is read-only',
    EMFILE: 'too many open files',
  };
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return (typeof code === 'string' && known[code]) || (error instanceof Error ? error.message : String(error));
}
