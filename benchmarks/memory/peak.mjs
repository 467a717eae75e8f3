/** How far the memory of this process rises during a call, in bytes. */
import { readFileSync, writeFileSync } from 'node:fs';

export function risesBy(run) {
  globalThis.gc();
  const [before, reset] = [process.memoryUsage.rss(), resetPeak()];
  run();
  const peak = reset
    ? 1024 * Number(/VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))[1])
    : 1024 * process.resourceUsage().maxRSS;
  return peak - before;
}

/** Linux can forget the highest value so far. Elsewhere that of the whole process has to do: it is too high rather than too low. */
function resetPeak() {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
    return true;
  } catch {
    return false;
  }
}
