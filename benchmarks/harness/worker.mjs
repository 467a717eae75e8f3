/**
 * One contender, one workload, one fresh process: `node worker.mjs '<job as JSON>'`. A process of its own, because a JavaScript kernel
 * that has seen a second array type is 1.6 times slower for the rest of its life. Prints one line of JSON.
 */
import { readRaw, writeRaw } from './inputs.mjs';
import { measure } from './measure.mjs';
import { Unsupported } from './thirdparty.mjs';

const job = JSON.parse(process.argv[2]);
const say = (result) => process.stdout.write(`\n@@${JSON.stringify(result)}\n`);

try {
  const { prepare } = await import(`../contenders/${job.module}.mjs`);
  const on = (file) => prepare(job.workload, job.variant, readRaw(file, Float32Array));
  const write = async ({ run, output }, file) => writeRaw(file, Float64Array.from(output(await run())));
  const contender = await on(job.inputFile);
  if (job.outputFile) await write(contender, job.outputFile);
  const result = job.checkOnly ? {} : await measure(contender.run, job.budget, contender.isAsync);
  for (const { inputFile, outputFile } of job.probes ?? []) await write(await on(inputFile), outputFile);
  say(result);
} catch (error) {
  if (error instanceof Unsupported) say({ unsupported: error.message });
  else say({ error: error instanceof Error ? `${error.name}: ${error.message}` : String(error) });
}
process.exit(0); // some contenders leave workers or handles open
