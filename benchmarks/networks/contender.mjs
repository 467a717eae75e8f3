// One contender in a process of its own: node contender.mjs <who> <task> <folder of the third parties>. Prints { ms, output? } as JSON.
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { writeFileSync } from 'node:fs';
import { build } from 'esbuild';
import { lstmModel } from './onnx.mjs';
import { draw, LSTMS, median } from './tasks.mjs';

const [who, task, outFile] = process.argv.slice(2);
const home = process.env.AUDIOLAB_THIRDPARTY ? pathToFileURL(`${process.env.AUDIOLAB_THIRDPARTY}/`) : new URL('./', import.meta.url);
const require = createRequire(new URL('package.json', home));

async function bundle(contents, folder) {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: fileURLToPath(folder), loader: 'ts' },
    banner: {
      js: `import { createRequire } from 'node:module'; const require = createRequire('${new URL('package.json', home).href}'); const __dirname = '${fileURLToPath(home)}';`,
    },
    bundle: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    write: false,
    logLevel: 'silent',
  });
  return import(`data:text/javascript;base64,${Buffer.from(outputFiles[0].contents).toString('base64')}`);
}

const ours = () =>
  bundle(
    `export * from './nn/index.js'; export { setEngine } from './simd/engine.js'; export { speechCommands } from '../test/nn/networks.js';`,
    new URL('../../src/', import.meta.url),
  );

/** [a, b, width] to [b, a, width]. */
function swap(x, a, b, width) {
  const out = new Float32Array(x.length);
  for (let i = 0; i < a; i++)
    for (let j = 0; j < b; j++) out.set(x.subarray((i * b + j) * width, (i * b + j + 1) * width), (j * a + i) * width);
  return out;
}

const CONTENDERS = {
  async simd(sizes, parts, engine = 'auto') {
    const nn = await ours();
    nn.setEngine(engine);
    const { units, directions, batch, frames, inputs } = sizes;
    const one = nn.lstm({ units, returnSequences: true });
    const layer = directions === 2 ? nn.bidirectional({ layer: one }) : one;
    const x = nn.tensor(parts[0], [batch, frames, inputs]);
    layer.call(x);
    layer.setWeights(parts.slice(1));
    return { run: () => layer.call(x), output: (y) => y.data };
  },
  js: (sizes, parts) => CONTENDERS.simd(sizes, parts, 'js'),
  async tfjs({ units, directions, batch, frames, inputs }, parts) {
    const name = '@tensorflow/tfjs';
    const { layers, setWasmPaths, setThreadsCount, ...tf } = await bundle(
      `export * from '${name}-core'; export { layers } from '${name}-layers'; export { setWasmPaths, setThreadsCount } from '${name}-backend-wasm';
       import '${name}-core/dist/public/chained_ops/register_all_chained_ops.js';`,
      home,
    );
    setWasmPaths(fileURLToPath(new URL(`node_modules/${name}-backend-wasm/dist/`, home)));
    setThreadsCount(1);
    await tf.setBackend('wasm');
    if (tf.getBackend() !== 'wasm') throw new Error('the wasm backend did not start');
    const lstm = () => layers.lstm({ units, returnSequences: true, recurrentActivation: 'sigmoid' });
    const layer = directions === 2 ? layers.bidirectional({ layer: lstm(), mergeMode: 'concat' }) : lstm();
    const x = tf.tensor(parts[0], [batch, frames, inputs]);
    layer.apply(x);
    const shapes = [[inputs, 4 * units], [units, 4 * units], [4 * units]];
    layer.setWeights(parts.slice(1).map((part, i) => tf.tensor(part, shapes[i % 3])));
    return { run: () => tf.tidy(() => layer.apply(x).dataSync()), output: (y) => y };
  },
  async onnxruntime(sizes, parts) {
    const ort = require('onnxruntime-web/wasm');
    ort.env.wasm.numThreads = 1;
    const session = await ort.InferenceSession.create(lstmModel(sizes, parts), { executionProviders: ['wasm'] });
    const { units, directions, batch, frames, inputs } = sizes;
    const X = new ort.Tensor('float32', swap(parts[0], batch, frames, inputs), [frames, batch, inputs]);
    return {
      run: () => session.run({ X }),
      output({ Y }) {
        const out = new Float32Array(Y.data.length);
        for (let t = 0; t < frames; t++) {
          for (let d = 0; d < directions; d++) {
            for (let b = 0; b < batch; b++) {
              const from = ((t * directions + d) * batch + b) * units;
              out.set(Y.data.subarray(from, from + units), ((b * frames + t) * directions + d) * units);
            }
          }
        }
        return out;
      },
    };
  },
};

/** A step of training: forward, loss, backward, Adam. */
async function trainStep(engine) {
  const nn = await ours();
  nn.setEngine(engine);
  const net = nn.speechCommands();
  const [x] = draw({ units: 1, directions: 0, batch: 32, frames: 8000, inputs: 1 });
  const y = Int32Array.from({ length: 32 }, (_, i) => i % 10);
  const inputs = nn.tensor(x, [32, 8000, 1]);
  const optimizer = nn.adam();
  return { run: () => nn.trainOnBatch(net, inputs, y, { optimizer, loss: 'sparseCategoricalCrossentropy' }), output: () => undefined };
}

/** 1000 frames of live input. */
async function stream(engine) {
  const nn = await ours();
  nn.setEngine(engine);
  const layer = nn.lstm({ units: 64 });
  layer.call(nn.tensor(new Float32Array(40), [1, 1, 40]));
  const [x] = draw({ units: 1, directions: 0, batch: 1, frames: 1000, inputs: 40 });
  const frames = Array.from({ length: 1000 }, (_, t) => x.subarray(40 * t, 40 * t + 40));
  const out = new Float32Array(64);
  return {
    run: () => {
      for (let t = 0; t < 1000; t++) layer.step(frames[t], out);
    },
    output: () => undefined,
  };
}

const engine = who === 'js' ? 'js' : 'auto';
const made =
  task === 'train'
    ? await trainStep(engine)
    : task === 'stream'
      ? await stream(engine)
      : await CONTENDERS[who](LSTMS[task], draw(LSTMS[task]));
const { run, output } = made;
let last;
for (const until = performance.now() + 700; performance.now() < until;) last = await run();
const times = [];
for (const until = performance.now() + 1500; performance.now() < until || times.length < 7;) {
  const start = performance.now();
  const result = run();
  last = result instanceof Promise ? await result : result;
  times.push(performance.now() - start);
}
const y = output(last);
if (y && outFile) writeFileSync(outFile, Buffer.from(Float32Array.from(y).buffer));
process.stdout.write(JSON.stringify({ ms: median(times), samples: times.length }));
process.exit(0);
