/**
 * Recurrent sequences in plain TypeScript, in double: the reference, and the path where SIMD cannot run. Same rooms, same packed
 * columns and same order of sums as `src/simd/assembly/rnn.ts`, and what that lacks: peepholes, projection, rarer activations,
 * dropout of states.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { blockLength, packBlocks, roundUp } from '../simd/blocks.js';
import { packRecurrent, type RecurrentSpec } from '../simd/recurrent-weights.js';
import { NO_MASK, type RecurrentEngine, type RecurrentRoom, REPEAT } from '../simd/rnn.js';
import { type CellActivation } from './cell-activations.js';
import { type CellRoom } from './cell-rows.js';
import { copyRows } from './copy-rows.js';
import { product, type Rows } from './product.js';
import { type RecurrentFamily } from './recurrent-family.js';

/** A layer with everything that recurrent layers can have. */
export interface CellSpec extends RecurrentSpec<CellActivation> {
  /** The kind that the cell is of. */
  family: RecurrentFamily;
  /** [3, units]: i, f, o. */
  peepholes?: FloatArray | undefined;
  /** [units, outputs]. */
  projection?: FloatArray | undefined;
}

/** Where sequences lie, and more than the SIMD engine has: `z` is projected frames, [frame][item][columns], `q` [item][columns]. */
export interface JsRoom extends RecurrentRoom<Float64Array>, CellRoom {
  h: Float64Array;
  c: Float64Array;
  /** What multiplies states on their way into the recurrent weights, [item][state]. */
  drop: Float64Array | undefined;
  /** Projected frames that `z` holds. */
  steps: number;
}

/** Projected frames are held in this many numbers, which a second-level cache has room for. */
const PROJECTED = 32768;

/** The TypeScript engine. */
export function createJsRecurrent(spec: CellSpec): RecurrentEngine<Float64Array> {
  const { meet, row } = spec.family;
  const { cell, activation, recurrentActivation, inputs, units, projection } = spec;
  const numbers = (length: number): Float64Array => new Float64Array(length);
  const weights = packRecurrent(spec, Float64Array);
  const { width, columns, gateColumns } = weights;
  const outputs = projection ? projection.length / units : units;
  const state = projection ? roundUp(outputs, 8) : width;
  const projected = numbers(projection ? blockLength(units, outputs) : 0);
  if (projection)
    packBlocks(
      projected,
      projection,
      units,
      outputs,
      new Int32Array(outputs).map((_, k) => k),
    );
  const zeros = numbers(projection ? state : 0);
  const peepholes = numbers(spec.peepholes ? 3 * width : 0);
  if (spec.peepholes) copyRows(peepholes, 0, width, spec.peepholes, 0, units, 3, units);
  const offsets = new Int32Array(1);
  const furnish = (items: number, frames: number): JsRoom => {
    const steps = Math.min(frames, Math.max(1, Math.floor(PROJECTED / (items * columns))));
    const h = numbers(items * state);
    const m = projection ? numbers(items * width) : h;
    return {
      cell,
      activation,
      recurrentActivation,
      width,
      split: gateColumns,
      peepholes,
      x: numbers(items * frames * inputs),
      y: numbers(items * frames * state),
      h,
      c: numbers(items * width),
      mask: new Uint8Array(items * frames),
      seen: new Uint8Array(items),
      z: numbers(steps * items * columns),
      steps,
      q: numbers(items * columns),
      drop: undefined,
      a: m,
      m,
    };
  };
  const frameRows: Rows = { data: zeros, at: 0, stride: inputs, rows: 1, offsets, run: inputs };
  const stateRows = { ...frameRows, stride: state, run: outputs };
  const cellRows = { ...frameRows, stride: width, run: units };

  const step = (room: JsRoom, items: number, frames: number, t: number, z: number, masked: number): void => {
    const { h, drop } = room;
    stateRows.data = drop ? dropped(h, drop) : h;
    stateRows.rows = items;
    if (meet) meet(room, stateRows, weights, z);
    else product(stateRows, weights.recurrent, columns, room.z, z, columns, room.z, z, columns);
    for (let i = 0; i < items; i++) {
      const at = i * state;
      const frame = i * frames + t;
      const skipped = masked !== NO_MASK && room.mask[frame] === 0;
      if (!skipped) {
        room.seen[i] = 1;
        row(room, z + i * columns, i * columns, i * width);
        if (projection) {
          cellRows.data = room.m;
          cellRows.at = i * width;
          product(cellRows, projected, state, zeros, 0, 0, h, at, state);
        }
      }
      const zero = skipped && !(masked === REPEAT && room.seen[i]);
      for (let j = 0; j < state; j++) room.y[frame * state + j] = zero ? 0 : h[at + j]!;
    }
  };

  let hall = furnish(1, 1);
  return {
    name: 'js',
    width,
    state,
    stream: furnish(1, 1),
    room(items, frames) {
      if (hall.seen.length !== items || hall.mask.length !== items * frames) hall = furnish(items, frames);
      hall.drop = undefined; // of another run
      return hall;
    },
    run(some, items, frames, backwards, masked) {
      const room = some as JsRoom;
      frameRows.data = room.x;
      for (let done = 0; done < frames; done += room.steps) {
        const steps = Math.min(room.steps, frames - done);
        const first = backwards ? frames - done - steps : done;
        frameRows.rows = steps;
        for (let i = 0; i < items; i++) {
          frameRows.at = (i * frames + first) * inputs;
          product(frameRows, weights.kernel, columns, weights.bias, 0, 0, room.z, i * columns, items * columns);
        }
        for (let s = 0; s < steps; s++) {
          const t = backwards ? steps - 1 - s : s;
          step(room, items, frames, first + t, t * items * columns, masked);
        }
      }
    },
  };
}

/** Apart from the step: a function in it that sees a variable of its would make it allocate. */
const dropped = (h: Float64Array, drop: Float64Array): Float64Array => h.map((v, i) => v * drop[i]!);
