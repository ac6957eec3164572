import type { TestHub } from './hub.ts';
import { enrolTestTerminal, type TestTerminal } from './test-terminal.ts';

/** A touchpoint of a test's own, the exit in Zwolle, so that its alerts and numbers do not meet another's. */
export async function openOwnTouchpoint(
  { administration, demo }: TestHub,
  asking: { questionnaireId?: string } = {},
): Promise<string> {
  const { organizationId } = demo;
  const locationId = await administration.createLocation(organizationId, { name: 'Zwolle' });
  return administration.createTouchpoint(organizationId, { name: 'Exit', locationId, ...asking });
}

/** A terminal that stands at this touchpoint, on the hub's clock. */
export async function placeTestTerminal(hub: TestHub, touchpointId: string): Promise<TestTerminal> {
  const { administration, demo, clock, url } = hub;
  const terminal = await enrolTestTerminal(url, demo.enrolmentKey, {
    touchpointId,
    now: clock.now,
  });
  await administration.assignTerminal(demo.organizationId, terminal.terminalId, touchpointId);
  return terminal;
}
