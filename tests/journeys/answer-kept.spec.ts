import { createHash } from 'node:crypto';
import { expect, test } from '@playwright/test';
import { ASK_STAFF_STEP } from '../../contract/flow-steps.ts';
import { crashPage, holdUpPage } from '../support/crashed-page.ts';
import { eventId } from '../support/event-maker.ts';
import { startJourney } from '../support/journey.ts';

/** The button of the demonstration's box by which staff say that they are coming. */
const STAFF_BUTTON = 5;

test('the page crashes right behind a cry for staff: the box calls them, and all is recorded once', async () => {
  await using journey = await startJourney({ buttons: STAFF_BUTTON + 1 });
  const kiosk = await journey.startKiosk();
  const pressId = eventId(Date.now());
  const jwe = 'eyJhbGciOiJFQ0RILUVTIn0..aXY.Y2lwaGVydGV4dA.dGFn';
  const sha256 = createHash('sha256').update(jwe).digest('hex');
  const called = journey.box.nextSignal();
  await holdUpPage(kiosk, [
    { type: 'answered', pressId, step: 'words', outcome: { kind: 'sealed', sha256 }, jwe },
    {
      type: 'answered',
      pressId,
      step: ASK_STAFF_STEP,
      outcome: { kind: 'choice', values: ['now'] },
      jwe: null,
    },
  ]);
  expect(await called).toEqual({ kind: 'beacon', durationMs: 60_000 });
  await crashPage(kiosk);
  await expect.poll(() => kiosk.output()).toContain('page-crashed');
  await expect
    .poll(() => journey.storedFlows(), { timeout: 20_000 })
    .toEqual(['sealed', 'answered', 'answered']);

  journey.box.press(STAFF_BUTTON);
  await expect.poll(() => journey.box.signals).toContainEqual({ kind: 'beacon', durationMs: 0 });
  await expect.poll(() => journey.staffAnswers()).toBe(1);
  expect(await journey.storedFlows()).toEqual(['sealed', 'answered', 'answered']);
});
