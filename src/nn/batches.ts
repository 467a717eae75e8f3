/**
 * Which items come together, and their arrays.
 * @module
 */
import { createRandom, type Random } from '../core/random.js';
import { type Tensor } from '../core/tensor.js';
import { type FloatArray } from '../core/types.js';
import { sizeOf } from '../core/view.js';
import { type Mask } from './layer.js';
import { type TrainingData } from './training-data.js';

/** Items of a batch, and frames after which all of it is padding. */
export interface BatchPlan {
  readonly items: Int32Array;
  readonly time: number | undefined;
}

/** A stream for each batch of each epoch: so that training goes on from a state without the streams of before. */
export function streamOf(seed: number, epoch: number, batch: number): Random {
  let h = 0x243f6a88; // pi
  for (const word of [seed, epoch, batch]) {
    h = Math.imul(h ^ word, 0x9e3779b1);
    h = Math.imul(h ^ (h >>> 15), 0x85ebca77);
    h ^= h >>> 13;
  }
  return createRandom(h >>> 0);
}

/** Fisher and Yates' shuffle, in place. */
function shuffleAll<T>(list: { length: number; [index: number]: T }, random: Random): void {
  for (let i = list.length - 1; i > 0; i--) {
    const k = Math.floor(random.uniform() * (i + 1));
    [list[i], list[k]] = [list[k]!, list[i]!];
  }
}

/** Frames of each item up to the last that counts. */
function endsOf(mask: Mask, items: number): Int32Array {
  const time = mask.length / items;
  return Int32Array.from({ length: items }, (_, i) => mask.lastIndexOf(1, (i + 1) * time - 1) - i * time + 1);
}

/**
 * Cuts a data set into batches. With `bucketing`, that many batches at a time are sorted by length before they are cut, and each batch
 * ends with its longest sequence.
 */
export function planBatches(
  { items, mask }: TrainingData,
  batchSize: number,
  random: Random | undefined,
  bucketing: number | null,
): BatchPlan[] {
  const order = Int32Array.from({ length: items }, (_, i) => i);
  if (random) shuffleAll(order, random);
  const ends = bucketing !== null && mask ? endsOf(mask, items) : undefined;
  if (ends) {
    const room = batchSize * bucketing!;
    // equal lengths stay in their (shuffled) order: sorting is stable
    for (let first = 0; first < items; first += room) order.subarray(first, first + room).sort((a, b) => ends[a]! - ends[b]!);
  }
  const batches: BatchPlan[] = [];
  for (let first = 0; first < items; first += batchSize) {
    const part = order.slice(first, first + batchSize);
    batches.push({ items: part, time: ends && part.reduce((most, i) => Math.max(most, ends[i]!), 0) });
  }
  if (ends && random) shuffleAll(batches, random);
  return batches;
}

/** The arrays of a batch. */
export interface Batch extends Omit<TrainingData, 'targets'> {
  readonly targets: readonly Tensor<Float64Array>[];
}

function take<T extends FloatArray>({ data, shape }: Tensor<T>, items: Int32Array, time: number | undefined): Tensor<T> {
  const width = sizeOf(shape.slice(1));
  const cut = time === undefined ? width : (width / shape[1]!) * time;
  const out = new (data.constructor as new (length: number) => T)(items.length * cut);
  for (let i = 0; i < items.length; i++) out.set(data.subarray(items[i]! * width, items[i]! * width + cut), i * cut);
  return { data: out, shape: time === undefined ? [items.length, ...shape.slice(1)] : [items.length, time, ...shape.slice(2)] };
}

/** Copies the items of a batch side by side. `timed` says which targets have the time of the first input. */
export function takeBatch(data: TrainingData, { items, time }: BatchPlan, timed: readonly boolean[]): Batch {
  const { inputs, targets, mask, weights } = data;
  const frames = mask && mask.length / data.items;
  const cut = time ?? frames;
  const part = mask && new Uint8Array(items.length * cut!);
  if (part) for (let i = 0; i < items.length; i++) part.set(mask.subarray(items[i]! * frames!, items[i]! * frames! + cut!), i * cut!);
  return {
    items: items.length,
    inputs: inputs.map((input, i) => take(input, items, i === 0 ? time : undefined)),
    targets: targets.map((target, o) => take(target, items, timed[o] ? time : undefined)),
    mask: part,
    weights: weights && Float64Array.from(items, (i) => weights[i]!),
  };
}
