/**
 * Networks forward and backward.
 * @module
 */
import { type Tensor } from '../core/tensor.js';
import { type FloatArray } from '../core/types.js';
import { type Graph, type GraphCall, type GraphNode } from './graph.js';
import { type Layer, type Mask, type Pass, type Shape, type Step } from './layer.js';

/** Shapes of all values for these inputs. */
export function shapesOf(graph: Graph, inputs: readonly Shape[]): Map<GraphNode, Shape> {
  const shapes = new Map<GraphNode, Shape>();
  graph.inputs.forEach((node, i) => shapes.set(node, inputs[i]!));
  for (const { layer, inputs: from, outputs } of graph.calls) {
    const given = layer.outputShapes(from.map((node) => shapes.get(node)!));
    outputs.forEach((node, i) => shapes.set(node, given[i]!));
  }
  return shapes;
}

/** Runs all calls. `mask` is that of the first input. */
export function runGraph(graph: Graph, inputs: readonly Tensor[], pass: Pass, mask: Mask | undefined): Step {
  const values = new Map<GraphNode, Tensor>();
  const masks = new Map<GraphNode, Mask | undefined>();
  const steps: Step[] = [];
  graph.inputs.forEach((node, i) => values.set(node, inputs[i]!));
  if (graph.inputs[0]) masks.set(graph.inputs[0], mask);
  const last = pass.gradients ? undefined : lastUses(graph);
  let penalty: number | undefined;
  graph.calls.forEach((call, k) => {
    const step = call.layer.forward(
      call.inputs.map((node) => values.get(node)!),
      pass,
      masks.get(call.inputs[0]!),
    );
    if (pass.gradients) steps.push(step);
    if (step.penalty !== undefined) penalty = (penalty ?? 0) + step.penalty;
    step.outputs.forEach((value, i) => values.set(call.outputs[i]!, value));
    masks.set(call.outputs[0]!, step.mask);
    for (const node of last?.[k] ?? []) values.delete(node);
  });
  const outputs = graph.outputs.map((node) => values.get(node)!);
  return {
    outputs,
    mask: graph.outputs[0] && masks.get(graph.outputs[0]),
    penalty,
    backward: pass.gradients ? (gradients, wanted) => runBack(graph, steps, gradients, wanted) : undefined,
  };
}

/** What no call after each call reads, so that its memory can go. */
function lastUses(graph: Graph): GraphNode[][] {
  const last = new Map<GraphNode, number>();
  graph.calls.forEach(({ inputs }, k) => inputs.forEach((node) => last.set(node, k)));
  const gone: GraphNode[][] = graph.calls.map(() => []);
  for (const [node, k] of last) if (!graph.outputs.includes(node)) gone[k]!.push(node);
  return gone;
}

/** Whether a layer has weights to train. */
const learns = (layer: Layer): boolean => layer.trainable && layer.parameters.some(({ trained }) => trained);

function runBack(
  graph: Graph,
  steps: readonly Step[],
  gradients: readonly (Tensor | undefined)[],
  wanted: readonly boolean[] | undefined,
): (Tensor | undefined)[] {
  // the values on which something depends that is wanted
  const needed = new Set<GraphNode>(graph.inputs.filter((_, i) => wanted?.[i] ?? true));
  for (const { layer, inputs, outputs } of graph.calls) {
    if (learns(layer) || inputs.some((node) => needed.has(node))) for (const node of outputs) needed.add(node);
  }
  const sums = new Map<GraphNode, { tensor: Tensor; own: boolean }>();
  const give = (node: GraphNode, gradient: Tensor | undefined): void => {
    if (!gradient || !needed.has(node)) return;
    const sum = sums.get(node);
    if (!sum) {
      sums.set(node, { tensor: gradient, own: false });
      return;
    }
    if (!sum.own) sums.set(node, { tensor: { data: sum.tensor.data.slice() as FloatArray, shape: sum.tensor.shape }, own: true });
    const { data } = sums.get(node)!.tensor;
    for (let i = 0; i < data.length; i++) data[i]! += gradient.data[i]!;
  };
  graph.outputs.forEach((node, i) => give(node, gradients[i]));
  for (let k = graph.calls.length - 1; k >= 0; k--) {
    const call: GraphCall = graph.calls[k]!;
    const given = call.outputs.map((node) => {
      const tensor = sums.get(node)?.tensor;
      sums.delete(node);
      return tensor;
    });
    const { backward, penalty } = steps[k]!;
    if (given.every((g) => !g) && penalty === undefined) continue;
    if (!call.outputs.some((node) => needed.has(node))) continue;
    const back = backward!(
      given,
      call.inputs.map((node) => needed.has(node)),
    );
    call.inputs.forEach((node, i) => give(node, back[i]));
  }
  return graph.inputs.map((node) => sums.get(node)?.tensor);
}
