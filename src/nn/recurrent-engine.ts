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
  /** What multiplies states on their way into the recurrent weights, [item][state]; empty for ones. */
  drop: Float64Array;
  /** Projected frames that `z` holds. */
  steps: number;
  /** What goes into the recurrent weights: h, or what dropout leaves of it. */
  used: Float64Array;
}

/** Projected frames are held in this many numbers, which a second-level cache has room for. */
const PROJECTED = 32768;
const NONE = /* @__PURE__ */ new Float64Array(0);

/** The TypeScript engine. */
export function createJsRecurrent(spec: CellSpec): RecurrentEngine<Float64Array> {
  const { meet, row } = spec.family;
  const { cell, activation, recurrentActivation, inputs, units, projection } = spec;
  const numbers = (length: number): Float64Array => new Float64Array(length);
  const weights = packRecurrent(spec, numbers);
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
      drop: NONE,
      used: h,
      a: m,
      m,
    };
  };
  const frameRows: Rows = { data: weights.kernel, at: 0, stride: inputs, rows: 0, offsets, run: inputs };
  const stateRows: Rows = { data: weights.kernel, at: 0, stride: state, rows: 0, offsets, run: outputs };
  const cellRows: Rows = { data: weights.kernel, at: 0, stride: width, rows: 1, offsets, run: units };

  const step = (room: JsRoom, items: number, frames: number, t: number, z: number, masked: number): void => {
    const { h, drop } = room;
    if (drop.length) {
      if (room.used === h) room.used = h.slice();
      for (let i = 0; i < h.length; i++) room.used[i] = h[i]! * drop[i]!;
    } else room.used = h;
    stateRows.data = room.used;
    stateRows.rows = items;
    if (meet) meet(room, stateRows, weights, z);
    else product(stateRows, weights.recurrent, columns, room.z, z, columns, room.z, z, columns);
    for (let i = 0; i < items; i++) {
      const y = (i * frames + t) * state;
      const h = i * state;
      if (masked !== NO_MASK && room.mask[i * frames + t] === 0) {
        const repeat = masked === REPEAT && room.seen[i] === 1;
        for (let j = 0; j < state; j++) room.y[y + j] = repeat ? room.h[h + j]! : 0;
        continue;
      }
      room.seen[i] = 1;
      row(room, z + i * columns, i * columns, i * width);
      if (projection) {
        cellRows.data = room.m;
        cellRows.at = i * width;
        product(cellRows, projected, state, zeros, 0, 0, room.h, h, state);
      }
      for (let j = 0; j < state; j++) room.y[y + j] = room.h[h + j]!;
    }
  };

  let hall = furnish(1, 1);
  let kept: readonly [number, number] = [1, 1];
  return {
    name: 'js',
    width,
    state,
    stream: furnish(1, 1),
    room(items, frames) {
      if (kept[0] !== items || kept[1] !== frames) {
        hall = furnish(items, frames);
        kept = [items, frames];
      }
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
