// `node build/run.mjs WHAT [arguments]`, behind most npm scripts. Plain JavaScript for Node 20 or later: it installs
// what is missing, then runs a script (`….ts`) on the project's Node, or one of the project's tools by its name.
import { spawn } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureInstalled, projectEnvironment, projectNode } from './install.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const [what = '', ...args] = process.argv.slice(2);
const isScript = what.endsWith('.ts');
process.chdir(root);

try {
  ensureInstalled(root);
} catch (error) {
  console.error(
    `${path.parse(what).name}: ${error instanceof Error ? error.message : String(error)}`,
  );
  process.exit(1);
}

if (isScript && realpathSync(process.execPath) === realpathSync(projectNode(root))) {
  // This is the project's Node already: no process in between, so signals and exit codes are the script's own.
  Object.assign(process.env, projectEnvironment(root));
  process.argv.splice(1, process.argv.length, path.resolve(what), ...args);
  await import(pathToFileURL(path.resolve(what)).href);
} else {
  runAsChild();
}

function runAsChild() {
  const command = isScript ? projectNode(root) : path.join(root, 'node_modules/.bin', what);
  const child = spawn(command, isScript ? [what, ...args] : args, {
    stdio: 'inherit',
    env: projectEnvironment(root),
    shell: process.platform === 'win32' && !isScript,
  });
  // The child ends what it started and then itself; this process only waits for that.
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      // Ctrl-C reaches the child by itself; told twice, it would take it for impatience.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) {
        child.kill(signal);
      }
    });
  }
  child.once('error', (error) => {
    console.error(`${what} did not start: ${error.message}`);
    process.exit(1);
  });
  child.once('exit', (code, signal) =>
    process.exit(code ?? 128 + (signal === null ? 0 : constants.signals[signal])),
  );
}
