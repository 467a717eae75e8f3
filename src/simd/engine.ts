/**
 * Which engine computes Float32Array input: WebAssembly SIMD where it can run, TypeScript where it cannot.
 * @module
 */
import { ParameterError } from '../core/errors.js';
import { expectOneOf } from '../core/options.js';
import { webAssembly } from './web-assembly.js';

/** What {@link setEngine} takes. */
export type EngineChoice = 'auto' | 'simd' | 'js';

/** What {@link engine} answers. */
export interface EngineInfo {
  /** The engine that computes Float32Array input from now on. */
  readonly name: 'simd' | 'js';
  /** What was asked for. */
  readonly choice: EngineChoice;
  /** Why it is this one, in a sentence. */
  readonly reason: string;
}

/**
 * `(func (result v128) i32.const 0 i8x16.splat i8x16.popcnt)`: validates only where 128-bit SIMD does. Behind it stands a custom section
 * of zeros, without a name: some browsers before 2023 compile at most 4096 bytes at once.
 */
const PROBE = [0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11, 0, 128, 64];

/** What can stand in the way of SIMD. The sentences are with {@link engine}, so that who never asks does not load them. */
type Obstacle = 'none' | 'old' | 'refused' | 'failed' | 'memory';

let choice: EngineChoice = 'auto';
let probed = false;
let obstacle: Obstacle | undefined;
/** What was thrown. */
let cause: unknown;

/** What stands in the way of SIMD here. Looks once. */
function look(): Obstacle | undefined {
  if (!probed) {
    probed = true;
    obstacle = probe();
  }
  return obstacle;
}

function probe(): Obstacle | undefined {
  const wasm = webAssembly();
  if (!wasm) return 'none';
  let hurdle: Obstacle = 'refused';
  try {
    const bytes = new Uint8Array(8226);
    bytes.set(PROBE);
    if (!wasm.validate(bytes)) return 'old';
    new wasm.Module(bytes); // a Content-Security-Policy without 'wasm-unsafe-eval' refuses
    hurdle = 'memory';
    new wasm.Memory({ initial: 1 });
    return undefined;
  } catch (error) {
    cause = error;
    return hurdle;
  }
}

/** Called when what a plan needs could not be made: from then on TypeScript computes. Lack of memory may pass: {@link setEngine} looks again. */
export function giveUpSimd(error: unknown, lackOfMemory: boolean): void {
  obstacle = lackOfMemory ? 'memory' : 'failed';
  cause = error;
}

/** Why SIMD cannot run here, or `undefined`. */
function whyNot(): string | undefined {
  const found = look();
  if (!found) return undefined;
  if (found === 'none') return 'there is no WebAssembly here';
  if (found === 'old') return 'WebAssembly has no SIMD here';
  const what = {
    refused: 'WebAssembly may not compile here',
    failed: 'a WebAssembly module could not be made',
    memory: 'WebAssembly has no memory left',
  }[found];
  return `${what}: ${cause instanceof Error ? cause.message : String(cause)}`;
}

/** Whether Float32Array input goes to the SIMD kernels. */
export function useSimd(): boolean {
  return choice !== 'js' && look() === undefined;
}

/**
 * Says which engine computes Float32Array input, and why. Float64Array input is always computed by TypeScript, the reference.
 *
 * @returns Name, choice and reason.
 * @example
 * ```ts
 * setEngine('js');
 * engine(); // { name: 'js', choice: 'js', reason: 'chosen by setEngine' }
 * setEngine('auto');
 * ```
 */
export function engine(): EngineInfo {
  if (choice === 'js') return { name: 'js', choice, reason: 'chosen by setEngine' };
  const why = whyNot();
  if (why) return { name: 'js', choice, reason: why };
  return { name: 'simd', choice, reason: choice === 'simd' ? 'chosen by setEngine' : 'WebAssembly SIMD runs here' };
}

/**
 * Chooses the engine for Float32Array input: for tests, and where the same bits are wanted on machines with and without SIMD.
 * Plans keep the engine they were made with. Where SIMD was given up for lack of memory, `'auto'` and `'simd'` try again.
 *
 * @param name - `'auto'` (SIMD where it runs), `'simd'` or `'js'`.
 * @throws {@link ParameterError} for another name, or for `'simd'` where it cannot run, with the reason.
 * @example
 * ```ts
 * setEngine('js');
 * engine().name; // 'js'
 * setEngine('auto');
 * ```
 */
export function setEngine(name: EngineChoice): void {
  expectOneOf(name, 'setEngine', 'name', ['auto', 'simd', 'js']);
  if (name !== 'js' && obstacle === 'memory') {
    obstacle = undefined;
    probed = false;
  }
  const why = name === 'simd' ? whyNot() : undefined;
  if (why) throw new ParameterError('setEngine', 'name', `cannot be "simd": ${why}`);
  choice = name;
}
