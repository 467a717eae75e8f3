/**
 * Convolutions forward and backward as products of matrices, without copying windows together: the rows of a window are neighbours in
 * memory, so the matrix of all windows of a line is the line itself, read with overlapping rows. Sequences are images of height 1.
 * @module
 */
import { type FloatArray } from '../core/types.js';
import { type Activation } from '../simd/blocks.js';
import { type Matrices } from '../simd/gemm.js';
import { convolutionGeometry, type Geometry, type Padding } from './convolution-geometry.js';
import { matrices } from './matrices.js';
import { eachTile, planTiles, type Tile, type Tiling } from './tiles.js';

/** What a convolution is, but for its weights. */
export interface ConvolutionShape {
  channels: number;
  filters: number;
  /** Channels and filters fall into so many parts that do not see each other. */
  groups: number;
  kernelSize: readonly [number, number];
  strides: readonly [number, number];
  dilation: readonly [number, number];
  padding: Padding;
}

/** Batch, height, width. */
export type ImageSize = readonly [number, number, number];

/** The windows along both axes. */
export function windowsOf(shape: ConvolutionShape, [, height, width]: ImageSize): [Geometry, Geometry] {
  const axis = (side: 0 | 1, size: number): Geometry =>
    convolutionGeometry(size, shape.kernelSize[side], shape.strides[side], shape.dilation[side], shape.padding);
  return [axis(0, height), axis(1, width)];
}

/** A part of a window whose values are neighbours: where it begins in the window, and its first row of weights. */
interface Tap {
  offset: number;
  weights: number;
}

/** The parts of a window over a tile, and the values of each. */
function tapsOf(shape: ConvolutionShape, tiling: Tiling): { taps: Tap[]; run: number } {
  const { channels, groups, kernelSize, dilation } = shape;
  const [rows, columns] = kernelSize;
  const runs = dilation[1] === 1 && groups === 1 ? 1 : columns;
  const run = (columns / runs) * (channels / groups);
  const taps = Array.from({ length: rows * runs }, (_, k) => {
    const [row, column] = [Math.floor(k / runs), k % runs];
    return { offset: (row * dilation[0] * tiling.width + column * dilation[1]) * channels, weights: k * run * shape.filters };
  });
  return { taps, run };
}

/** Calls `visit` for each line of windows of a tile, part of a window, and group, with where the values of the windows begin. */
function eachProduct(
  shape: ConvolutionShape,
  tiling: Tiling,
  tile: Tile,
  taps: readonly Tap[],
  visit: (window: number, weights: number, output: number, tap: number, group: number) => void,
): void {
  const { channels, filters, groups } = shape;
  for (let line = 0; line < tile.lines; line++) {
    const first = line * tiling.down.stride * tiling.width * channels;
    for (let t = 0; t < taps.length; t++) {
      for (let g = 0; g < groups; g++) {
        const part = (g * filters) / groups;
        visit(first + taps[t]!.offset + (g * channels) / groups, taps[t]!.weights + part, line * tile.count * filters + part, t, g);
      }
    }
  }
}

/** Where the values of a tile's lines lie among those of all windows: `visit(in the tile, in all, values)`. */
function eachLine(tiling: Tiling, tile: Tile, filters: number, visit: (at: number, all: number, length: number) => void): void {
  const { down, across } = tiling;
  const length = tile.count * filters;
  const first = ((tile.item * down.outputs + tile.top) * across.outputs + tile.left) * filters;
  if (tile.count === across.outputs) visit(0, first, tile.lines * length);
  else for (let r = 0; r < tile.lines; r++) visit(r * length, first + r * across.outputs * filters, length);
}

/** activation(x * W + b) to `out`, [batch, ...windows, filters]. `kernel` is [rows, columns, channels / groups, filters]. */
export function convolve(
  shape: ConvolutionShape,
  out: FloatArray,
  x: FloatArray,
  size: ImageSize,
  kernel: FloatArray,
  bias: FloatArray | undefined,
  activation: Activation,
): void {
  const engine = matrices(out.BYTES_PER_ELEMENT === 4);
  const { channels, filters, groups } = shape;
  const [down, across] = windowsOf(shape, size);
  const tiling = planTiles(down, across, channels, filters);
  const { taps, run } = tapsOf(shape, tiling);
  const tileLength = tiling.height * tiling.width * channels;
  const [atX, atY, atW, atBias] = engine.places([tileLength, tiling.lines * tiling.count * filters, kernel.length, filters]) as Four;
  const { memory } = engine;
  memory.set(kernel, atW);
  if (bias) memory.set(bias, atBias);
  const columns = filters / groups;
  const rowStep = across.stride * channels;
  eachTile(tiling, memory.subarray(atX, atX + tileLength), channels, x, [...size, channels], (tile) => {
    const length = tile.lines * tile.count * filters;
    if (bias) engine.fillRows(atY, tile.lines * tile.count, filters, atBias);
    else memory.fill(0, atY, atY + length);
    eachProduct(shape, tiling, tile, taps, (window, weights, output) => {
      engine.gemm(tile.count, columns, run, atX + window, rowStep, 1, atW + weights, filters, 8, atY + output, filters);
    });
    engine.activate(activation, atY, length);
    eachLine(tiling, tile, filters, (at, all, n) => out.set(memory.subarray(atY + at, atY + at + n), all));
  });
}

