import { expect, test } from '@playwright/test';
import { encodeBoxMessage } from '../../hardware/protocol/messages.ts';
import { BUTTON, startJourney } from '../support/journey.ts';

test('noise, a damaged frame and an unknown button are reported, and the next press counts', async () => {
  await using journey = await startJourney({ buttons: 4 });
  const kiosk = await journey.startKiosk();

  const damaged = encodeBoxMessage(
    { kind: 'status', boot: 1, cause: BUTTON.red, counts: [0, 0, 9, 0] },
    200,
  ).map((byte, index) => (index === 6 ? byte ^ 0x10 : byte));
  journey.box.sendBytes(Uint8Array.from({ length: 600 }, (_, index) => (index * 151) & 0xff));
  journey.box.sendBytes(damaged);
  journey.box.press(3);
  journey.box.press(BUTTON.red);

  await expect(kiosk.window.locator('.thanks-screen[data-rating=negative]')).toBeVisible();
  await expect
    .poll(() => journey.storedPresses())
    .toEqual([{ number: 1, rating: 'negative', source: 'box' }]);
  expect(kiosk.output()).toContain('"kind":"bad-frame"');
  expect(kiosk.output()).toContain('"what":"box-press-unknown-button"');
});
