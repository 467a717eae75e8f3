/**
 * Recurrent sequences on the SIMD kernels: weights packed once, states and frames in the memory of the plan.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { Arena } from './arena.js';
import { ACTIVATIONS } from './blocks.js';
import { instantiate, withinMemory } from './instantiate.js';
import { packRecurrent, type RecurrentSpec } from './recurrent-weights.js';

/** Where the frames, outputs and states of some sequences lie. Views are valid until a room is made. */
export interface RecurrentRoom<T extends FloatArray = FloatArray> {
  /** [item][frame][inputs]. */
  x: T;
  /** [item][frame][state]. */
  y: T;
  /** States, [item][state] and [item][width]. */
  h: T;
  c: T;
  /** A byte for each frame, [item][frame]: 0 is skipped. */
  mask: Uint8Array;
  /** A byte for each item: whether it has had an output, which skipped frames repeat. */
  seen: Uint8Array;
}

/** What skipped frames give: there are none, the output before, zeros. */
export const NO_MASK = 0;
export const REPEAT = 1;
export const ZEROS = 2;
type Masked = typeof NO_MASK | typeof REPEAT | typeof ZEROS;

/** What computes: SIMD or TypeScript. */
export interface RecurrentEngine<T extends FloatArray = FloatArray> {
  readonly name: 'simd' | 'js';
  /** Units padded to fours: the length of a state c. */
  readonly width: number;
  /** The length of a state h, and of an output. */
  readonly state: number;
  /** A room for one frame of one item, which nothing else uses: live input. */
  readonly stream: RecurrentRoom<T>;
  /** A room for so many; the one before is no more. */
  room(items: number, frames: number): RecurrentRoom<T>;
  /** Runs the frames of the room; states go on from where they are. */
  run(room: RecurrentRoom<T>, items: number, frames: number, backwards: boolean, masked: Masked): void;
}

interface Exports {
  run(room: number, items: number, frames: number, backwards: number, masked: number): void;
}

const PLAN_WORDS = 14;
const ROOM_WORDS = 9;
/** Projected frames are held in this many floats, which a second-level cache has room for. */
const PROJECTED = 65536;

interface Place extends RecurrentRoom<Float32Array> {
  /** Address of the struct `Room`. */
  address: number;
}

/** The SIMD engine on the kernels `wasm` of the cell, or undefined where it cannot run. */
export const createSimdRecurrent = (spec: RecurrentSpec, wasm: string): RecurrentEngine<Float32Array> | undefined =>
  withinMemory(() => create(spec, wasm));

function create(spec: RecurrentSpec, wasm: string): RecurrentEngine<Float32Array> | undefined {
  const weights = packRecurrent(spec, Float32Array);
  const parts = [weights.kernel, weights.bias, weights.recurrent, weights.recurrentBias, weights.candidate];
  const kernels = instantiate<Exports>(wasm, 1);
  if (!kernels) return undefined;
  const { exports, memory } = kernels;
  const arena = new Arena(memory, 0);
  const { inputs } = spec;
  const { width, columns } = weights;
  const plan = arena.take(4 * PLAN_WORDS);
  const [kernel, bias, recurrent, recurrentBias, candidate] = parts.map((part) => {
    const address = arena.take(part.byteLength);
    arena.floats(address, part.length).set(part);
    return address;
  }) as [number, number, number, number, number];
  const offset = arena.take(4); // a zero
  arena
    .words(plan, PLAN_WORDS)
    .set([
      Number(spec.cell === 'gruResetBefore'),
      inputs,
      spec.units,
      4 * width,
      columns / 8,
      ACTIVATIONS.indexOf(spec.activation),
      ACTIVATIONS.indexOf(spec.recurrentActivation),
      kernel,
      bias,
      recurrent,
      recurrentBias,
      weights.gateColumns / 8,
      candidate,
      offset,
    ]);

  /** Takes memory for a room and makes its views. */
  const furnish = (address: number, items: number, frames: number): Place => {
    const perStep = items * columns;
    let steps = Math.min(frames, Math.max(4, Math.floor(PROJECTED / perStep)));
    if (steps > 4) steps -= steps % 4;
    const floats = [items * frames * inputs, items * frames * width, items * width, items * width, steps * perStep, perStep];
    const bytes = [...floats.map((n) => 4 * n), items * frames, items];
    const addresses = bytes.map((n) => arena.take(n)); // before there is a view
    arena.words(address, ROOM_WORDS).set([...addresses, steps]);
    return view(address, items, frames);
  };
  const view = (address: number, items: number, frames: number): Place => {
    const [x, y, h, c, , , mask, seen] = arena.words(address, ROOM_WORDS) as unknown as number[];
    return {
      address,
      x: arena.floats(x!, items * frames * inputs),
      y: arena.floats(y!, items * frames * width),
      h: arena.floats(h!, items * width),
      c: arena.floats(c!, items * width),
      mask: arena.bytes(mask!, items * frames),
      seen: arena.bytes(seen!, items),
    };
  };
  const hallAt = arena.take(4 * ROOM_WORDS);
  const streamAt = arena.take(4 * ROOM_WORDS);
  let stream = furnish(streamAt, 1, 1);
  const floor = arena.top;
  let hall: Place | undefined;
  return {
    name: 'simd',
    width,
    state: width,
    get stream() {
      return stream;
    },
    room(items, frames) {
      if (hall && hall.seen.length === items && hall.mask.length === items * frames) return hall;
      arena.top = floor;
      hall = undefined; // should there be no memory
      try {
        hall = furnish(hallAt, items, frames);
      } finally {
        if (stream.h.length === 0) stream = view(streamAt, 1, 1); // detached: the memory has grown
      }
      return hall;
    },
    run(room, items, frames, backwards, masked) {
      exports.run((room as Place).address, items, frames, Number(backwards), masked);
    },
  };
}
