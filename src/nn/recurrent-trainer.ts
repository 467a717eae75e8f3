/**
 * Training a recurrent layer in plain TypeScript, in double: the reference, and the path where SIMD cannot run or lacks something.
 * @module
 */
import { BLOCK, roundUp } from '../simd/blocks.js';
import {
  layoutOf,
  PACKED,
  packedLengths,
  type PackedGradients,
  type PackedName,
  packTrainer,
  type Run,
  type Trainer,
  type TrainerSpec,
} from '../simd/trainer.js';
import { accumulate, addColumns } from './accumulate.js';
import { activateCell, type CellActivation } from './cell-activations.js';
import { type BackRoom } from './cell-rows.js';
import { slopeCell } from './cell-slopes.js';
import { gruRow, gruRowBack, resetBeforeRow, resetBeforeRowBack, resetRow, resetRowBack } from './gru-rows.js';
import { lstmRow, lstmRowBack } from './lstm-rows.js';
import { product, type Rows } from './product.js';

/** Rows of frames that are projected at once: they stay in a second-level cache. */
const PIECE = 96;

interface JsRun extends Run<Float64Array> {
  room: BackRoom;
  /** What went into the recurrent weights, [frame][item][state]: h, or a copy of it with dropout. */
  used: Float64Array;
  /** r times that, where it is reset before the product. */
  s: Float64Array;
}