type Four = [number, number, number, number];

/** What `convolveBack` adds to, and reads. */
export interface ConvolutionGradients {
  /** Added to. */
  kernel?: FloatArray | undefined;
  bias?: FloatArray | undefined;
  /** Written: gradients of the input, zeros before. */
  x?: FloatArray | undefined;
}

/** From the gradients `dy` of `y = convolve(...)` to those of weights and input. */
export function convolveBack(
  shape: ConvolutionShape,
  gradients: ConvolutionGradients,
  x: FloatArray,
  size: ImageSize,
  kernel: FloatArray,
  y: FloatArray,
  dy: FloatArray,
  activation: Activation,
): void {
  const engine = matrices(dy.BYTES_PER_ELEMENT === 4);
  const { channels, filters, groups } = shape;
  const [down, across] = windowsOf(shape, size);
  const tiling = planTiles(down, across, 2 * channels, 2 * filters);
  const { taps, run } = tapsOf(shape, tiling);
  const columns = filters / groups;
  const tileLength = tiling.height * tiling.width * channels;
  const outputs = tiling.lines * tiling.count * filters;
  const turnedLength = 8 * Math.ceil(run / 8) * columns;
  const { kernel: dKernel, bias: dBias, x: dx } = gradients;
  const [atX, atDx, atY, atDy, atW, atTurned, atDw, atBias, atOne] = engine.places([
    tileLength,
    dx ? tileLength : 0,
    activation === 'linear' ? 0 : outputs,
    outputs,
    kernel.length + 7 * filters, // `turn` reads beyond
    dx ? turnedLength * taps.length * groups : 0,
    dKernel ? kernel.length : 0,
    filters,
    1,
  ]) as [...Four, ...Four, number];
  const { memory } = engine;
  memory[atOne] = 1;
  if (dKernel) memory.set(dKernel, atDw);
  if (dBias) memory.set(dBias, atBias);
  const turnedAt = (t: number, g: number): number => atTurned + (t * groups + g) * turnedLength;
  if (dx) {
    memory.set(kernel, atW);
    taps.forEach(({ weights }, t) => {
      for (let g = 0; g < groups; g++) engine.turn(turnedAt(t, g), atW + weights + g * columns, columns, run, filters);
    });
  }
  const rowStep = across.stride * channels;
  eachTile(tiling, memory.subarray(atX, atX + tileLength), channels, x, [...size, channels], (tile) => {
    const windows = tile.lines * tile.count;
    eachLine(tiling, tile, filters, (at, all, n) => {
      memory.set(dy.subarray(all, all + n), atDy + at);
      if (activation !== 'linear') memory.set(y.subarray(all, all + n), atY + at);
    });
    engine.slope(activation, atDy, atY, windows * filters);
    if (dBias) engine.gemm(1, filters, windows, atOne, 0, 0, atDy, filters, 8, atBias, filters);
    if (dx) memory.fill(0, atDx, atDx + tileLength);
    eachProduct(shape, tiling, tile, taps, (window, weights, output, t, g) => {
      if (dKernel) engine.gemm(run, columns, tile.count, atX + window, 1, rowStep, atDy + output, filters, 8, atDw + weights, filters);
      if (dx) engine.gemm(tile.count, run, columns, atDy + output, filters, 1, turnedAt(t, g), 8, 8 * columns, atDx + window, rowStep);
    });
    if (dx) addTile(engine, atDx, tiling, tile, dx, size, channels);
  });
  if (dKernel) dKernel.set(memory.subarray(atDw, atDw + kernel.length));
  if (dBias) dBias.set(memory.subarray(atBias, atBias + filters));
}

/** Adds the part of a tile that is inside of the image; where no other tile comes near, writes it. */
function addTile(
  engine: Matrices,
  at: number,
  tiling: Tiling,
  { item, x, y, lines, count }: Tile,
  dx: FloatArray,
  [, height, width]: ImageSize,
  channels: number,
): void {
  const { memory } = engine;
  const alone = lines === tiling.down.outputs && count === tiling.across.outputs;
  const first = Math.max(0, x);
  const inside = Math.min(width, x + tiling.width) - first;
  for (let r = Math.max(0, -y); r < tiling.height && y + r < height; r++) {
    const from = at + (r * tiling.width + first - x) * channels;
    const to = ((item * height + y + r) * width + first) * channels;
    const n = inside * channels;
    if (alone) dx.set(memory.subarray(from, from + n), to);
    else for (let i = 0; i < n; i++) dx[to + i]! += memory[from + i]!;
  }
}
