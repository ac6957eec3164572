import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { type LinkedTerminal, linkTerminal } from '../../support/linked-terminal.ts';

const HOUR_MS = 3_600_000;

let hub: TestHub;

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'));
});
afterAll(() => hub.stop());

async function occurredMs(terminal: LinkedTerminal): Promise<number[]> {
  const rows = await hub.query<{ occurred_ms: string }>(
    'select occurred_ms from app.events where terminal_id = $1 order by number',
    [terminal.terminalId],
  );
  return rows.map((row) => Number(row.occurred_ms));
}

/** How far each is from what it should be, in whole minutes: requests take time, and the test's clock none. */
const minutesOff = (found: readonly number[], right: readonly number[]) =>
  found.map((ms, index) => Math.round(Math.abs(ms - (right[index] ?? Number.NaN)) / 60_000));

describe('a terminal with a dead clock', () => {
  it('signs in by the hub’s time, and its presses are stored with it', async () => {
    const terminal = await linkTerminal(hub, { clockErrorMs: -hub.clock.now() + 1_000 });
    expect(new Date(terminal.instant().wallMs).getUTCFullYear()).toBe(1970);
    const nowMs = hub.clock.now();
    await terminal.press('positive');
    await terminal.press('negative');
    await terminal.drained();
    expect(minutesOff(await occurredMs(terminal), [nowMs, nowMs])).toEqual([0, 0]);
    await terminal.stop();
  });
});

describe('a terminal whose wall clock is set in mid-session', () => {
  it.each([
    ['back by an hour', -HOUR_MS],
    ['back by a year', -8_766 * HOUR_MS],
    ['ahead by a day', 24 * HOUR_MS],
  ])('waits for nothing and dates its presses as before: %s', async (_name, byMs) => {
    const terminal = await linkTerminal(hub);
    await terminal.press('positive');
    await terminal.drained();
    terminal.setWallClock(byMs);
    const nowMs = hub.clock.now();
    await terminal.press('neutral');
    await terminal.drained();
    // Long enough for its token to expire by every clock.
    for (let minutes = 0; minutes < 70; minutes += 5) {
      terminal.time.advance(5 * 60_000);
      await terminal.drained();
    }
    await terminal.press('negative');
    await terminal.drained();
    expect(minutesOff((await occurredMs(terminal)).slice(1), [nowMs, nowMs])).toEqual([0, 0]);
    expect(terminal.failures).toEqual([]);
    await terminal.stop();
  });
});

describe('a terminal that is started anew with events still queued', () => {
  it('has those of an earlier boot corrected by that boot’s own sample', async () => {
    let reachable = true;
    const terminal = await linkTerminal(hub, {
      clockErrorMs: -hub.clock.now() + 1_000,
      fetch: async (url, init) => {
        if (!reachable) {
          throw new TypeError('network down');
        }
        return fetch(url, init);
      },
    });
    const startedMs = hub.clock.now();
    await terminal.press('positive');
    await terminal.drained();
    const ranMs = terminal.time.now();
    reachable = false;
    await terminal.press('negative');
    await terminal.failedAgain();
    const pressedMs = startedMs + (terminal.time.now() - ranMs);
    // The machine is off for an hour; its clock starts at 1970 again.
    hub.clock.moveBy(HOUR_MS);
    terminal.setWallClock(-terminal.time.now());
    await terminal.restart({ reboot: true });
    reachable = true;
    const nowMs = hub.clock.now();
    await terminal.press('neutral');
    await terminal.drained();
    expect(minutesOff(await occurredMs(terminal), [startedMs, pressedMs, nowMs])).toEqual([
      0, 0, 0,
    ]);
    await terminal.stop();
  });
});
