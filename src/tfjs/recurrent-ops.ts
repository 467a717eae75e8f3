/**
 * Recurrent layers out of operations of TensorFlow.js, for backends whose values are out of reach. Their gradients are those that
 * TensorFlow.js has registered.
 * @module
 */
import * as tf from '@tensorflow/tfjs-core';
import { ParameterError } from '../core/errors.js';
import { type Random } from '../core/random.js';
import { type CellActivation } from '../nn/cell-activations.js';
import { drawDropout } from '../nn/draw-dropout.js';
import { type Mask } from '../nn/layer.js';
import { type MergeMode } from '../nn/merge-pair.js';
import { expectFrames } from '../nn/recurrent-checks.js';
import { type RecurrentSettings } from '../nn/recurrent-options.js';
import { swapAxes } from '../nn/time-major.js';

type Tensor = tf.Tensor;

/** What goes in. */
export interface OpsRun {
  x: Tensor;
  states: readonly Tensor[];
  /** Laid out as the first two axes of x. */
  mask: Mask | undefined;
  training: boolean;
  /** For dropout. */
  random: Random;
}

const ACTIVATE: Record<CellActivation, (x: Tensor) => Tensor> = {
  linear: (x) => x,
  relu: (x) => tf.relu(x),
  tanh: (x) => tf.tanh(x),
  sigmoid: (x) => tf.sigmoid(x),
  hardSigmoid: (x) => tf.clipByValue(tf.add(tf.div(x, 6), 0.5), 0, 1),
  hardSigmoidKeras2: (x) => tf.clipByValue(tf.add(tf.mul(x, 0.2), 0.5), 0, 1),
  elu: (x) => tf.elu(x),
  selu: (x) => tf.selu(x),
  leakyRelu: (x) => tf.leakyRelu(x, 0.2),
  relu6: (x) => tf.relu6(x),
  softplus: (x) => tf.softplus(x),
  softsign: (x) => tf.div(x, tf.add(tf.abs(x), 1)),
  exponential: (x) => tf.exp(x),
};

/** One layer: the output, and the states if they are asked for. */
export function recurrentOps(settings: RecurrentSettings, weights: readonly Tensor[], run: OpsRun, zeros?: boolean): Tensor[] {
  const { kind, units, outputs, dropout, recurrentDropout, goBackwards, timeMajor, returnSequences, returnState } = settings;
  const x = timeMajor ? tf.transpose(run.x, [1, 0, 2]) : run.x;
  const [batch, time, inputs] = x.shape as [number, number, number];
  const mask = run.mask && (timeMajor ? swapAxes(run.mask, time, batch) : run.mask);
  if (batch < 1 || time < 1) throw new ParameterError(kind, 'x', `must have at least one item and one frame, got [${x.shape.join(', ')}]`);
  if (mask) expectFrames(mask, batch, time, kind);
  const drop = (rate: number, width: number, shape: number[]): Tensor | undefined =>
    run.training && rate > 0
      ? tf.tensor(drawDropout(batch * width, rate, run.random, (n) => new Float32Array(n)) as Float32Array, shape)
      : undefined;
  const dropInputs = drop(dropout, inputs, [batch, 1, inputs]);
  const dropStates = drop(recurrentDropout, outputs, [batch, outputs]);
  const bias = settings.useBias ? weights[2] : undefined;
  const two = settings.cell === 'gru' && bias ? tf.unstack(bias, 0) : undefined;
  let rows = tf.matMul(tf.reshape(dropInputs ? tf.mul(x, dropInputs) : x, [batch * time, inputs]), weights[0]!);
  const inputBias = two ? two[0] : bias;
  if (inputBias) rows = tf.add(rows, inputBias);
  const width = rows.shape[1]!;
  // the list that unstack gives belongs to the tape; for one frame, its gradient fails in 4.22
  const frames = time === 1 ? [tf.reshape(rows, [batch, width])] : [...tf.unstack(tf.reshape(rows, [batch, time, width]), 1)];
  if (goBackwards) frames.reverse();
  const cell = makeCell(settings, weights, two?.[1], dropStates);
  let states: readonly Tensor[] = run.states;
  if (states.length === 0) states = [tf.zeros([batch, outputs]), ...(kind === 'lstm' ? [tf.zeros([batch, units])] : [])];
  const zeroed = zeros ?? settings.zeroOutputForMask;
  let y: Tensor = tf.zeros([batch, outputs]);
  const ys: Tensor[] = [];
  frames.forEach((frame, step) => {
    const t = goBackwards ? time - 1 - step : step;
    const next = cell(frame, states);
    if (!mask) {
      states = next;
      y = next[0]!;
    } else {
      const counts = tf.tensor(
        Float32Array.from({ length: batch }, (_, b) => mask[b * time + t]!),
        [batch, 1],
      );
      const pick = (fresh: Tensor, old: Tensor): Tensor => tf.add(tf.mul(fresh, counts), tf.mul(old, tf.sub(1, counts)));
      y = zeroed ? tf.mul(next[0]!, counts) : pick(next[0]!, y);
      states = next.map((fresh, i) => pick(fresh, states[i]!));
    }
    if (returnSequences) ys.push(y);
  });
  const out = returnSequences ? tf.stack(ys, timeMajor ? 0 : 1) : y;
  return returnState ? [out, ...states] : [out];
}

