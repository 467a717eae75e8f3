import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Io, type Output } from '../../src/cli/io.js';
import { run } from '../../src/cli/run.js';
import { nd } from '../../src/core/nd.js';
import { encodeWav } from '../../src/io/encode-wav.js';

/** A tone with overtones and a little noise, different for each `seed`: enough for every feature to have something to say. */
export function sound(seconds: number, sampleRate: number, seed = 1): Float32Array {
  let state = seed;
  return Float32Array.from({ length: Math.round(seconds * sampleRate) }, (_, n) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    const turn = (2 * Math.PI * (200 + 20 * seed) * n) / sampleRate;
    return 0.3 * Math.sin(turn) + 0.2 * Math.sin(3 * turn) + 0.05 * (state / 2 ** 31 - 1);
  });
}

/** The bytes of a WAV file. */
export function wav(seconds = 0.2, sampleRate = 8000, seed = 1, channels = 1): Uint8Array {
  const all = Array.from({ length: channels }, (_, c) => sound(seconds, sampleRate, seed + c));
  const samples = nd(Float32Array.from(all.flatMap((x) => [...x])), [channels, all[0]!.length]);
  return encodeWav({ samples, sampleRate });
}

/** A folder that goes away with `remove()`. */
export function makeFolder(files: Record<string, Uint8Array | string> = {}): {
  path: (...names: string[]) => string;
  list: () => string[];
  remove: () => void;
} {
  const root = mkdtempSync(join(tmpdir(), 'audiolab-'));
  for (const [name, content] of Object.entries(files)) writeFileSync(join(root, name), content);
  return {
    path: (...names) => join(root, ...names),
    list: () =>
      readdirSync(root, { recursive: true, encoding: 'utf8' })
        .filter((name) => !name.includes('loop')) // readdir follows links
        .sort(),
    remove: () => rmSync(root, { recursive: true, force: true }),
  };
}

export interface Ran {
  code: number;
  stdout: Buffer;
  out: string;
  err: string;
}

export interface RunSettings {
  stdin?: Uint8Array;
  tty?: boolean;
  env?: Record<string, string>;
  signal?: AbortSignal;
  /** Called after each write to stdout, and may throw to refuse it. */
  onStdout?: () => void;
  /** Called with each piece for stderr. */
  onStderr?: (piece: string) => void;
}

/** Runs the command line in this process. */
export async function audiolab(argv: readonly string[], settings: RunSettings = {}): Promise<Ran> {
  const collect = (pieces: Buffer[], isTTY: boolean, each?: (piece: string) => void): Output => ({
    isTTY,
    columns: 100,
    write(chunk, done) {
      let problem: Error | null = null;
      try {
        each?.(String(chunk));
        pieces.push(Buffer.from(chunk as string));
      } catch (error) {
        problem = error as Error;
      }
      if (done) setImmediate(done, problem);
      return true;
    },
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  const stdin = settings.stdin ?? new Uint8Array(0);
  const io: Io = {
    stdin: (async function* () {
      yield stdin.subarray(0, 100);
      yield stdin.subarray(100);
    })(),
    stdout: collect(out, false, settings.onStdout),
    stderr: collect(err, settings.tty ?? false, settings.onStderr),
    env: settings.env ?? {},
    signal: settings.signal ?? new AbortController().signal,
  };
  const code = await run(argv, io);
  const stdout = Buffer.concat(out);
  return { code, stdout, out: stdout.toString(), err: Buffer.concat(err).toString() };
}
