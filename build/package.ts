import { parseArgs } from 'node:util';
import { buildAll, buildParts } from './build-all.ts';
import { endWithOneLine } from './end-with-one-line.ts';
import { packageForRelease, packageForTests } from './package-terminal.ts';

await endWithOneLine('package', async () => {
  const { values } = parseArgs({ options: { test: { type: 'boolean', default: false } } });
  await buildAll(buildParts);
  if (values.test) {
    console.log(`packaged for tests: ${await packageForTests()}`);
    return;
  }
  await packageForRelease();
  console.log('packaged: release/');
});