type Cell = (z: Tensor, states: readonly Tensor[]) => readonly Tensor[];

/** From what a frame gives the gates, and the states, to the next states. */
function makeCell(
  settings: RecurrentSettings,
  weights: readonly Tensor[],
  recurrentBias: Tensor | undefined,
  drop: Tensor | undefined,
): Cell {
  const { cell, units, useBias, peepholes, projected } = settings;
  const act = ACTIVATE[settings.activation];
  const gate = ACTIVATE[settings.recurrentActivation];
  const recurrent = weights[1]!;
  const used = (h: Tensor): Tensor => (drop ? tf.mul(h, drop) : h);
  if (cell === 'simple') return (z, [h]) => [act(tf.add(z, tf.matMul(used(h!), recurrent)))];
  if (cell === 'lstm') {
    const peeps = peepholes ? tf.unstack(weights[useBias ? 3 : 2]!, 0) : undefined;
    const projection = projected ? weights.at(-1) : undefined;
    return (z, [h, c]) => {
      const [zi, zf, zg, zo] = tf.split(tf.add(z, tf.matMul(used(h!), recurrent)), 4, 1) as [Tensor, Tensor, Tensor, Tensor];
      const peep = (gates: Tensor, i: number, state: Tensor): Tensor => gate(peeps ? tf.add(gates, tf.mul(peeps[i]!, state)) : gates);
      const next = tf.add(tf.mul(peep(zf, 1, c!), c!), tf.mul(peep(zi, 0, c!), act(zg)));
      const m = tf.mul(peep(zo, 2, next), act(next));
      return [projection ? tf.matMul(m, projection) : m, next];
    };
  }
  const mix = (update: Tensor, h: Tensor, n: Tensor): Tensor => tf.add(n, tf.mul(update, tf.sub(h, n)));
  if (cell === 'gru') {
    return (z, [h]) => {
      const product = tf.matMul(used(h!), recurrent);
      const q = tf.split(recurrentBias ? tf.add(product, recurrentBias) : product, 3, 1);
      const [zz, zr, zn] = tf.split(z, 3, 1) as [Tensor, Tensor, Tensor];
      const update = gate(tf.add(zz, q[0]!));
      const n = act(tf.add(zn, tf.mul(gate(tf.add(zr, q[1]!)), q[2]!)));
      return [mix(update, h!, n)];
    };
  }
  const gates = tf.slice(recurrent, [0, 0], [units, 2 * units]);
  const candidate = tf.slice(recurrent, [0, 2 * units], [units, units]);
  return (z, [h]) => {
    const [zz, zr, zn] = tf.split(z, 3, 1) as [Tensor, Tensor, Tensor];
    const seen = used(h!);
    const [qz, qr] = tf.split(tf.matMul(seen, gates), 2, 1) as [Tensor, Tensor];
    const n = act(tf.add(zn, tf.matMul(tf.mul(gate(tf.add(zr, qr)), seen), candidate)));
    return [mix(gate(tf.add(zz, qz)), h!, n)];
  };
}

/** Both directions. */
export function bidirectionalOps(
  settings: readonly [RecurrentSettings, RecurrentSettings],
  weights: readonly [readonly Tensor[], readonly Tensor[]],
  mergeMode: MergeMode | null,
  run: OpsRun,
): Tensor[] {
  const [first] = settings;
  const half = run.states.length / 2;
  const zeros = first.returnSequences || first.zeroOutputForMask;
  const [a, b] = settings.map((each, i) =>
    recurrentOps(each, weights[i]!, { ...run, states: i ? run.states.slice(half) : run.states.slice(0, half) }, zeros),
  ) as [Tensor[], Tensor[]];
  const back = first.returnSequences ? tf.reverse(b[0]!, first.timeMajor ? 0 : 1) : b[0]!;
  return [...merge(mergeMode, a[0]!, back), ...a.slice(1), ...b.slice(1)];
}

function merge(mode: MergeMode | null, a: Tensor, b: Tensor): Tensor[] {
  if (mode === null) return [a, b];
  if (mode === 'concat') return [tf.concat([a, b], a.shape.length - 1)];
  if (mode === 'mul') return [tf.mul(a, b)];
  const sum = tf.add(a, b);
  return [mode === 'ave' ? tf.mul(sum, 0.5) : sum];
}
