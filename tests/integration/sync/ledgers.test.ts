import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { freezeEvent } from '../../../contract/event-body.ts';
import { createParkedRetry } from '../../../renderer/sync/parked-retry.ts';
import { eventId, pressedBody } from '../../support/event-maker.ts';
import { startTestHub, type TestHub } from '../../support/hub.ts';
import { type LinkedTerminal, linkTerminal } from '../../support/linked-terminal.ts';
import { pageMemory } from '../../support/page-memory.ts';
import { enrolTestTerminal } from '../../support/test-terminal.ts';

const PATIENT = { timeout: 20_000 };

let hub: TestHub;

beforeAll(async () => {
  hub = await startTestHub(inject('clusterUrl'));
});
afterAll(() => hub.stop());

async function ledgerOf(terminal: LinkedTerminal): Promise<string> {
  const [books] = (await terminal.outbox.books()).toReversed();
  return books?.ledgerId ?? '';
}

async function stored(ledgerId: string): Promise<string[]> {
  const rows = await hub.query<{ number: string; type: string }>(
    'select number, type from app.events where ledger_id = $1 order by number, id',
    [ledgerId],
  );
  return rows.map(({ number, type }) => `${number} ${type}`);
}

describe('a ledger with numbers that no store holds any more', () => {
  it('is completed with void events once they stay missing, and the mark moves on', async () => {
    const terminal = await linkTerminal(hub);
    await terminal.press('positive');
    const ledgerId = await ledgerOf(terminal);
    const at = terminal.instant();
    await terminal.outbox.add([
      pressedBody({ ledgerId, number: 4, id: eventId(at.wallMs), at }),
      pressedBody({ ledgerId, number: 5, id: eventId(at.wallMs), at }),
    ]);
    terminal.queued();
    await terminal.drained();
    expect(await stored(ledgerId)).toEqual([
      '1 pressed',
      '2 void',
      '3 void',
      '4 pressed',
      '5 pressed',
    ]);
    expect(await terminal.outbox.books()).toMatchObject([
      { made: 5, mark: 5, queued: 0, gap: null },
    ]);
    await terminal.press('positive');
    await terminal.drained();
    expect(await stored(ledgerId)).toContain('6 pressed');
    await terminal.stop();
  });

  it('is told as stored up to the gap only, for as long as it is open', async () => {
    const terminal = await linkTerminal(hub);
    await terminal.press('positive');
    const ledgerId = await ledgerOf(terminal);
    const at = terminal.instant();
    await terminal.outbox.add([pressedBody({ ledgerId, number: 3, id: eventId(at.wallMs), at })]);
    terminal.queued();
    await expect.poll(() => stored(ledgerId), PATIENT).toEqual(['1 pressed', '3 pressed']);
    await terminal.drained();
    expect([...new Set(terminal.told.map(([, number]) => number))]).toEqual([1, 3]);
    await terminal.stop();
  });
});

describe('a ledger whose disk was cloned', () => {
  it('is uploaded from both, and what is pressed from then on goes to a new one', async () => {
    const original = await linkTerminal(hub);
    await original.press('positive');
    await original.drained();
    const ledgerId = await ledgerOf(original);

    // The clone has the same disk, and so the same place in the ledger; it presses first.
    const clone = await enrolTestTerminal(hub.url, hub.demo.enrolmentKey, {
      touchpointId: hub.demo.touchpointId,
      now: hub.clock.now,
    });
    const twin = clone.press('negative', { ledgerId, number: 2 });
    await clone.send(clone.batch([twin]));

    await original.press('positive');
    await original.drained();
    expect(await stored(ledgerId)).toEqual(['1 pressed', '2 pressed', '2 pressed']);
    await original.press('neutral');
    await original.drained();
    const newLedgerId = await ledgerOf(original);
    expect(newLedgerId).not.toBe(ledgerId);
    expect(await stored(newLedgerId)).toEqual(['1 pressed']);
    expect(await original.outbox.books()).toMatchObject([
      { ledgerId, made: 2, mark: 2, queued: 0 },
      { ledgerId: newLedgerId, made: 1, mark: 1, queued: 0 },
    ]);
    await original.stop();
  });
});

describe('an event the hub rejects', () => {
  it('is parked, holds up nothing, and is stored when it is sent again after the hub learned it', async () => {
    const terminal = await linkTerminal(hub);
    const first = await terminal.press('positive');
    await terminal.drained();
    const ledgerId = await ledgerOf(terminal);
    const at = terminal.instant();
    const id = eventId(at.wallMs);
    // What the hub holds under this id has other bytes, until somebody removes it.
    const other = await enrolTestTerminal(hub.url, hub.demo.enrolmentKey, { now: hub.clock.now });
    await other.send(other.batch([other.press('positive', { id })]));
    await terminal.outbox.add([
      freezeEvent({ v: 1, type: 'void', id, ledgerId, number: 2, at, reason: 'not-saved' }),
    ]);
    terminal.queued();
    await terminal.press('positive');
    await terminal.drained();
    expect(first.id).not.toBe(id);
    expect(await stored(ledgerId)).toEqual(['1 pressed', '3 pressed']);
    expect(await terminal.outbox.parked()).toMatchObject([
      { ledgerId, number: 2, reason: 'conflict' },
    ]);

    await hub.query('delete from app.events where id = $1', [id]);
    const retry = createParkedRetry({
      outbox: terminal.outbox,
      memory: pageMemory(),
      onQueued: () => terminal.queued(),
    });
    await retry('5a0f6f0e-7d0a-4a8e-8f57-1d5a0e6b7c21');
    await terminal.drained();
    expect(await stored(ledgerId)).toEqual(['1 pressed', '2 void', '3 pressed']);
    expect(await terminal.outbox.books()).toMatchObject([
      { made: 3, mark: 3, queued: 0, parked: [] },
    ]);
    await terminal.stop();
  });
});
