/**
 * The networks of the literature that tests count or run.
 */
import * as nn from '../../src/nn/index.js';

/** Speech Commands on 8,000 samples. */
export function speechCommands(options: Partial<nn.SequentialOptions> = {}, dropout = true): nn.Model {
  const layers: nn.Layer[] = [];
  for (const filters of [8, 16, 32, 64]) {
    layers.push(nn.conv1d({ filters, kernelSize: 11, activation: 'relu' }), nn.maxPooling1d({ poolSize: 4 }));
    if (dropout) layers.push(nn.dropout({ rate: 0.25 }));
  }
  layers.push(nn.flatten());
  for (const units of [256, 128]) {
    layers.push(nn.dense({ units, activation: 'relu' }));
    if (dropout) layers.push(nn.dropout({ rate: 0.5 }));
  }
  layers.push(nn.dense({ units: 10, activation: 'softmax' }));
  return nn.sequential(layers, { inputShape: [8000, 1], ...options });
}

/** deep_audio_features on 201 x 128. */
export function deepAudioFeatures(): nn.Model {
  const layers: nn.Layer[] = [];
  for (const filters of [32, 64, 128, 256]) {
    layers.push(
      nn.zeroPadding2d({ padding: 2 }),
      nn.conv2d({ filters, kernelSize: 5 }),
      nn.batchNormalization({ epsilon: 1e-5, momentum: 0.9 }),
      nn.leakyRelu({ negativeSlope: 0.01 }),
      nn.maxPooling2d(),
    );
  }
  layers.push(nn.flatten(), nn.dropout({ rate: 0.75 }));
  for (const units of [1024, 256, 16]) layers.push(nn.dense({ units }), nn.leakyRelu({ negativeSlope: 0.01 }));
  return nn.sequential(layers, { inputShape: [201, 128, 1] });
}

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

/** Blocks of VGG: filters, and the kernel size where it is not 3. */
const VGG: Record<string, readonly (readonly (number | readonly [number, number])[])[]> = {
  A: [[64], [128], [256, 256], [512, 512], [512, 512]],
  B: [
    [64, 64],
    [128, 128],
    [256, 256],
    [512, 512],
    [512, 512],
  ],
  C: [
    [64, 64],
    [128, 128],
    [256, 256, [256, 1]],
    [512, 512, [512, 1]],
    [512, 512, [512, 1]],
  ],
  D: [
    [64, 64],
    [128, 128],
    [256, 256, 256],
    [512, 512, 512],
    [512, 512, 512],
  ],
  E: [
    [64, 64],
    [128, 128],
    [256, 256, 256, 256],
    [512, 512, 512, 512],
    [512, 512, 512, 512],
  ],
};

/** Simonyan and Zisserman, 2014, table 1. */
export function vgg(column: string): nn.Model {
  const layers: nn.Layer[] = [];
  for (const block of VGG[column]!) {
    for (const entry of block) {
      const [filters, kernelSize] = typeof entry === 'number' ? [entry, 3] : entry;
      layers.push(nn.conv2d({ filters, kernelSize, padding: 'same', activation: 'relu' }));
    }
    layers.push(nn.maxPooling2d());
  }
  layers.push(nn.flatten());
  for (const units of [4096, 4096]) layers.push(nn.dense({ units, activation: 'relu' }), nn.dropout({ rate: 0.5 }));
  layers.push(nn.dense({ units: 1000, activation: 'softmax' }));
  return nn.sequential(layers, { inputShape: [224, 224, 3] });
}

/** Iandola et al., 2016, version 1.0. */
export function squeezeNet(): nn.Model {
  const image = nn.input([227, 227, 3]);
  const pool = (x: nn.GraphNode): nn.GraphNode => nn.apply(nn.maxPooling2d({ poolSize: 3, strides: 2 }), x);
  const conv = (x: nn.GraphNode, filters: number, kernelSize: number, strides = 1): nn.GraphNode =>
    nn.apply(nn.conv2d({ filters, kernelSize, strides, padding: kernelSize === 3 ? 'same' : 'valid', activation: 'relu' }), x);
  const fire = (x: nn.GraphNode, squeeze: number, expand: number): nn.GraphNode => {
    const small = conv(x, squeeze, 1);
    return nn.apply(nn.concatenate(), [conv(small, expand, 1), conv(small, expand, 3)]);
  };
  let x = pool(conv(image, 96, 7, 2));
  x = pool(fire(fire(fire(x, 16, 64), 16, 64), 32, 128));
  x = pool(fire(fire(fire(fire(x, 32, 128), 48, 192), 48, 192), 64, 256));
  x = nn.apply(nn.dropout({ rate: 0.5 }), fire(x, 64, 256));
  x = nn.apply(nn.globalAveragePooling2d(), conv(x, 1000, 1));
  return nn.model({ inputs: image, outputs: nn.apply(nn.softmax(), x) });
}
