// `npm test`. Plain JavaScript for Node 20 or later: it installs what is missing and hands over to the project's Node.
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { ensureInstalled, projectEnvironment, projectNode } from './install.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

try {
  ensureInstalled(root);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log('0 passed, 1 failed');
  process.exit(1);
}

const run = spawnSync(projectNode(root), [path.join(root, 'build/run-tests.ts')], {
  cwd: root,
  stdio: 'inherit',
  env: projectEnvironment(root),
});
if (run.error !== undefined || run.status === null) {
  console.error(`The tests were ended: ${run.error?.message ?? run.signal}.`);
  console.log('0 passed, 1 failed');
}
process.exit(run.status ?? 1);
