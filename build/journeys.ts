import { endWithOneLine } from './end-with-one-line.ts';
import { installTestPrograms, prepareJourneys } from './prepare-tests.ts';
import { runJourneys } from './test-runners.ts';

// `npm run test:journeys -- [--as-packaged] [arguments for the runner]`; `--as-packaged` keeps the package as it lies.
await endWithOneLine('journeys', async () => {
  const args = process.argv.slice(2);
  installTestPrograms();
  if (!args.includes('--as-packaged')) {
    await prepareJourneys();
  }
  const { count, problem } = await runJourneys(args.filter((arg) => arg !== '--as-packaged'));
  if (count.failed > 0) {
    throw new Error(problem ?? `${count.failed} failed`);
  }
});
