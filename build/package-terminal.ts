import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { Arch, build, Platform } from 'electron-builder';
import { builtFiles } from './build-all.ts';
import { packageConfiguration } from './electron-builder.ts';
import { prepareElectronRuntime, testElectronVersion } from './electron-runtime.ts';
import { projectRoot } from './project-root.ts';

function requireBundles(): void {
  const missing = builtFiles.find((file) => !existsSync(path.join(projectRoot, file)));
  if (missing !== undefined) {
    throw new Error(`${missing} is not there yet: run npm run build first.`);
  }
}

/** Packages the terminal for the journeys and answers with the folder, which holds the executable `glimlach`. */
export async function packageForTests(): Promise<string> {
  return packageAroundTestRuntime('test');
}

/**
 * Packages what a release would be, around the Electron that the journeys have, and answers with the folder. Nothing
 * but a refusal can be started in it where that Electron needs a switch to run at all.
 */
export async function packageRehearsal(): Promise<string> {
  return packageAroundTestRuntime('rehearsal');
}

async function packageAroundTestRuntime(kind: 'test' | 'rehearsal'): Promise<string> {
  requireBundles();
  const electronDist = await prepareElectronRuntime();
  const output = path.join(projectRoot, 'release', kind);
  await rm(output, { recursive: true, force: true });
  await build({
    projectDir: projectRoot,
    targets: Platform.LINUX.createTarget('dir', Arch.x64),
    publish: 'never',
    config: packageConfiguration({ kind, electronDist, electronVersion: testElectronVersion }),
  });
  return path.join(output, 'linux-unpacked');
}

/** Packages a release for the platform this runs on, into `release/`. Needs electron-builder's own downloads. */
export async function packageForRelease(): Promise<void> {
  requireBundles();
  await build({
    projectDir: projectRoot,
    publish: 'never',
    config: packageConfiguration({ kind: 'release' }),
  });
}
