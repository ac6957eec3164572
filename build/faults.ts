import { endWithOneLine } from './end-with-one-line.ts';
import { installTestPrograms, prepareJourneys } from './prepare-tests.ts';
import { runFaults } from './test-runners.ts';

// `npm run test:faults -- [--as-packaged] [--seed N] [--faults N] [--presses N]`; `--as-packaged` keeps the package as
// it lies.
await endWithOneLine('faults', async () => {
  const args = process.argv.slice(2);
  installTestPrograms();
  if (!args.includes('--as-packaged')) {
    await prepareJourneys();
  }
  const { count } = await runFaults(args.filter((arg) => arg !== '--as-packaged'));
  process.exit(count.failed === 0 ? 0 : 1);
});
