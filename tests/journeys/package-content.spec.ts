import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from '@playwright/test';
import { projectRoot } from '../../build/project-root.ts';
import { asarContent } from '../support/asar-content.ts';

const packaged = path.join(projectRoot, 'release/test/linux-unpacked');
const archive = path.join(packaged, 'resources/app.asar');
const limitBytes = 2_500_000;

/** `@scope/name` or `name` of every package a path lies in. */
function packagesIn(file: string): string[] {
  return [...file.matchAll(/node_modules\/((?:@[^/]+\/)?[^/]+)/g)].flatMap(
    ([, name]) => name ?? [],
  );
}

test.describe('the package', () => {
  test('holds the bundles, serialport and nothing of the hub', async () => {
    const files = await asarContent(archive);
    const ours = files.filter((file) => !file.startsWith('node_modules/'));
    expect(ours.filter((file) => !file.startsWith('dist/kiosk/')).toSorted()).toEqual([
      'dist/electron/main.js',
      'dist/electron/modbus-serial.js',
      'dist/electron/preload.cjs',
      'dist/electron/run-terminal.js',
      'package.json',
    ]);
    expect(ours).toContain('dist/kiosk/index.html');
    expect(ours).not.toContain('dist/kiosk/service-worker.js');
    const packages = new Set(files.flatMap(packagesIn));
    expect([...packages].filter((name) => !name.startsWith('@serialport/')).toSorted()).toEqual([
      'debug',
      'ms',
      'node-gyp-build',
      'serialport',
    ]);
  });

  test('stays small', async () => {
    expect((await stat(archive)).size).toBeLessThan(limitBytes);
  });

  test('never turns the sandbox off', async () => {
    for (const file of ['main.js', 'modbus-serial.js', 'run-terminal.js']) {
      const code = await readFile(path.join(projectRoot, 'dist/electron', file), 'utf8');
      expect(code).not.toContain('no-sandbox');
    }
  });

  test('runs no other code than its own', async () => {
    const fuses = await getCurrentFuseWire(path.join(packaged, 'glimlach'));
    expect({
      runAsNode: fuses[FuseV1Options.RunAsNode],
      nodeOptions: fuses[FuseV1Options.EnableNodeOptionsEnvironmentVariable],
      onlyLoadAppFromAsar: fuses[FuseV1Options.OnlyLoadAppFromAsar],
      fileProtocolPrivileges: fuses[FuseV1Options.GrantFileProtocolExtraPrivileges],
    }).toEqual({
      runAsNode: FuseState.DISABLE,
      nodeOptions: FuseState.DISABLE,
      onlyLoadAppFromAsar: FuseState.ENABLE,
      fileProtocolPrivileges: FuseState.DISABLE,
    });
  });
});
