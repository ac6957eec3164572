import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { backUpHub } from '../../support/hub-backup.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { type LinkedTerminal, linkTerminal } from '../../support/linked-terminal.ts';

const PATIENT = { timeout: 20_000 };

let hub: TestHub;

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'));
});
afterAll(() => hub.stop());

async function stored(terminal: LinkedTerminal): Promise<string[]> {
  const rows = await hub.query<{ number: string; type: string }>(
    'select number, type from app.events where terminal_id = $1 order by number, id',
    [terminal.terminalId],
  );
  return rows.map(({ number, type }) => `${number} ${type}`);
}

async function sendPresses(terminal: LinkedTerminal, count: number): Promise<void> {
  for (let press = 0; press < count; press += 1) {
    await terminal.press(press % 3 === 2 ? 'negative' : 'positive');
  }
  await terminal.drained();
}

const pressed = (from: number, through: number) =>
  Array.from({ length: through - from + 1 }, (_, index) => `${from + index} pressed`);

/** What the hub holds, asked for while the terminal's time goes on. */
function storedAsTimePasses(terminal: LinkedTerminal): () => Promise<string[]> {
  return () => {
    terminal.time.advance(1_000);
    return stored(terminal);
  };
}

const STATEMENT_MS = 5 * 60_000;

describe('a hub restored from an older backup', () => {
  it('gets back everything it lost, once, without a press being made', async () => {
    const terminal = await linkTerminal(hub);
    await sendPresses(terminal, 5);
    const restore = await backUpHub(hub);
    await sendPresses(terminal, 7);
    expect(await stored(terminal)).toEqual(pressed(1, 12));
    await restore();
    expect(await stored(terminal)).toEqual(pressed(1, 5));

    terminal.time.advance(STATEMENT_MS);
    await expect.poll(storedAsTimePasses(terminal), PATIENT).toEqual(pressed(1, 12));
    await terminal.drained();
    expect(await terminal.outbox.books()).toMatchObject([{ made: 12, mark: 12, queued: 0 }]);
    await terminal.stop();
  });

  it('is noticed with the next press, however the terminal was restarted meanwhile', async () => {
    const terminal = await linkTerminal(hub);
    await sendPresses(terminal, 4);
    const restore = await backUpHub(hub);
    await sendPresses(terminal, 4);
    await terminal.restart({ reboot: true });
    await restore();
    await terminal.press('neutral');
    await expect.poll(storedAsTimePasses(terminal), PATIENT).toEqual(pressed(1, 9));
    await terminal.stop();
  });

  it('holds a red press that overtook the others when the backup was made', async () => {
    const terminal = await linkTerminal(hub);
    await sendPresses(terminal, 2);
    const restore = await backUpHub(hub);
    await sendPresses(terminal, 6);
    const [overtaking] = await hub.query<{ id: string }>(
      'select id from app.events where terminal_id = $1 and number = 5',
      [terminal.terminalId],
    );
    await hub.query('insert into backup.events select * from app.events where id = $1', [
      overtaking?.id,
    ]);
    await hub.query(`update backup.ledgers set stored = '{[1,3),[5,6)}' where terminal_id = $1`, [
      terminal.terminalId,
    ]);
    await restore();
    expect(await stored(terminal)).toEqual(['1 pressed', '2 pressed', '5 pressed']);
    terminal.time.advance(STATEMENT_MS);
    await expect.poll(storedAsTimePasses(terminal), PATIENT).toEqual(pressed(1, 8));
    await terminal.stop();
  });

  it('tells the terminal no more as stored than it holds', async () => {
    const terminal = await linkTerminal(hub);
    await sendPresses(terminal, 3);
    const restore = await backUpHub(hub);
    await sendPresses(terminal, 3);
    const before = terminal.told.map(([, number]) => number);
    expect(Math.max(...before)).toBe(6);
    await restore();
    terminal.time.advance(STATEMENT_MS);
    await terminal.drained();
    const after = terminal.told.slice(before.length).map(([, number]) => number);
    // What the hub had said before it was restored may be told once more before it is heard again.
    const heard = after.slice(after.findIndex((number) => number !== 6));
    expect([heard[0], heard.at(-1)]).toEqual([3, 6]);
    await terminal.stop();
  });
});
