/** Times an import and the first call after it in this, otherwise empty, process. */
import { noise } from '../harness/inputs.mjs';

export async function lap(load, first) {
  const y = noise(22050, 440);
  const boot = performance.now(); // since the process began
  const lib = await load();
  const imported = performance.now();
  await first(lib, y);
  const done = performance.now();
  process.stdout.write(`\n@@${JSON.stringify({ boot, import: imported - boot, first: done - imported, ms: done - boot })}\n`);
  process.exit(0);
}
