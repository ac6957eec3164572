import { gunzipSync } from 'node:zlib';
import type { z } from 'zod';
import { thawEvent } from '../../contract/event-body.ts';
import {
  type EventAnswer,
  type EventsReply,
  EventsRequest,
} from '../../contract/protocol/events.ts';
import type { HubRequest } from '../../renderer/sync/hub-client.ts';
import type { HubResult } from '../../renderer/sync/hub-result.ts';
import type { HubSession } from '../../renderer/sync/hub-session.ts';

/** What goes wrong with one request: before the hub saw it, or after it stored it and before the reply arrived. */
export type Mishap = 'none' | 'request-lost' | 'reply-lost' | 'unavailable';

/**
 * A working hub without HTTP or PostgreSQL, as far as `POST /v1/events` goes: stores by id, compares bytes, keeps a
 * contiguous mark per ledger.
 */
export class MemoryHub implements HubSession {
  readonly bodies = new Map<string, string>();
  /** How often each id was stored: more than once would be a duplicate counted. */
  readonly timesStored = new Map<string, number>();
  readonly requests: EventsRequest[] = [];
  readonly rejectIds = new Set<string>();
  believesParked = true;
  answersNothing = false;
  /** Asked before each request. */
  mishap: () => Mishap = () => 'none';

  async ask<Schema extends z.ZodType>(
    request: HubRequest<Schema>,
  ): Promise<HubResult<z.infer<Schema>>> {
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
    const reply = this.#answer(readRequest(request.body));
    return mishap === 'reply-lost'
      ? { kind: 'offline', detail: 'cut' }
      : { kind: 'ok', value: request.reply.parse(reply), etag: null };
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
      ledgers: request.ledgers.map(({ ledgerId, parked }) => ({
        ledgerId,
        storedThrough: contiguous([
          ...this.numbers(ledgerId),
          ...(this.believesParked ? parked : []),
        ]),
        forked: false,
      })),
    };
  }
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
  if (!(body instanceof Uint8Array)) {
    throw new TypeError('The memory hub takes gzip-compressed batches only.');
  }
  return EventsRequest.parse(JSON.parse(gunzipSync(body).toString('utf8')));
}
