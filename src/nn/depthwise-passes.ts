/**
 * Convolutions in which every channel sees itself alone, forward and backward. Too narrow for products of matrices: plain loops, in double.
 * @module
 */
import { type FloatArray, widen } from '../core/types.js';
import { type ConvolutionGradients, type ConvolutionShape, type ImageSize, windowsOf } from './convolution-passes.js';

/** Calls `visit` for each output point and point of its window that lies inside: where they and the weights begin. */
function eachMeeting(shape: ConvolutionShape, size: ImageSize, visit: (output: number, input: number, weights: number) => void): void {
  const { channels, filters, kernelSize, dilation } = shape;
  const [batch, height, width] = size;
  const [down, across] = windowsOf(shape, size);
  let output = 0;
  for (let item = 0; item < batch; item++) {
    for (let r = 0; r < down.outputs; r++) {
      for (let k = 0; k < across.outputs; k++, output += filters) {
        for (let i = 0; i < kernelSize[0]; i++) {
          const y = r * down.stride - down.before + i * dilation[0];
          if (y < 0 || y >= height) continue;
          for (let j = 0; j < kernelSize[1]; j++) {
            const x = k * across.stride - across.before + j * dilation[1];
            if (x < 0 || x >= width) continue;
            visit(output, ((item * height + y) * width + x) * channels, (i * kernelSize[1] + j) * filters);
          }
        }
      }
    }
  }
}

/** `kernel` is [rows, columns, channels, multiplier]; filters are channels times multiplier. */
export function convolveDepthwise(
  shape: ConvolutionShape,
  out: FloatArray,
  x: FloatArray,
  size: ImageSize,
  kernel: FloatArray,
  bias?: FloatArray,
): void {
  const { channels, filters } = shape;
  const times = filters / channels;
  const [wide, w] = [widen(x), widen(kernel)];
  const sum = new Float64Array(out.length);
  if (bias) for (let at = 0; at < sum.length; at += filters) sum.set(bias, at);
  eachMeeting(shape, size, (output, input, weights) => meet(sum, output, wide, input, w, weights, channels, times));
  out.set(sum);
}

function meet(
  sum: Float64Array,
  output: number,
  x: Float64Array,
  input: number,
  w: Float64Array,
  weights: number,
  channels: number,
  times: number,
): void {
  for (let c = 0, f = 0; c < channels; c++) {
    const value = x[input + c]!;
    for (let m = 0; m < times; m++, f++) sum[output + f]! += value * w[weights + f]!;
  }
}

/** From the gradients `dz` of the outputs before their activation. */
export function convolveDepthwiseBack(
  shape: ConvolutionShape,
  gradients: ConvolutionGradients,
  x: FloatArray,
  size: ImageSize,
  kernel: FloatArray,
  dz: FloatArray,
): void {
  const { channels, filters } = shape;
  const times = filters / channels;
  const [wide, w, g] = [widen(x), widen(kernel), widen(dz)];
  const dw = gradients.kernel ? new Float64Array(gradients.kernel) : new Float64Array(kernel.length);
  const dx = new Float64Array(x.length);
  eachMeeting(shape, size, (output, input, weights) => {
    for (let c = 0, f = 0; c < channels; c++) {
      const value = wide[input + c]!;
      let sum = 0;
      for (let m = 0; m < times; m++, f++) {
        dw[weights + f]! += g[output + f]! * value;
        sum += g[output + f]! * w[weights + f]!;
      }
      dx[input + c]! += sum;
    }
  });
  gradients.kernel?.set(dw);
  gradients.x?.set(dx);
  if (gradients.bias) {
    const total = new Float64Array(gradients.bias);
    for (let at = 0; at < g.length; at += filters) for (let f = 0; f < filters; f++) total[f]! += g[at + f]!;
    gradients.bias.set(total);
  }
}
