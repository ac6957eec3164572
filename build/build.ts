import { parseArgs } from 'node:util';
import { buildAll, buildParts, type BuildPart } from './build-all.ts';
import { endWithOneLine } from './end-with-one-line.ts';

function partsFrom(args: readonly string[]): readonly BuildPart[] {
  const { values } = parseArgs({ args: [...args], options: { only: { type: 'string' } } });
  if (values.only === undefined) {
    return buildParts;
  }
  const part = buildParts.find((one) => one === values.only);
  if (part === undefined) {
    throw new Error(
      `There is no part "${values.only}" to build: --only ${buildParts.join(' | ')}.`,
    );
  }
  return [part];
}

await endWithOneLine('build', async () => buildAll(partsFrom(process.argv.slice(2))));
