/**
 * The networks of the literature that tests of layers and models run.
 */
import * as nn from '../../src/nn/index.js';
import { speechCommandsConv1d } from '../../src/networks/speech-commands-conv1d.js';

/** Speech Commands on 8,000 samples, or on others. */
export const speechCommands = ({ inputShape, ...rest }: Partial<nn.SequentialOptions> = {}): nn.Model =>
  speechCommandsConv1d({ samples: inputShape?.[0] ?? 8000, ...rest });

/** Choi's tagger on 96 x 1366. */
export function tagger(): nn.Model {
  const layers: nn.Layer[] = [nn.zeroPadding2d({ padding: [0, 37] }), nn.batchNormalization({ axis: 2 })];
  const pools = [
    [2, 2],
    [3, 3],
    [4, 4],
    [4, 4],
  ] as const;
  [64, 128, 128, 128].forEach((filters, i) => {
    layers.push(
      nn.conv2d({ filters, kernelSize: 3, padding: 'same' }),
      nn.batchNormalization(),
      nn.elu(),
      nn.maxPooling2d({ poolSize: pools[i]! }),
      nn.dropout({ rate: 0.1 }),
    );
  });
  const cell = { units: 32, resetAfter: false, recurrentActivation: 'hardSigmoidKeras2' } as const; // Keras 1's
  layers.push(
    nn.permute({ dims: [2, 1, 3] }),
    nn.reshape({ targetShape: [15, 128] }),
    nn.gru({ ...cell, returnSequences: true }),
    nn.gru(cell),
    nn.dropout({ rate: 0.3 }),
    nn.dense({ units: 50, activation: 'sigmoid' }),
  );
  return nn.sequential(layers, { inputShape: [96, 1366, 1] });
}
