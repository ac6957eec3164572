import { createHash } from 'node:crypto';
import { thawEvent } from '../../contract/event-body.ts';
import type { PressedEvent, VoidEvent } from '../../contract/feedback-event.ts';
import type { Check } from './check.ts';
import type { HubRecords, StoredEvent } from './hub-records.ts';

/** Everything the harness knows at the end of a run, when nothing is wrong any more and nothing waits. */
export type Evidence = {
  /** Ids of the presses whose thank-you was on the screen. */
  readonly thanked: ReadonlySet<string>;
  /** How often somebody pressed. */
  readonly made: { readonly box: number; readonly touches: number };
  /** Each button of each box, and how often it was pressed since the box's boot. */
  readonly boxCounts: ReadonlyMap<string, number>;
  /** The frozen bytes that the terminals' stores hold. */
  readonly bodies: { readonly outbox: readonly string[]; readonly journal: readonly string[] };
  readonly hub: HubRecords;
};

export type Audit = {
  /** Thanked, and not at the hub with the bytes that the terminal holds. */
  readonly lost: number;
  /** Stored more than once. */
  readonly duplicated: number;
  readonly stored: number;
  readonly checks: readonly Check[];
};

type StoredPress = { readonly stored: StoredEvent; readonly event: PressedEvent };

/** Compares what was thanked with what the hub holds. Pure: the same evidence gives the same audit. */
export function audit(evidence: Evidence): Audit {
  const { hub, thanked } = evidence;
  const presses = hub.events.flatMap((stored): StoredPress[] => {
    const event = readEvent(stored);
    return event?.type === 'pressed' ? [{ stored, event }] : [];
  });
  const lost = findLost(evidence);
  const duplicated = [
    ...duplicatedOnBox(evidence, presses),
    ...duplicatedTouches(evidence, presses),
  ];
  return {
    lost: lost.length,
    duplicated: duplicated.length,
    stored: presses.length,
    checks: [
      {
        claim: 'every thanked press is at the hub with the bytes the terminal holds',
        against: lost,
      },
      { claim: 'no press is stored twice', against: duplicated },
      { claim: 'the numbers of every ledger have no gaps and are taken once', against: gaps(hub) },
      {
        claim: 'the hub says so: made = stored, and nothing waits, is parked, lost or forked',
        against: imbalances(hub),
      },
      {
        claim: 'every red press that may alert is in exactly one alert',
        against: alertProblems(hub, presses, thanked),
      },
    ],
  };
}

function readEvent({ body }: StoredEvent): PressedEvent | VoidEvent | null {
  const thawed = thawEvent(body);
  return thawed.ok && (thawed.event.type === 'pressed' || thawed.event.type === 'void')
    ? thawed.event
    : null;
}

function findLost({ thanked, bodies, hub }: Evidence): string[] {
  const stored = new Map(hub.events.map((event) => [event.id, event]));
  const problems = [...thanked]
    .filter((id) => !stored.has(id))
    .map((id) => `${id} was thanked and is not at the hub`);
  for (const { id, body, sha256 } of hub.events) {
    if (sha256Of(body) !== sha256) {
      problems.push(`${id} is stored under a hash that is not its own`);
    }
  }
  for (const [store, held] of Object.entries(bodies)) {
    for (const body of held) {
      const { id } = JSON.parse(body) as { id: string };
      const atHub = stored.get(id);
      if (thanked.has(id) && atHub !== undefined && atHub.sha256 !== sha256Of(body)) {
        problems.push(`${id} has other bytes at the hub than in the ${store}`);
      }
    }
  }
  return problems;
}

/** A box counts its presses, so each is known by box, boot, button and count. */
function duplicatedOnBox({ boxCounts }: Evidence, presses: readonly StoredPress[]): string[] {
  const problems: string[] = [];
  const seen = new Map<string, string>();
  for (const { event } of presses) {
    if (event.source.kind === 'box') {
      const { boxId, boot, button, count } = event.source;
      const key = boxButton(boxId, boot, button);
      const earlier = seen.get(`${key} ${count}`);
      if (earlier !== undefined) {
        problems.push(`press ${count} of button ${key} is stored as ${earlier} and as ${event.id}`);
      } else if (count > (boxCounts.get(key) ?? 0)) {
        problems.push(
          `press ${count} of button ${key} was never made, and is stored as ${event.id}`,
        );
      }
      seen.set(`${key} ${count}`, event.id);
    }
  }
  return problems;
}

