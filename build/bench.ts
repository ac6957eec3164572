import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { ensureCommand } from './debian-packages.ts';
import { endWithOneLine } from './end-with-one-line.ts';
import { installTestPrograms, prepareJourneys } from './prepare-tests.ts';
import { projectRoot } from './project-root.ts';
import { runProgram } from './run-program.ts';

const folder = path.join(projectRoot, 'tests/bench');
const SUFFIX = '.bench.ts';

// `npm run bench -- [--as-packaged] NAME`; `--as-packaged` keeps the package as it lies.
await endWithOneLine('bench', async () => {
  const names = readdirSync(folder)
    .filter((file) => file.endsWith(SUFFIX))
    .map((file) => file.slice(0, -SUFFIX.length));
  const [name = '', ...others] = process.argv.slice(2).filter((arg) => !arg.startsWith('--'));
  if (!names.includes(name) || others.length > 0) {
    throw new Error(`say which one: ${names.toSorted().join(', ')}`);
  }
  installTestPrograms();
  const command = [process.execPath, path.join(folder, 'run-bench.ts'), name];
  const onDisplay = needsKiosk(name);
  if (onDisplay && !process.argv.includes('--as-packaged')) {
    await prepareJourneys();
  }
  const exitCode = onDisplay
    ? await runProgram(ensureCommand('xvfb-run', 'xvfb'), [
        '-a',
        '-s',
        '-screen 0 1920x1920x24',
        ...command,
      ])
    : await runProgram(process.execPath, command.slice(1));
  if (exitCode !== 0) {
    throw new Error(`${name} ended with ${exitCode}`);
  }
});

/** Read, not imported: what a bench imports may only exist once everything is built. */
function needsKiosk(name: string): boolean {
  return /needs: 'kiosk'/.test(readFileSync(path.join(folder, name + SUFFIX), 'utf8'));
}
