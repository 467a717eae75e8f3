/**
 * The kernel of max and average pooling over channels-last data.
 * @module
 */
import { expectBoolean, expectInteger, expectOneOf } from '../core/options.js';
import { type FloatArray } from '../core/types.js';
import { createChannels } from './channel-engine.js';
import { convolutionGeometry, expectWindows, type Geometry } from './convolution-geometry.js';
import { type ConvolutionKernel } from './convolution-kernels.js';
import { copyRows } from './copy-rows.js';
import { eachTile, planTiles } from './tiles.js';
import { expectLength } from './weights.js';

/** What is pooled. Sequences are images of height 1. */
export interface PoolingSettings {
  /** `average` leaves the padding out, as Keras does. */
  kind: 'max' | 'average';
  channels: number;
  /** Rows and columns of the window. */
  poolSize: readonly [number, number];
  /** @defaultValue `poolSize` */
  strides?: readonly [number, number] | undefined;
  /** @defaultValue `'valid'` */
  padding?: 'valid' | 'same' | undefined;
  /** Single precision, on SIMD where it runs. @defaultValue `true` */
  single?: boolean | undefined;
}

/** Builds the kernel; `filters` of its outputs are the channels. */
export function createPoolingKernel(settings: PoolingSettings): ConvolutionKernel {
  const caller = 'createPoolingKernel';
  const { kind, channels, poolSize, strides = poolSize, padding = 'valid', single = true } = settings;
  expectOneOf(kind, caller, 'kind', ['max', 'average']);
  expectInteger(channels, caller, 'channels', 1);
  for (const [name, pair] of Object.entries({ poolSize, strides })) for (const n of pair) expectInteger(n, caller, name, 1);
  expectOneOf(padding, caller, 'padding', ['valid', 'same']);
  expectBoolean(single, caller, 'single');
  const engine = createChannels(single, channels);
  const { width: inputs } = engine;
  const axis = (side: 0 | 1, size: number): Geometry => convolutionGeometry(size, poolSize[side], strides[side], 1, padding);
  return {
    engine: engine.name,
    outputSize: (height, width) => [axis(0, height).outputs, axis(1, width).outputs],
    run(out: FloatArray, x: FloatArray, batch, height, width) {
      const [down, across] = expectWindows(caller, axis, batch, height, width);
      expectLength(x, caller, 'x', [batch, height, width, channels]);
      expectLength(out, caller, 'out', [batch, down.outputs, across.outputs, channels]);
      const tiling = planTiles(down, across, inputs, inputs);
      const rowStep = tiling.width * inputs;
      engine.prepare(tiling.height * rowStep, tiling.lines * tiling.count * inputs);
      eachTile(tiling, engine.x, inputs, x, [batch, height, width, channels], (tile) => {
        for (let r = 0; r < tile.lines; r++) {
          // The part of the window that is inside of the image.
          const first = Math.max(r * down.stride, -tile.y);
          const rows = Math.min(r * down.stride + down.extent, height - tile.y) - first;
          for (let k = 0; k < tile.count; k++) {
            const left = Math.max(k * across.stride, -tile.x);
            const columns = Math.min(k * across.stride + across.extent, width - tile.x) - left;
            engine.pool((r * tile.count + k) * inputs, first * rowStep + left * inputs, rows, columns, rowStep, kind === 'average');
          }
          const to = ((tile.item * down.outputs + tile.top + r) * across.outputs + tile.left) * channels;
          copyRows(out, to, channels, engine.y, r * tile.count * inputs, inputs, tile.count, channels);
        }
      });
    },
  };
}
