import { spawn } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { expect, test } from '@playwright/test';
import {
  kioskEnvironment,
  kioskExecutable,
  launchPackagedKiosk,
} from '../support/packaged-kiosk.ts';
import { CONFIGURATION, IDENTITY } from '../unit/electron/sample-configuration.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

/** Nobody answers there, and no name server is needed to find that out. */
const NO_HUB = 'http://127.0.0.1:9';

const provisioning = {
  v: 1,
  hubUrl: NO_HUB,
  enrolmentKey: null,
  terminal: {
    privateKey: generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
      format: 'jwk',
    }),
    identity: IDENTITY,
    configuration: CONFIGURATION,
  },
};

test('a terminal that was provisioned takes presses at its first start, without a hub and without set-up', async () => {
  await using cleanUp = new AsyncDisposableStack();
  const folder = await temporaryFolder('provisioned');
  cleanUp.defer(() => folder.remove());
  const file = path.join(folder.path, 'terminal.json');
  await writeFile(file, JSON.stringify(provisioning));
  const terminalDir = path.join(folder.path, 'terminal');
  const kiosk = await launchPackagedKiosk({ terminalDir, env: { GLIMLACH_PROVISIONING: file } });
  cleanUp.defer(() => kiosk.kill9());

  const start = kiosk.window.locator('#kiosk > [data-screen=start]');
  await expect(start, kiosk.output()).toBeVisible();
  await expect(start).toHaveAttribute('lang', 'nl');
  await expect(kiosk.window.getByText('Hoe was het?')).toBeVisible();
  await kiosk.window.locator('.face-button[data-rating=positive]').click();
  await expect(kiosk.window.locator('.thanks-screen[data-rating=positive]')).toBeVisible();
  const journal = await readFile(path.join(terminalDir, 'journal/events-000001.log'), 'utf8');
  expect(journal).toContain(IDENTITY.terminalId);
});

test('a terminal with a wrong provisioning file does not start, and says which field is wrong and no secret', async () => {
  await using cleanUp = new AsyncDisposableStack();
  const folder = await temporaryFolder('provisioned');
  cleanUp.defer(() => folder.remove());
  const file = path.join(folder.path, 'terminal.json');
  const secret = 'a-secret-that-nobody-may-read';
  const { terminal } = provisioning;
  await writeFile(
    file,
    JSON.stringify({
      ...provisioning,
      terminal: { ...terminal, privateKey: { ...terminal.privateKey, d: secret } },
    }),
  );
  const started = spawn(kioskExecutable, ['--no-sandbox'], {
    env: kioskEnvironment({
      terminalDir: path.join(folder.path, 'terminal'),
      env: { GLIMLACH_PROVISIONING: file },
    }),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const [said, [code]] = await Promise.all([text(started.stderr), once(started, 'exit')]);
  expect(said.split('\n').filter((line) => line.startsWith('Glimlach'))).toEqual([
    expect.stringContaining(
      `Glimlach cannot start: GLIMLACH_PROVISIONING: ${file}: terminal.privateKey.d: `,
    ),
  ]);
  expect([said.includes(secret), code]).toEqual([false, 1]);
});
