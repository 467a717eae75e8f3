/**
 * Installs and builds what is missing, for `npm start` and `npm test`. Plain Node, no dependency.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const LEAST = [20, 19];

/** Ends the program with a sentence instead of a stack. */
export function giveUp(message) {
  console.error(`\n${message}`);
  process.exit(1);
}

/** Node of the right age, dependencies, dist: whatever is missing or older than its source is made. */
export function prepare() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major < LEAST[0] || (major === LEAST[0] && minor < LEAST[1])) {
    giveUp(`This needs Node ${LEAST.join('.')} or newer; this is ${process.versions.node}.`);
  }
  install();
  build();
}

/** Runs a command in the project's folder; its output is shown only if it fails. */
function step(title, command, args, advice) {
  const started = Date.now();
  process.stdout.write(`${title} … `);
  const { status, stdout, stderr, error } = spawnSync(command, args, {
    cwd: ROOT,
    encoding: 'utf8',
    shell: process.platform === 'win32', // npm is a .cmd there
    maxBuffer: 2 ** 28,
  });
  if (status !== 0) {
    console.log('failed');
    giveUp(`${stdout ?? ''}${stderr ?? ''}${error ? `${error.message}\n` : ''}\n\`${command} ${args.join(' ')}\` failed. ${advice}`);
  }
  console.log(`${((Date.now() - started) / 1000).toFixed(1)} s`);
}

function install() {
  const problem = whatIsMissing();
  if (!problem) return;
  // no install scripts: nothing here needs them. `ci` would wipe an existing folder, so that is left to the first time
  const how = existsSync(join(ROOT, 'node_modules')) ? ['install', '--no-save'] : ['ci'];
  const advice = 'The first installation needs a connection to the npm registry (or a filled cache).';
  step(`Installing (${problem})`, 'npm', [...how, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'], advice);
}

/** Compares what the lockfile asks for with what npm noted when it last installed. */
function whatIsMissing() {
  const note = join(ROOT, 'node_modules', '.package-lock.json');
  if (!existsSync(note)) return 'first time';
  const wanted = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')).packages;
  const present = JSON.parse(readFileSync(note, 'utf8')).packages;
  for (const [path, { version, optional, peer, link }] of Object.entries(wanted)) {
    if (path === '' || optional || peer || link) continue;
    if (present[path]?.version !== version || !existsSync(join(ROOT, path, 'package.json'))) {
      return `${path.replace(/^.*node_modules\//, '')} ${version} is missing`;
    }
  }
  return undefined;
}

function build() {
  const results = ['index.js', 'index.cjs', 'index.d.ts', 'node.js', 'plot.js', 'cli.js'].map((name) => join(ROOT, 'dist', name));
  const sources = [join(ROOT, 'package.json'), join(ROOT, 'tsup.config.ts'), join(ROOT, 'tsconfig.json'), ...filesBelow(join(ROOT, 'src'))];
  const time = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);
  if (Math.min(...results.map(time)) > Math.max(...sources.map(time))) return;
  step('Building', 'npm', ['run', '--silent', 'build'], 'The lines above say where in src/.');
}

function filesBelow(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true }).map((entry) => join(entry.parentPath, entry.name));
}
