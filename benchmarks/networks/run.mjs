// The networks' speed table: node benchmarks/networks/run.mjs [rounds]. Every figure is the median over `rounds` processes of the
// median of each; contenders take turns, so that what else runs on the machine hits all of them. Writes benchmarks/RESULTS-NN.md.
// AUDIOLAB_PYTHON: a Python with torch and numpy; AUDIOLAB_PYTHON_113: one with torch 1.13, which the goals speak of. AUDIOLAB_THIRDPARTY: where `npm install` of this folder's package.json was run.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { draw, LSTMS, median } from './tasks.mjs';

const rounds = Number(process.argv[2] ?? 5);
const here = fileURLToPath(new URL('.', import.meta.url));
const folder = mkdtempSync(join(os.tmpdir(), 'audiolab-networks-'));
const python = process.env.AUDIOLAB_PYTHON ?? 'python3';
const python113 = process.env.AUDIOLAB_PYTHON_113;
const env = { ...process.env, OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' };
const WHO = {
  simd: 'ours, SIMD',
  js: 'ours, TypeScript',
  tfjs: 'tfjs-wasm',
  onnxruntime: 'onnxruntime-web',
  torch113: 'PyTorch 1.13',
  torch: 'PyTorch',
  numpy: 'numpy',
};
const versions = {};
const failures = new Set();

/** One process; undefined where the contender is not there. */
function once(who, task) {
  const out = join(folder, `${who}.f32`);
  try {
    let command = [process.execPath, join(here, 'contender.mjs'), who, task, out];
    if (who.startsWith('torch') || who === 'numpy') {
      const data = join(folder, 'data.f32');
      if (LSTMS[task]) writeFileSync(data, Buffer.concat(draw(LSTMS[task]).map((part) => Buffer.from(part.buffer))));
      command = [who === 'torch113' ? python113 : python, join(here, 'contender.py'), who, JSON.stringify(LSTMS[task] ?? task), data, out];
    }
    const text = execFileSync(command[0], command.slice(1), { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], timeout: 300_000 });
    const { ms, versions: more } = JSON.parse(text.slice(text.lastIndexOf('\n{"ms"') + 1));
    for (const [name, version] of Object.entries(more ?? {})) versions[who === 'torch113' ? `${name} for PyTorch 1.13` : name] = version;
    const bytes = LSTMS[task] && readFileSync(out);
    return { ms, y: bytes && new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length)) };
  } catch (error) {
    failures.add(
      `${WHO[who]}, ${task}: ${String(error.stderr || error.message)
        .trim()
        .split('\n')
        .at(-1)}`,
    );
    return undefined;
  }
}

/** Medians by contender, and how far each output is from ours in TypeScript, which computes in double. */
function measure(task, whos) {
  const times = new Map(whos.map((who) => [who, []]));
  const ys = new Map();
  for (let round = 0; round < rounds; round++) {
    for (const who of whos) {
      const result = once(who, task);
      times.get(who).push(result?.ms);
      if (!result) continue;
      ys.set(who, result.y);
    }
    process.stderr.write(`${task}: ${round + 1}/${rounds}\n`);
  }
  return new Map(
    whos
      .filter((who) => times.get(who).some(Boolean))
      .map((who) => {
        const [y, truth] = [ys.get(who), ys.get('js')];
        let error = y && truth ? 0 : undefined;
        if (y && truth) for (let i = 0; i < truth.length; i++) error = Math.max(error, Math.abs(y[i] - truth[i]));
        const known = times.get(who).filter(Boolean);
        return [who, { ms: median(known), least: Math.min(...known), rounds: times.get(who), error }];
      }),
  );
}

/** How often `b`'s time fits in `a`'s, within a round. */
function ratio(results, a, b) {
  const [p, q] = [results.get(a).rounds, results.get(b).rounds];
  return median(p.map((ms, round) => ms / q[round]).filter(Number.isFinite));
}

