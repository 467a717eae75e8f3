/**
 * Batches of sequences through a recurrent layer and back: which frames are read when, what masked ones give, what dropout drops.
 * Frames are [batch, time, ...]; outputs are in the order of reading.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { type Run, type Trainer } from '../simd/trainer.js';
import { type Mask } from './layer.js';

export { drawDropout } from './draw-dropout.js';

/** A batch. */
export interface Sequences {
  batch: number;
  time: number;
  inputs: number;
  x: FloatArray;
  mask: Mask | undefined;
  /** States to start from, h [batch, outputs] and c [batch, units]; zeros where they are undefined. */
  states: readonly (FloatArray | undefined)[];
  goBackwards: boolean;
  /** Outputs of all frames, else only of the one read last. */
  sequences: boolean;
  /** Masked frames give zeros, else the output before. */
  zeros: boolean;
  /** Factors of the inputs, [batch, inputs], and of the states, [batch, outputs]. */
  dropInputs: FloatArray | undefined;
  drop: FloatArray | undefined;
  truncate: number;
}

/** What came out: y is [batch, time, outputs] or [batch, outputs]. */
export interface SequencesResult {
  y: FloatArray;
  states: FloatArray[];
  /** Gradients of inputs and first states, and, in `trainer.gradients`, of the weights. Once. */
  backward(
    dy: FloatArray | undefined,
    dStates: readonly (FloatArray | undefined)[],
    wanted: boolean,
  ): { dx: FloatArray | undefined; dStates: FloatArray[] };
}

type Sizes = { units: number; outputs: number; states: number };

/** Whether the output of each frame counts, [reading order][item]: not where a masked frame gives zeros. */
function counted(mask: Uint8Array, items: number, time: number, zeros: boolean): Uint8Array {
  const out = Uint8Array.from(mask);
  if (!zeros) for (let k = items; k < items * time; k++) out[k]! |= out[k - items]!; // the first frames before any are zeros
  return out;
}

/** Runs the layer. Without gradients the place in the trainer is given back at once. */
export function runSequences(
  trainer: Trainer,
  { units, outputs, states }: Sizes,
  s: Sequences,
  gradients: boolean,
  make: (length: number) => FloatArray,
): SequencesResult {
  const { batch, time, inputs, x, mask, goBackwards, sequences, zeros, dropInputs, drop, truncate } = s;
  const { input, width, state } = trainer.layout;
  const run = trainer.begin(batch, time);
  const frameOf = (t: number): number => (goBackwards ? time - 1 - t : t);
  for (let t = 0; t < time; t++) {
    for (let b = 0; b < batch; b++) {
      const to = (t * batch + b) * input;
      const from = (b * time + frameOf(t)) * inputs;
      if (dropInputs) for (let f = 0; f < inputs; f++) run.x[to + f] = x[from + f]! * dropInputs[b * inputs + f]!;
      else for (let f = 0; f < inputs; f++) run.x[to + f] = x[from + f]!;
      if (mask) run.mask[t * batch + b] = mask[b * time + frameOf(t)]!;
    }
  }
  fillRows(run.h, state, batch, s.states[0], outputs);
  if (states === 2) fillRows(run.c, width, batch, s.states[1], units);
  if (drop) fillRows(run.drop, state, batch, drop, outputs);
  trainer.forward(run, mask !== undefined, drop !== undefined);

  const counts = mask ? counted(run.mask, batch, time, zeros) : undefined;
  const y = make(batch * (sequences ? time : 1) * outputs);
  eachOutput(batch, time, sequences, counts, (k, row) => {
    for (let j = 0; j < outputs; j++) y[row * outputs + j] = run.h[(k + batch) * state + j]!;
  });
  const last = [takeRows(run.h, time * batch * state, state, batch, outputs, make)];
  if (states === 2) last.push(takeRows(run.c, time * batch * width, width, batch, units, make));
  if (!gradients) trainer.end(run);
  return {
    y,
    states: last,
    backward(dy, dStates, wanted) {
      trainer.resume(run);
      run.dy.fill(0);
      if (dy) {
        eachOutput(batch, time, sequences, counts, (k, row) => {
          for (let j = 0; j < outputs; j++) run.dy[k * state + j] = dy[row * outputs + j]!;
        });
      }
      fillRows(run.dh, state, batch, dStates[0], outputs);
      fillRows(run.dc, width, batch, dStates[1], units);
      trainer.backward(run, mask !== undefined, drop !== undefined, truncate, wanted);
      const result = {
        dx: wanted ? takeFrames(run, s, input, make) : undefined,
        dStates: [takeRows(run.dh, 0, state, batch, outputs, make)],
      };
      if (states === 2) result.dStates.push(takeRows(run.dc, 0, width, batch, units, make));
      trainer.end(run);
      return result;
    },
  };
}

/** Visits the frames whose outputs leave the layer: index in the run, and row of the output. */
function eachOutput(
  batch: number,
  time: number,
  sequences: boolean,
  counts: Uint8Array | undefined,
  visit: (k: number, row: number) => void,
): void {
  for (let t = sequences ? 0 : time - 1; t < time; t++) {
    for (let b = 0; b < batch; b++) {
      const k = t * batch + b;
      if (!counts || counts[k]) visit(k, sequences ? b * time + t : b);
    }
  }
}

/** Rows from elsewhere, or zeros. What fills a row up stays. */
function fillRows(to: FloatArray, stride: number, rows: number, from: FloatArray | undefined, length: number): void {
  for (let r = 0; r < rows; r++) {
    for (let j = 0; j < length; j++) to[r * stride + j] = from ? from[r * length + j]! : 0;
    to.fill(0, r * stride + length, (r + 1) * stride);
  }
}

function takeRows(
  from: FloatArray,
  at: number,
  stride: number,
  rows: number,
  length: number,
  make: (length: number) => FloatArray,
): FloatArray {
  const out = make(rows * length);
  for (let r = 0; r < rows; r++) for (let j = 0; j < length; j++) out[r * length + j] = from[at + r * stride + j]!;
  return out;
}

function takeFrames(run: Run, s: Sequences, input: number, make: (length: number) => FloatArray): FloatArray {
  const { batch, time, inputs, goBackwards, dropInputs } = s;
  const out = make(batch * time * inputs);
  for (let t = 0; t < time; t++) {
    for (let b = 0; b < batch; b++) {
      const from = (t * batch + b) * input;
      const to = (b * time + (goBackwards ? time - 1 - t : t)) * inputs;
      if (dropInputs) for (let f = 0; f < inputs; f++) out[to + f] = run.dx[from + f]! * dropInputs[b * inputs + f]!;
      else for (let f = 0; f < inputs; f++) out[to + f] = run.dx[from + f]!;
    }
  }
  return out;
}
