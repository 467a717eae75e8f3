/**
 * Networks as a table.
 * @module
 */
import { type Graph } from './graph.js';
import { type Layer, type Shape } from './layer.js';

/** Numbers that the weights are. */
export interface ParameterCount {
  /** All of them. */
  total: number;
  /** Those that training changes. */
  trainable: number;
  /** Frozen ones and moving averages. */
  notTrainable: number;
}

/** 1,234,567. */
const grouped = (n: number): string => String(n).replace(/\B(?=(\d{3})+$)/g, ',');

/** Bytes in the largest unit that gives at least one. */
function bytes(n: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  let unit = 0;
  let value = n;
  for (; value >= 1024 && unit < 4; unit++) value /= 1024;
  return `${value.toFixed(2)} ${units[unit]}`;
}

const show = (shape: Shape): string => `(${['None', ...shape.map((n) => n ?? 'None')].join(', ')}${shape.length ? '' : ','})`;

/** The table: layer (type), output shape, parameters, and what each layer reads where that is not just the layer above. */
export function summaryOf(
  title: string,
  graph: Graph,
  shapes: readonly (readonly Shape[])[],
  count: (layer: Layer) => ParameterCount,
  size: number,
): string {
  const straight =
    graph.inputs.length === 1 &&
    graph.calls.every((call, k) => call.inputs.length === 1 && call.inputs[0] === (k ? graph.calls[k - 1]!.outputs[0] : graph.inputs[0]));
  const head = ['Layer (type)', 'Output Shape', 'Param #', ...(straight ? [] : ['Connected to'])];
  const rows: string[][] = [];
  if (!straight) graph.inputs.forEach((node, i) => rows.push([`${node.name || `input_${i}`} (input)`, show(node.shape), '0', '-']));
  const seen = new Set<Layer>();
  graph.calls.forEach(({ layer, inputs }, k) => {
    const shape = shapes[k]!.length === 1 ? show(shapes[k]![0]!) : `[${shapes[k]!.map(show).join(', ')}]`;
    const parameters = seen.has(layer) ? 0 : count(layer).total;
    seen.add(layer);
    const from = inputs.map((node) =>
      node.call ? `${node.call.layer.name}[${node.output}]` : node.name || `input_${graph.inputs.indexOf(node)}`,
    );
    rows.push([`${layer.name} (${layer.kind})`, shape, grouped(parameters), ...(straight ? [] : [from.join(', ')])]);
  });
  const widths = head.map((text, c) => Math.max(text.length, ...rows.map((row) => row[c]!.length)) + 2);
  const line = (row: readonly string[]): string => ` ${row.map((text, c) => text.padEnd(widths[c]!)).join('')}`.trimEnd();
  const rule = (letter: string): string => letter.repeat(1 + widths.reduce((a, b) => a + b));
  const sum: ParameterCount = { total: 0, trainable: 0, notTrainable: 0 };
  for (const layer of graph.layers) {
    const { total, trainable, notTrainable } = count(layer);
    sum.total += total;
    sum.trainable += trainable;
    sum.notTrainable += notTrainable;
  }
  const total = (text: string, n: number): string => `${text}: ${grouped(n)} (${bytes(n * size)})`;
  return [
    `Model: "${title}"`,
    rule('_'),
    line(head),
    rule('='),
    ...rows.map(line),
    rule('='),
    total('Total params', sum.total),
    total('Trainable params', sum.trainable),
    total('Non-trainable params', sum.notTrainable),
    rule('_'),
  ].join('\n');
}