const load = [os.loadavg()[0]];
const show = (n) => (n >= 100 ? n.toFixed(0) : n >= 10 ? n.toFixed(1) : n.toFixed(n >= 1 ? 2 : 3));
const tables = [];
const goals = [];
const judge = (what, ratio, wanted, unit = '×', atMost = false) =>
  goals.push(
    `| ${what} | ${show(ratio)} ${unit} | ${atMost ? '≤' : '≥'} ${wanted} ${unit} | ${(atMost ? ratio <= wanted : ratio >= wanted) ? 'yes' : '**no**'} |`,
  );

for (const task of Object.keys(LSTMS)) {
  const results = measure(task, Object.keys(WHO));
  tables.push(`### ${task}\n`, '| | ms | least | times ours (SIMD) | furthest from double |', '| --- | ---: | ---: | ---: | ---: |');
  for (const [who, { ms, least, error }] of results) {
    tables.push(
      `| ${WHO[who]} | ${show(ms)} | ${show(least)} | ${show(ratio(results, who, 'simd'))} | ${error === undefined ? '' : error.toExponential(1)} |`,
    );
  }
  tables.push('');
  const many = LSTMS[task].batch > 1;
  const against = (who, name, wanted, atMost = false, by = 'simd') => {
    if (!results.has(who)) return;
    const value = ratio(results, ...(atMost ? [by, who] : [who, by]));
    judge(
      `${task}: ${by === 'simd' ? 'SIMD' : 'TypeScript'}, ${atMost ? `of ${name}'s time` : `faster than ${name}`}`,
      value,
      wanted,
      '×',
      atMost,
    );
  };
  against('tfjs', 'tfjs-wasm', many ? 4 : 10);
  if (!many) against('tfjs', 'tfjs-wasm', 2.5, false, 'js');
  if (many) against('torch113', 'PyTorch 1.13', 1.6, true);
  else against('torch113', 'PyTorch 1.13', 3);
  against('onnxruntime', 'onnxruntime-web', 1, true);
}
const train = measure('train', ['simd', 'js', 'torch113', 'torch']);
tables.push('### A training step of the 506,586-parameter network, batch 32, with Adam\n', '| | ms | least |', '| --- | ---: | ---: |');
for (const [who, { ms, least }] of train) tables.push(`| ${WHO[who]} | ${show(ms)} | ${show(least)} |`);
if (train.has('simd')) {
  judge('Training step', train.get('simd').ms, 100, 'ms', true);
  if (train.has('torch113')) judge("Training step, of PyTorch 1.13's time", ratio(train, 'simd', 'torch113'), '2.4', '×', true); // 100 ms where it needs 42
}
const stream = measure('stream', ['simd', 'js']);
tables.push('', '### A frame of 40 values of live input through an LSTM of 64\n', '| | µs | least |', '| --- | ---: | ---: |');
for (const [who, { ms, least }] of stream) tables.push(`| ${WHO[who]} | ${show(ms)} | ${show(least)} |`); // a sample is 1000 frames
judge('A frame of live input', stream.get('simd').ms, 5, 'µs', true);
load.push(os.loadavg()[0]);
rmSync(folder, { recursive: true, force: true });

const { dependencies } = JSON.parse(readFileSync(join(here, 'package.json'), 'utf8'));
writeFileSync(
  fileURLToPath(new URL('../RESULTS-NN.md', import.meta.url)),
  `# Speed of the networks

Made by \`node benchmarks/networks/run.mjs ${rounds}\`: medians over ${rounds} processes of the medians of each, the contenders in turn; ratios are taken within a round. One thread each.
\`least\` is the best process. Layers are called through the public functions, checks included; all give the outputs of all frames, and
are compared with ours in double. Input and weights are the same for all.

${os.cpus()[0].model.trim()}, ${os.cpus().length} cores, Node ${process.version.slice(1)}; load average ${load.map((n) => n.toFixed(1)).join(' at the start, ')} at the end${Math.max(...load) > 1.5 ? ': **other work ran beside this**, so that ratios count, and times do not' : ''}.
${[...Object.entries(dependencies), ...Object.entries(versions)].map(([name, version]) => `${name} ${version}`).join(', ')}.

## Goals

| | is | should be | met |
| --- | ---: | ---: | --- |
${goals.join('\n')}

## Times

${tables.join('\n')}
${failures.size ? `\nNot measured: ${[...failures].join('; ')}.\n` : ''}`,
);
