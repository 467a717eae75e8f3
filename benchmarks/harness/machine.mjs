/** Where the figures were taken. */
import { execFileSync } from 'node:child_process';
import os from 'node:os';

/** The Python to use, and what it has; undefined if it has no numpy. */
export function findPython() {
  const command = process.env.AUDIOLAB_PYTHON ?? 'python3';
  const probe = [
    'import json, platform, importlib.metadata as m',
    'def v(p):',
    '  try: return m.version(p)',
    '  except Exception: return None',
    'print(json.dumps({"python": platform.python_version(), **{p: v(p) for p in ("librosa", "numpy", "scipy", "soxr")}}))',
  ].join('\n');
  try {
    const versions = JSON.parse(execFileSync(command, ['-c', probe], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    return versions.numpy ? { command, versions } : undefined;
  } catch {
    return undefined;
  }
}

export function machine() {
  const cpus = os.cpus();
  return {
    cpu: cpus[0]?.model.trim() ?? 'unknown',
    cores: cpus.length,
    memoryGiB: Math.round(os.totalmem() / 2 ** 30),
    os: `${os.type()} ${os.release()} ${os.arch()}`,
    node: process.version,
    v8: process.versions.v8,
    loadBefore: os.loadavg()[0],
  };
}
