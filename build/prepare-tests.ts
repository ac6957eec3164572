import { buildAll, buildParts } from './build-all.ts';
import { electronPackages, ensureDebianPackages } from './debian-packages.ts';
import { firmwareTestPackages } from './firmware-programs.ts';
import { packageForTests } from './package-terminal.ts';

/** The programs the integration tests and journeys start. */
const testPackages = [
  ...electronPackages,
  ...firmwareTestPackages,
  'chromium',
  'openbox',
  'socat',
  'unzip',
  'xdotool',
];

/** Installs the programs that tests start, where this process may; throws one line that names them otherwise. */
export function installTestPrograms(): void {
  ensureDebianPackages(testPackages);
}

/** Builds everything and packages the terminal, as the journeys need it. */
export async function prepareJourneys(): Promise<void> {
  await buildAll(buildParts);
  await packageForTests();
}
