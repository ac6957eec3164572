import path from 'node:path';
import { expect, test } from '@playwright/test';
import { startJourney } from '../support/journey.ts';
import { readNetLog } from '../support/net-log.ts';
import { launchPackagedKiosk } from '../support/packaged-kiosk.ts';

const HOUR_MS = 3_600_000;
const STEP_MS = 300_000;
const RETRY_STEP_MS = 2_000;

test('a terminal asks no other host than its hub, from its first start through an hour of a shop', async () => {
  await using cleanUp = new AsyncDisposableStack();
  const journey = cleanUp.use(await startJourney());
  const netLog = path.join(path.dirname(journey.terminalDir), 'net-log.json');
  const kiosk = await launchPackagedKiosk({
    terminalDir: journey.terminalDir,
    hubUrl: journey.hubUrl,
    enrolmentKey: journey.hub().demo.enrolmentKey,
    env: { GLIMLACH_KIOSK: '1' },
    switches: [`--log-net-log=${netLog}`],
  });
  cleanUp.defer(() => kiosk.kill9());
  const { window } = kiosk;
  const faces = window.locator('#kiosk > [data-screen=start] .face-button');
  const thanks = window.locator('.thanks-screen');
  await expect(faces, kiosk.output()).toHaveCount(3);
  await faces.nth(2).click();
  await expect(thanks).toBeVisible();
  await expect.poll(() => journey.storedPresses()).toHaveLength(1);

  // Its timers fall due as in an hour: heartbeats, configuration, retries.
  await window.clock.install();
  await window.reload();
  await expect(faces).toHaveCount(3);
  for (let passedMs = 0; passedMs < HOUR_MS; passedMs += STEP_MS) {
    await window.clock.fastForward(STEP_MS);
  }
  await expect(faces).toHaveCount(3);
  await faces.nth(0).click();
  await expect(thanks).toBeVisible();
  // A request that was under way when five minutes were skipped was given up; the pause after it passes here as well.
  await expect
    .poll(async () => {
      await window.clock.runFor(RETRY_STEP_MS);
      return journey.storedPresses();
    })
    .toHaveLength(2);

  await kiosk.close();
  const hub = new URL(journey.hubUrl);
  expect(await readNetLog(netLog)).toEqual({
    origins: [hub.origin],
    names: [hub.origin],
    addresses: [hub.host],
  });
});
