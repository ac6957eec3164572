import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { PressedEvent } from '../../../contract/feedback-event.ts';
import {
  MAX_BATCH_BYTES,
  type EventsRequest,
  type LedgerStatement,
} from '../../../contract/protocol/events.ts';
import { RATINGS } from '../../../contract/ratings.ts';
import { newEventId, type Made, type TestTerminal } from '../../support/test-terminal.ts';

/** About as many presses as fit {@link MAX_BATCH_BYTES}: what a terminal sends while it catches up. */
export const BATCH_EVENTS = 350;
const QUESTIONNAIRE = { id: '0190a000-0000-7000-8000-000000000004', version: 1 };
/** One in twenty is negative. */
const NEGATIVE_EVERY = 20;
/** All presses of a round are younger than two minutes, so every negative one pages. */
const SPREAD_MS = 60_000;

/** One batch, twice: as a terminal sends it, and as the rows it ends up as. */
export type LoadBatch = {
  /** Gzip-compressed JSON of an events request. */
  readonly body: Buffer;
  readonly rows: readonly EventRow[];
};

/** Values of the columns of `events`, in the order of {@link EVENT_COLUMNS}. */
export type EventRow = readonly (string | number | boolean | Buffer | null)[];

export const EVENT_COLUMNS = [
  'organization_id',
  'id',
  'type',
  'ledger_id',
  'number',
  'terminal_id',
  'touchpoint_id',
  'rating',
  'source',
  'repeat',
  'wall_ms',
  'monotonic_ms',
  'boot_id',
  'occurred_ms',
  'occurred_uncertainty_ms',
  'received_ms',
  'body',
  'body_sha256',
] as const;

/** New presses of one terminal, as batches in the order it would send them. */
export function makeBatches(
  terminal: TestTerminal,
  touchpointId: string,
  batches: number,
): LoadBatch[] {
  const events = makePresses(terminal, touchpointId, batches * BATCH_EVENTS);
  return Array.from({ length: batches }, (_, index) => {
    const first = index * BATCH_EVENTS;
    const batch = events.slice(first, first + BATCH_EVENTS);
    const statement: LedgerStatement = {
      ledgerId: terminal.ledgerId,
      made: terminal.made(),
      queued: events.length - first,
      oldestQueued: batch[0]?.event.number ?? null,
      parked: [],
    };
    const clockSamples = [{ offsetMs: 3, uncertaintyMs: 12, at: terminal.instant() }];
    return {
      body: compressed(terminal.batch(batch, { clockSamples, ledgers: [statement] })),
      rows: batch.map((made) => rowOf(terminal, made)),
    };
  });
}

function makePresses(terminal: TestTerminal, touchpointId: string, count: number): Made[] {
  const { wallMs, monotonicMs, bootId } = terminal.instant();
  return Array.from({ length: count }, (_, index) => {
    const agoMs = Math.floor(((count - index) * SPREAD_MS) / count);
    const isNegative = index % NEGATIVE_EVERY === 0;
    const rating = isNegative ? 'negative' : (RATINGS[index % 2] ?? 'positive');
    const change: Partial<PressedEvent> = {
      id: newEventId(wallMs - agoMs),
      at: { wallMs: wallMs - agoMs, monotonicMs: Math.max(0, monotonicMs - agoMs), bootId },
      context: {
        terminalId: terminal.terminalId,
        touchpointId,
        questionnaire: QUESTIONNAIRE,
        configurationVersion: 7,
        language: 'nl',
      },
      source: { kind: 'box', boxId: 'GB-0000017', button: index % 3, boot: 12, count: index },
      sincePreviousMs: 4_321.5,
    };
    return terminal.press(rating, change);
  });
}

function compressed(request: EventsRequest): Buffer {
  const json = JSON.stringify(request);
  if (json.length > MAX_BATCH_BYTES) {
    throw new Error(`A batch of ${BATCH_EVENTS} presses has ${json.length} bytes; send fewer.`);
  }
  return gzipSync(json);
}

function rowOf(terminal: TestTerminal, { event, body }: Made): EventRow {
  if (event.type !== 'pressed') {
    throw new Error(`The load is made of presses, and ${event.id} is ${event.type}.`);
  }
  return [
    terminal.organizationId,
    event.id,
    event.type,
    event.ledgerId,
    event.number,
    terminal.terminalId,
    event.context.touchpointId,
    event.rating,
    event.source.kind,
    event.repeat,
    event.at.wallMs,
    event.at.monotonicMs,
    event.at.bootId,
    event.at.wallMs + 3,
    12,
    event.at.wallMs + 40,
    body,
    createHash('sha256').update(body, 'utf8').digest(),
  ];
}
