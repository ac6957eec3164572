import { gunzipSync } from 'node:zlib';
import { thawEvent } from '../../contract/event-body.ts';
import {
  type EventAnswer,
  type EventsReply,
  EventsRequest,
} from '../../contract/protocol/events.ts';
import type { HubRequest } from '../../renderer/sync/hub-client.ts';
import type { HubResult } from '../../renderer/sync/hub-result.ts';
import type { HubSession } from '../../renderer/sync/hub-session.ts';
import { hubReply } from './hub-reply.ts';

/**
 * What goes wrong with one request: before the hub saw it, after it stored it and before the reply arrived, or with
 * the answers: in another order, one missing, one for an event that was never sent.
 */
export type Mishap =
  | 'none'
  | 'request-lost'
  | 'reply-lost'
  | 'unavailable'
  | 'too-slow'
  | 'answers-reversed'
  | 'answer-missing'
  | 'answer-strange';

/**
 * A working hub without HTTP or PostgreSQL, as far as `POST /v1/events` goes: stores by id, compares bytes, keeps a
 * contiguous mark per ledger that stops at gaps, and notices forks.
 */
export class MemoryHub implements HubSession {
  readonly bodies = new Map<string, string>();
  /** How often each id was stored: more than once would be a duplicate counted. */
  readonly timesStored = new Map<string, number>();
  readonly requests: EventsRequest[] = [];
  readonly rejectIds = new Set<string>();
  /** A batch with one of these is refused as a whole, as too large. */
  readonly indigestibleIds = new Set<string>();
  believesParked = true;
  /** As stated last, per ledger. */
  readonly #parked = new Map<string, readonly number[]>();
  answersNothing = false;
  /** Asked before each request. */
  mishap: () => Mishap = () => 'none';

  async ask<Value>(request: HubRequest<Value>): Promise<HubResult<Value>> {
    const mishap = this.mishap();
    if (mishap === 'request-lost') {
      return { kind: 'offline', detail: 'cut' };
    }
    if (mishap === 'unavailable') {
      return {
        kind: 'refused',
        status: 503,
        type: 'unavailable',
        detail: 'Try again later.',
        retryAfterMs: 2_000,
      };
    }
    const batch = readRequest(request.body);
    if (batch.events.some(({ id }) => this.indigestibleIds.has(id))) {
      return { kind: 'too-large' };
    }
    const reply = this.#answer(batch);
    if (mishap === 'reply-lost') {
      return { kind: 'offline', detail: 'cut' };
    }
    if (mishap === 'too-slow') {
      return { kind: 'too-slow', detail: 'slow' };
    }
    const answers = garbled(reply.answers, mishap);
    return hubReply(request, { ...reply, answers });
  }

  /** Stores an event that came another way: from a terminal with a copy of the same disk. */
  store(id: string, body: string): void {
    this.bodies.set(id, body);
  }

  /** Numbers held of a ledger, ascending. */
  numbers(ledgerId: string): number[] {
    return [...this.bodies.values()]
      .map((body) => thawEvent(body))
      .flatMap((thawed) =>
        thawed.ok && thawed.event.ledgerId === ledgerId ? [thawed.event.number] : [],
      )
      .toSorted((a, b) => a - b);
  }

  /** Comes back from a backup that lacks these events. */
  forget(ids: readonly string[]): void {
    for (const id of ids) {
      this.bodies.delete(id);
      this.timesStored.delete(id);
    }
  }

  #isForked(ledgerId: string): boolean {
    const numbers = this.numbers(ledgerId);
    return new Set(numbers).size < numbers.length;
  }

  #answer(request: EventsRequest): EventsReply {
    this.requests.push(request);
    return {
      hubTimeMs: 1_790_000_000_000,
      answers: (this.answersNothing ? [] : request.events).map(({ id, body }): EventAnswer => {
        if (this.rejectIds.has(id)) {
          return { id, outcome: 'rejected', reason: 'invalid', detail: 'rating: unknown' };
        }
        const held = this.bodies.get(id);
        if (held !== undefined) {
          return held === body
            ? { id, outcome: 'duplicate' }
            : { id, outcome: 'rejected', reason: 'conflict', detail: 'other bytes' };
        }
        this.bodies.set(id, body);
        this.timesStored.set(id, (this.timesStored.get(id) ?? 0) + 1);
        return { id, outcome: 'accepted' };
      }),
      ledgers: namedLedgers(request).map((ledgerId) => {
        const stated = request.ledgers.find((each) => each.ledgerId === ledgerId);
        if (stated !== undefined && this.believesParked) {
          this.#parked.set(ledgerId, stated.parked);
        }
        return {
          ledgerId,
          storedThrough: contiguous([
            ...this.numbers(ledgerId),
            ...(this.#parked.get(ledgerId) ?? []),
          ]),
          forked: this.#isForked(ledgerId),
        };
      }),
    };
  }
}

function garbled(answers: readonly EventAnswer[], mishap: Mishap): readonly EventAnswer[] {
  switch (mishap) {
    case 'answers-reversed':
      return answers.toReversed();
    case 'answer-missing':
      return answers.slice(1);
    case 'answer-strange':
      return [{ id: '019a0000-0000-7000-8000-00000000ffff', outcome: 'accepted' }, ...answers];
    default:
      return answers;
  }
}

function namedLedgers({ ledgers, events }: EventsRequest): string[] {
  const ofEvents = events.flatMap(({ body }) => {
    const thawed = thawEvent(body);
    return thawed.ok ? [thawed.event.ledgerId] : [];
  });
  return [...new Set([...ledgers.map(({ ledgerId }) => ledgerId), ...ofEvents])];
}

function contiguous(numbers: readonly number[]): number {
  const held = new Set(numbers);
  let through = 0;
  while (held.has(through + 1)) {
    through += 1;
  }
  return through;
}

function readRequest(body: BodyInit | undefined): EventsRequest {
  if (typeof body === 'string') {
    return EventsRequest.parse(JSON.parse(body));
  }
  if (!(body instanceof Uint8Array)) {
    throw new TypeError('The memory hub takes batches as text or gzip-compressed.');
  }
  return EventsRequest.parse(JSON.parse(gunzipSync(body).toString('utf8')));
}
