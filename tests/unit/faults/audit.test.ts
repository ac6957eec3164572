import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { freezeEvent } from '../../../contract/event-body.ts';
import type { PressedEvent } from '../../../contract/feedback-event.ts';
import type { LedgerBook } from '../../../contract/protocol/fleet.ts';
import { audit, type Audit, boxButton, type Evidence } from '../../faults/audit.ts';
import type { StoredEvent } from '../../faults/hub-records.ts';
import { eventId, pressedEvent } from '../../support/event-maker.ts';

const LEDGER = '019a0000-0000-7000-8000-000000000001';

const touch = (number: number, change: Partial<PressedEvent> = {}): PressedEvent =>
  pressedEvent({ number, ledgerId: LEDGER, ...change });

const onBox = (number: number, count: number): PressedEvent =>
  touch(number, { source: { kind: 'box', boxId: 'GB', button: 2, boot: 1, count } });

function stored(event: PressedEvent): StoredEvent {
  const body = freezeEvent(event);
  return { id: event.id, ledgerId: event.ledgerId, number: event.number, body, sha256: hash(body) };
}

const hash = (body: string): string => createHash('sha256').update(body).digest('hex');

const bookOf = (change: Partial<LedgerBook>): LedgerBook => ({
  ledgerId: LEDGER,
  state: 'open',
  forked: false,
  made: 0,
  stored: 0,
  queued: 0,
  parked: 0,
  unaccounted: 0,
  statedAtMs: 1,
  gaps: [],
  ...change,
});

/** A run in which these presses were made, thanked and stored, and nothing went wrong. */
function evidenceOf(events: readonly PressedEvent[]): Evidence {
  const red = events.filter(({ rating }) => rating === 'negative');
  const bodies = events.map((event) => freezeEvent(event));
  return {
    thanked: new Set(events.map(({ id }) => id)),
    made: { box: 0, touches: events.filter(({ source }) => source.kind !== 'box').length },
    boxCounts: new Map([[boxButton('GB', 1, 2), 2]]),
    bodies: { outbox: bodies, journal: bodies },
    hub: {
      events: events.map(stored),
      books: [bookOf({ made: events.length, stored: events.length })],
      alertPresses: red.map(({ id }) => ({ pressId: id, alertId: 'A' })),
      alerts: red.length === 0 ? [] : [{ alertId: 'A', presses: red.length }],
    },
  };
}

const against = ({ checks }: Audit): string[] => checks.flatMap((check) => [...check.against]);

describe('audit', () => {
  const events = [touch(1), touch(2, { rating: 'negative' }), onBox(3, 1), onBox(4, 2)];
  const fine = evidenceOf(events);
  const [first, red, box, lastBox] = events as [
    PressedEvent,
    PressedEvent,
    PressedEvent,
    PressedEvent,
  ];

  it('finds nothing where everything that was thanked is stored once', () => {
    const { lost, duplicated, stored: count, checks } = audit(fine);
    expect({ lost, duplicated, count }).toEqual({ lost: 0, duplicated: 0, count: 4 });
    expect(checks.flatMap((check) => check.against)).toEqual([]);
  });

  it('finds a thanked press that the hub lacks, and the gap it leaves', () => {
    const found = audit({ ...fine, hub: { ...fine.hub, events: fine.hub.events.slice(1) } });
    expect(found.lost).toBe(1);
    expect(against(found)).toEqual([
      `${first.id} was thanked and is not at the hub`,
      `ledger ${LEDGER} lacks 1 of 4`,
      `ledger ${LEDGER}: 4 are said to be stored, and 3 are`,
    ]);
  });

  it('finds other bytes at the hub than at the terminal', () => {
    const journal = [freezeEvent({ ...first, rating: 'neutral' })];
    expect(against(audit({ ...fine, bodies: { outbox: [], journal } }))).toEqual([
      `${first.id} has other bytes at the hub than in the journal`,
    ]);
  });

  it('finds a press on the box that is stored twice, and one that nobody made', () => {
    const again = { ...lastBox, id: eventId(), number: 5 };
    const invented = { ...onBox(6, 3), id: eventId() };
    const found = audit(evidenceOf([...events, again, invented]));
    expect(found.duplicated).toBe(2);
    expect(against(found)).toEqual([
      `press 2 of button GB/1/2 is stored as ${lastBox.id} and as ${again.id}`,
      `press 3 of button GB/1/2 was never made, and is stored as ${invented.id}`,
    ]);
  });

  it('finds more touches than fingers', () => {
    const found = audit({ ...fine, made: { box: 2, touches: 1 } });
    expect(found.duplicated).toBe(1);
    expect(against(found)).toEqual([`${red.id} is one touch more than the 1 that were made`]);
  });

  it('finds two events at one number, a number given up, and books that do not balance', () => {
    const twin = stored({ ...box, id: eventId(), source: { kind: 'touch' } });
    const lostBody = freezeEvent({
      v: 1,
      type: 'void',
      id: eventId(),
      ledgerId: LEDGER,
      number: 5,
      at: first.at,
      reason: 'lost',
    });
    const lost = {
      id: (JSON.parse(lostBody) as { id: string }).id,
      ledgerId: LEDGER,
      number: 5,
      body: lostBody,
      sha256: hash(lostBody),
    };
    const hub = { ...fine.hub, events: [...fine.hub.events, twin, lost] };
    expect(against(audit({ ...fine, made: { box: 2, touches: 3 }, hub }))).toEqual([
      `ledger ${LEDGER} has 6 events for 5 numbers`,
      `number 5 of ledger ${LEDGER} was given up as lost`,
      `ledger ${LEDGER}: 4 are said to be stored, and 6 are`,
    ]);
  });

  it('finds what waits, what is parked, a fork and a loss', () => {
    const books = [
      bookOf({
        made: 7,
        stored: 4,
        queued: 1,
        parked: 1,
        unaccounted: 1,
        forked: true,
        state: 'lost',
      }),
    ];
    expect(against(audit({ ...fine, hub: { ...fine.hub, books } }))).toEqual([
      `ledger ${LEDGER} lacks 5, 6, 7 of 7`,
      `ledger ${LEDGER}: made 7, stored 4, queued 1, parked 1`,
      `ledger ${LEDGER}: 1 still wait`,
      `ledger ${LEDGER}: 1 are parked`,
      `ledger ${LEDGER}: 1 are unaccounted for`,
      `ledger ${LEDGER}: it is taken for forked`,
      `ledger ${LEDGER}: it is taken for lost`,
    ]);
  });

  it('finds a red press without an alert, and an alert that counts wrongly', () => {
    const hub = { ...fine.hub, alertPresses: [] };
    expect(against(audit({ ...fine, hub }))).toEqual([
      `red press ${red.id} (thanked) is in 0 alerts`,
      'alert A counts 1 presses and holds 0',
    ]);
  });

  it('expects no alert for a repeat or a press recovered from the counter', () => {
    const at = first.at;
    const quiet = [
      touch(1, { rating: 'negative', repeat: true }),
      touch(2, { rating: 'negative', recovered: { from: at, until: at } }),
    ];
    const evidence = evidenceOf(quiet);
    expect(
      against(audit({ ...evidence, hub: { ...evidence.hub, alertPresses: [], alerts: [] } })),
    ).toEqual([]);
  });
});