/** The TypeScript trainer. */
export function createJsTrainer(spec: TrainerSpec<CellActivation>): Trainer<Float64Array> {
  const { cell, inputs, units, outputs, projected } = spec;
  const layout = layoutOf(spec);
  const { input, width, state, row, gateColumns: split } = layout;
  const cellRow = projected ? roundUp(units, 8) : state;
  const numbers = (length: number): Float64Array => new Float64Array(length);
  const lengths = packedLengths(spec, layout);
  const packed = Object.fromEntries(PACKED.map((name) => [name, numbers(lengths[name])])) as Record<PackedName, Float64Array>;
  const gradients: PackedGradients<Float64Array> = {
    kernel: numbers(input * row),
    recurrent: numbers(state * row),
    bias: numbers(row),
    recurrentBias: numbers(row),
    peepholes: numbers(3 * width),
    projection: numbers(projected ? cellRow * state : 0),
  };
  const peepholes = numbers(spec.peepholes ? 3 * width : 0);
  const zeros = numbers(Math.max(row, state, cellRow, input) + BLOCK);
  const one = Int32Array.from([0]);
  const rows: Rows = { data: zeros, at: 0, stride: 0, rows: 0, offsets: one, run: 0 };
  /** out = start + a w, for `count` rows. */
  const multiply = (
    a: Float64Array,
    at: number,
    stride: number,
    count: number,
    depth: number,
    w: Float64Array,
    columns: number,
    start: Float64Array,
    startAt: number,
    startStride: number,
    out: Float64Array,
    outAt: number,
    outStride: number,
  ): void => {
    rows.data = a;
    rows.stride = stride;
    rows.run = depth;
    for (let done = 0; done < count; done += PIECE) {
      rows.at = at + done * stride;
      rows.rows = Math.min(PIECE, count - done);
      product(rows, w, columns, start, startAt + done * startStride, startStride, out, outAt + done * outStride, outStride);
    }
  };
  let spare: JsRun | undefined;

  const furnish = (items: number, frames: number): JsRun => {
    const all = items * frames;
    const h = numbers((all + items) * state);
    const c = numbers(cell === 'lstm' ? (all + items) * width : 0);
    return {
      items,
      frames,
      x: numbers(all * input),
      h,
      c,
      mask: new Uint8Array(all),
      drop: numbers(items * state),
      dy: numbers(all * state),
      dh: numbers(items * state),
      dc: numbers(items * width),
      dx: numbers(all * input),
      used: h,
      s: numbers(cell === 'gruResetBefore' ? all * state : 0),
      room: {
        cell,
        activation: spec.activation,
        recurrentActivation: spec.recurrentActivation,
        width,
        split,
        z: numbers(all * row),
        q: numbers(cell === 'gru' ? all * row : 0),
        h,
        c,
        a: numbers(cell === 'lstm' ? all * width : 0),
        m: projected ? numbers(all * cellRow) : h,
        peepholes,
        peepholeGradients: gradients.peepholes,
        d: numbers(items * row),
      },
    };
  };

  return {
    name: 'js',
    layout,
    gradients,
    load(weights) {
      packTrainer(spec, layout, weights, packed);
      if (weights.peepholes) {
        for (let g = 0; g < 3; g++) peepholes.set(weights.peepholes.subarray(g * units, (g + 1) * units), g * width);
      }
    },
    begin(items, frames) {
      const run = spare;
      spare = undefined;
      return run && run.items === items && run.frames === frames ? run : furnish(items, frames);
    },
    resume: () => undefined,
    end(run) {
      spare = run as JsRun;
    },
    forward(some, masked, dropped) {
      const run = some as JsRun;
      const { items, frames, x, h, c, mask, drop, room, s } = run;
      const { z, q } = room;
      if (!dropped) run.used = h;
      else if (run.used === h) run.used = numbers(items * frames * state);
      const { used } = run;
      multiply(x, 0, input, items * frames, inputs, packed.kernel, row, packed.bias, 0, 0, z, 0, row);
      for (let t = 0; t < frames; t++) {
        const now = t * items;
        if (dropped) for (let i = 0; i < items * state; i++) used[now * state + i] = h[now * state + i]! * drop[i]!;
        const at = now * state;
        const to = now * row;
        if (cell === 'gru') multiply(used, at, state, items, outputs, packed.recurrent, row, packed.recurrentBias, 0, 0, q, to, row);
        else multiply(used, at, state, items, outputs, packed.recurrent, split, z, to, row, z, to, row);
        if (cell === 'gruResetBefore') {
          for (let i = now; i < now + items; i++) resetRow(room, i * row, used, i * state, s, i * state);
          multiply(s, at, state, items, outputs, packed.candidate, row - split, z, to + split, row, z, to + split, row);
        }
        for (let i = now; i < now + items; i++) {
          const next = (i + items) * state;
          if (cell === 'lstm') {
            lstmRow(room, i * row, i * width, (i + items) * width, i * width, projected ? i * cellRow : next);
          } else if (cell === 'gru') gruRow(room, i * row, i * row, i * state, next);
          else if (cell === 'gruResetBefore') resetBeforeRow(room, i * row, i * state, next);
          else {
            for (let j = 0; j < width; j++) h[next + j] = z[i * row + j]!;
            activateCell(spec.activation, h, next, width / 4, 4);
          }
        }
        if (projected) {
          multiply(room.m, now * cellRow, cellRow, items, units, packed.projection, state, zeros, 0, 0, h, (now + items) * state, state);
        }
        if (masked) {
          for (let i = now; i < now + items; i++) {
            if (mask[i]) continue;
            h.copyWithin((i + items) * state, i * state, (i + 1) * state);
            if (cell === 'lstm') c.copyWithin((i + items) * width, i * width, (i + 1) * width);
          }
        }
      }
    },
    backward(some, masked, dropped, truncate, wanted) {
      const { items, frames, x, h, mask, drop, dy, dh, dc, dx, room, used, s } = some as JsRun;
      const { z, q, d } = room;
      const all = items * frames;
      for (const sums of Object.values(gradients) as Float64Array[]) sums.fill(0);
      const din = numbers(items * state);
      const dm = projected ? numbers(items * cellRow) : dh;
      const dmRow = projected ? cellRow : state;
      for (let t = frames - 1; t >= 0; t--) {
        const now = t * items;
        for (let i = 0; i < items * state; i++) dh[i]! += dy[now * state + i]!;
        if (projected) {
          for (let i = 0; i < items * state; i++) dy[now * state + i] = masked && !mask[now + Math.floor(i / state)] ? 0 : dh[i]!;
          multiply(dh, 0, state, items, outputs, packed.projectionTurned, cellRow, zeros, 0, 0, dm, 0, cellRow);
        }
        for (let i = 0; i < items; i++) {
          const k = now + i;
          if (masked && !mask[k]) {
            z.fill(0, k * row, (k + 1) * row);
            if (cell === 'gru') q.fill(0, k * row, (k + 1) * row);
            continue;
          }
          if (cell === 'lstm') {
            lstmRowBack(room, k * row, k * width, (k + items) * width, k * width, dm, i * dmRow, dc, i * width);
            dh.fill(0, i * state, (i + 1) * state);
          } else if (cell === 'gru') gruRowBack(room, k * row, k * state, dh, i * state);
          else if (cell === 'gruResetBefore') resetBeforeRowBack(room, k * row, k * state, dh, i * state, i * row);
          else {
            for (let j = 0; j < width; j++) {
              d[j] = dh[i * state + j]!;
              z[k * row + j] = h[(k + items) * state + j]!;
            }
            slopeCell(spec.activation, z, k * row, width / 4, 4, d, 0);
            dh.fill(0, i * state, (i + 1) * state);
          }
        }
        const [g, to] = [cell === 'gru' ? q : z, now * row];
        if (cell === 'gruResetBefore') {
          multiply(z, to + split, row, items, row - split, packed.candidateTurned, state, zeros, 0, 0, din, 0, state);
          for (let i = 0; i < items; i++) {
            const k = now + i;
            if (!masked || mask[k]) resetRowBack(room, k * row, used, k * state, din, i * state, i * row);
          }
          multiply(z, to, row, items, split, packed.recurrentTurned, state, din, 0, state, din, 0, state);
        } else multiply(g, to, row, items, split, packed.recurrentTurned, state, zeros, 0, 0, din, 0, state);
        if (dropped) for (let i = 0; i < items * state; i++) dh[i]! += drop[i]! * din[i]!;
        else for (let i = 0; i < items * state; i++) dh[i]! += din[i]!;
        if (truncate > 0 && t > 0 && t % truncate === 0) {
          dh.fill(0);
          dc.fill(0);
        }
      }
      if (wanted) multiply(z, 0, row, all, row, packed.kernelTurned, input, zeros, 0, 0, dx, 0, input);
      accumulate(gradients.kernel, row, all, x, input, input, z, 0, row, row);
      addColumns(gradients.bias, all, z, row);
      if (cell === 'gru') addColumns(gradients.recurrentBias, all, q, row);
      accumulate(gradients.recurrent, row, all, used, state, state, cell === 'gru' ? q : z, 0, row, split);
      if (cell === 'gruResetBefore') accumulate(gradients.recurrent.subarray(split), row, all, s, state, state, z, split, row, row - split);
      if (projected) accumulate(gradients.projection, state, all, room.m, cellRow, cellRow, dy, 0, state, state);
    },
  };
}
