// What a training step costs, layer by layer: forward and backward of the Speech Commands network (506,586 parameters), batch 32, one thread;
// and products of matrices. `npx tsx benchmarks/training/step.ts [rounds] [js]`
import { createRandom } from '../../src/core/random.js';
import { multiplyMatrices } from '../../src/nn/matrix-product.js';
import { type Layer } from '../../src/nn/index.js';
import { setEngine } from '../../src/simd/engine.js';
import { speechCommands } from '../../test/nn/networks.js';

const rounds = Number(process.argv[2] ?? 30);
if (process.argv[3] === 'js') setEngine('js');
const random = createRandom(1);
const draw = (length: number): Float32Array => Float32Array.from({ length }, () => random.uniform() - 0.5);

for (const n of [128, 256, 512]) {
  const [a, b, c] = [draw(n * n), draw(n * n), draw(n * n)];
  for (const [name, aRow, bRow] of [
    ['A B', n, n],
    ['A B^T', n, 1],
    ['A^T B', 1, n],
  ] as const) {
    const times = Array.from({ length: rounds }, () => {
      const start = performance.now();
      multiplyMatrices({ m: n, n, k: n, a, aRow, aCol: n + 1 - aRow, b, bRow, bCol: n + 1 - bRow, c });
      return performance.now() - start;
    });
    console.log(`${name}, ${n} cubed: ${((2 * n ** 3) / Math.min(...times) / 1e6).toFixed(1)} GFLOP/s, copies included`);
  }
}

const net = speechCommands();
const x = { data: draw(32 * 8000), shape: [32, 8000, 1] };
const g = { data: draw(320), shape: [32, 10] };
net.getWeights();
const times = new Map<string, number[]>();
const timed = <T>(name: string, run: () => T): T => {
  const start = performance.now();
  const result = run();
  times.set(name, [...(times.get(name) ?? []), performance.now() - start]);
  return result;
};
for (const layer of net.layers as Layer[]) {
  const forward = layer.forward.bind(layer);
  layer.forward = (...given) => {
    const step = timed(`${layer.name} forward`, () => forward(...given));
    return { ...step, backward: (...back) => timed(`${layer.name} backward`, () => step.backward!(...back)) };
  };
}
for (let i = 0; i < rounds; i++) {
  timed('the whole step', () => net.forward([x], { training: true, gradients: true, random }).backward!([g], [false]));
}
for (const [name, all] of times) {
  all.sort((p, q) => p - q);
  console.log(`${name.padEnd(24)} least ${all[0]!.toFixed(2)} ms, median ${all[all.length >> 1]!.toFixed(2)} ms`);
}
