// `npm start`. Plain JavaScript for Node 20 or later: it installs what is missing and hands over to the project's Node.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled, projectEnvironment, projectNode } from './install.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

try {
  ensureInstalled(root);
} catch (error) {
  console.error(`start: ${error instanceof Error ? error.message : String(error)}`);
  process.exit(1);
}

const child = spawn(projectNode(root), [path.join(root, 'build/start.ts')], {
  cwd: root,
  stdio: 'inherit',
  env: projectEnvironment(root),
});
// The child ends everything it started and then itself; this process only waits for that.
for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => child.kill(signal));
}
child.once('error', (error) => {
  console.error(`start: the project’s own Node did not start: ${error.message}`);
  process.exit(1);
});
child.once('exit', (code) => process.exit(code ?? 1));
