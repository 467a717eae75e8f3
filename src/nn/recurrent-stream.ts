/**
 * Live input through a recurrent layer, frame by frame.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { type Trainer } from '../simd/trainer.js';
import { type RecurrentKernel } from './recurrent-kernel.js';

/** A layer that waits for the next frame. */
export interface Stream {
  y: FloatArray;
  step(out: FloatArray, frame: FloatArray): void;
  reset(states?: readonly FloatArray[]): void;
}

/** Live input on the kernel, or, for what it lacks, on a trainer's place of one frame. */
export function openStream(
  kernel: RecurrentKernel | undefined,
  trainerNow: () => Trainer,
  { inputs, outputs, states }: { inputs: number; units: number; outputs: number; states: number },
  make: (length: number) => FloatArray,
): Stream {
  const y = make(outputs);
  if (kernel) {
    kernel.reset();
    return { y, step: (out, frame) => kernel.step(out, frame), reset: (given) => kernel.reset(given) };
  }
  const trainer = trainerNow();
  const run = trainer.begin(1, 1);
  const { state, width } = trainer.layout;
  const reset: Stream['reset'] = (given) => {
    run.h.fill(0);
    run.c.fill(0);
    if (given) run.h.set(given[0]!);
    if (given && states === 2) run.c.set(given[1]!);
  };
  reset();
  return {
    y,
    reset,
    step(out, frame) {
      for (let f = 0; f < inputs; f++) run.x[f] = frame[f]!;
      trainer.forward(run, false, false);
      run.h.copyWithin(0, state);
      if (states === 2) run.c.copyWithin(0, width);
      for (let j = 0; j < outputs; j++) out[j] = run.h[j]!;
    },
  };
}