/** The key of a button in {@link Evidence.boxCounts}. */
export function boxButton(boxId: string, boot: number, button: number): string {
  return `${boxId}/${boot}/${button}`;
}

/** A touch has no name of its own before it is recorded: there cannot be more of them than fingers. */
function duplicatedTouches({ made }: Evidence, presses: readonly StoredPress[]): string[] {
  const touches = presses.filter(({ event }) => event.source.kind !== 'box');
  return touches
    .slice(made.touches)
    .map(({ event }) => `${event.id} is one touch more than the ${made.touches} that were made`);
}

function gaps({ events, books }: HubRecords): string[] {
  const problems: string[] = [];
  for (const [ledgerId, held] of Map.groupBy(events, (event) => event.ledgerId)) {
    const numbers = new Set(held.map(({ number }) => number));
    const highest = Math.max(
      ...numbers,
      books.find((each) => each.ledgerId === ledgerId)?.made ?? 0,
    );
    const missing = Array.from({ length: highest }, (_, index) => index + 1).filter(
      (number) => !numbers.has(number),
    );
    if (missing.length > 0) {
      problems.push(`ledger ${ledgerId} lacks ${missing.slice(0, 20).join(', ')} of ${highest}`);
    }
    if (held.length > numbers.size) {
      problems.push(`ledger ${ledgerId} has ${held.length} events for ${numbers.size} numbers`);
    }
    const lost = held.filter((event) => {
      const read = readEvent(event);
      return read?.type === 'void' && read.reason === 'lost';
    });
    problems.push(
      ...lost.map(({ number }) => `number ${number} of ledger ${ledgerId} was given up as lost`),
    );
  }
  return problems;
}

function imbalances({ events, books }: HubRecords): string[] {
  return books.flatMap((book) => {
    const { ledgerId, made, stored, queued, parked, unaccounted, forked, state } = book;
    const held = events.filter((event) => event.ledgerId === ledgerId).length;
    const problems = [
      ...(made === stored + queued + parked
        ? []
        : [`made ${made}, stored ${stored}, queued ${queued}, parked ${parked}`]),
      ...(stored === held ? [] : [`${stored} are said to be stored, and ${held} are`]),
      ...(queued === 0 ? [] : [`${queued} still wait`]),
      ...(parked === 0 ? [] : [`${parked} are parked`]),
      ...(unaccounted === 0 ? [] : [`${unaccounted} are unaccounted for`]),
      ...(forked ? ['it is taken for forked'] : []),
      ...(state === 'open' ? [] : ['it is taken for lost']),
    ];
    return problems.map((problem) => `ledger ${ledgerId}: ${problem}`);
  });
}

function alertProblems(
  { alerts, alertPresses }: HubRecords,
  presses: readonly StoredPress[],
  thanked: ReadonlySet<string>,
): string[] {
  const inAlerts = Map.groupBy(alertPresses, ({ pressId }) => pressId);
  const alerting = presses.filter(
    ({ event }) => event.rating === 'negative' && !event.repeat && event.recovered === undefined,
  );
  const missed = alerting
    .filter(({ event }) => (inAlerts.get(event.id)?.length ?? 0) !== 1)
    .map(({ event }) => {
      const said = thanked.has(event.id) ? 'thanked' : 'not thanked';
      return `red press ${event.id} (${said}) is in ${inAlerts.get(event.id)?.length ?? 0} alerts`;
    });
  const miscounted = alerts
    .map(({ alertId, presses: counted }) => ({
      alertId,
      counted,
      held: alertPresses.filter((press) => press.alertId === alertId).length,
    }))
    .filter(({ counted, held }) => counted !== held)
    .map(
      ({ alertId, counted, held }) =>
        `alert ${alertId} counts ${counted} presses and holds ${held}`,
    );
  return [...missed, ...miscounted];
}

function sha256Of(body: string): string {
  return createHash('sha256').update(body, 'utf8').digest('hex');
}
