import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FeedbackEvent } from '../../../../contract/feedback-event.ts';
import { acceptorOf } from '../../../../hub/ingest/schema-acceptor.ts';
import { eventId, pressedEvent } from '../../../support/event-maker.ts';

const { v, ledgerId, number, at } = pressedEvent();
const header = { v, id: eventId(), ledgerId, number, at };
const pressId = eventId();
const from = { wallMs: 1, monotonicMs: 0.5, bootId: 'b' };

/** One of every kind the contract knows. */
const EVENTS: readonly FeedbackEvent[] = [
  pressedEvent(),
  pressedEvent({ score: { scale: 'thumbs', value: 1 } }),
  pressedEvent({ rating: 'negative', score: { scale: 'nps', value: 0 } }),
  pressedEvent({ source: { kind: 'keyboard' }, sincePreviousMs: 0.25, repeat: true }),
  pressedEvent({
    source: { kind: 'box', boxId: 'GB-1', button: 31, boot: 0xffff_ffff, count: 0 },
    recovered: { from, until: from },
  }),
  pressedEvent({
    context: {
      ...pressedEvent().context,
      touchpointId: null,
      questionnaire: { id: '5a0f6f0e-7d0a-4a8e-8f57-1d5a0e6b7c21', version: 3 },
    },
  }),
  {
    ...header,
    type: 'answered',
    pressId,
    step: 's',
    outcome: { kind: 'choice', values: ['a', 'b'] },
  },
  { ...header, type: 'answered', pressId, step: 's', outcome: { kind: 'number', value: 10 } },
  {
    ...header,
    type: 'answered',
    pressId,
    step: 's',
    outcome: { kind: 'sealed', sha256: '0f'.repeat(32) },
  },
  { ...header, type: 'answered', pressId, step: 's', outcome: { kind: 'skipped' } },
  { ...header, type: 'abandoned', pressId, step: 'x'.repeat(64) },
  { ...header, type: 'alerted-locally', pressId, channel: 'lamp' },
  {
    ...header,
    type: 'acknowledged-in-store',
    source: { kind: 'box', boxId: 'GB-1', button: 5, boot: 1, count: 1 },
  },
  { ...header, type: 'sealed', sha256: '0f'.repeat(32), jwe: 'e30..iv.words.tag' },
  { ...header, type: 'void', reason: 'lost' },
];

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Values at or beyond what the contract allows somewhere. */
const oddValue: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(
    null,
    true,
    '',
    'x'.repeat(65),
    -1,
    0,
    1.5,
    32,
    2 ** 32,
    2 ** 53,
    8_640_000_000_000_001,
    'NL',
    'de-CH',
    'pressed',
    'void',
    'not-saved',
    'negative',
    [],
    {},
    { kind: 'touch' },
    { kind: 'skipped', more: 1 },
    { kind: 'choice', values: [] },
    eventId().toUpperCase(),
    '00000000-0000-0000-0000-000000000000',
    '5a0f6f0e-7d0a-4a8e-8f57-1d5a0e6b7c2',
    '5a0f6f0e-7d0a-9a8e-8f57-1d5a0e6b7c21',
  ),
  fc.jsonValue().map((value) => value as Json),
);

/** Where to change, as shares of what there is at each depth, and to what; undefined removes. */
const change = fc.record({
  path: fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1, maxLength: 4 }),
  key: fc.option(fc.constantFrom('more', '__proto__', 'recovered', 'type', 'kind'), { freq: 4 }),
  value: fc.option(oddValue, { nil: undefined, freq: 6 }),
});

function changed(
  node: Json,
  path: readonly number[],
  key: string | null,
  value: Json | undefined,
): void {
  if (typeof node !== 'object' || node === null) {
    return;
  }
  const keys = Object.keys(node);
  const chosen = keys[Math.floor((path[0] ?? 0) * keys.length)];
  const place = node as Record<string, Json>;
  const child = chosen === undefined ? undefined : place[chosen];
  if (path.length > 1 && typeof child === 'object' && child !== null) {
    changed(child, path.slice(1), key, value);
  } else if (key !== null) {
    Object.defineProperty(node, key, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  } else if (chosen !== undefined && value === undefined) {
    Reflect.deleteProperty(node, chosen);
  } else if (chosen !== undefined && value !== undefined) {
    place[chosen] = value;
  }
}

describe('acceptorOf', () => {
  it('accepts one of every event', () => {
    const accepts = acceptorOf(FeedbackEvent);
    expect(EVENTS.map((event) => accepts(event))).toEqual(EVENTS.map(() => true));
  });

  it('refuses a score that is not on its scale', () => {
    const beyond = { ...pressedEvent(), score: { scale: 'thumbs', value: 7 } };
    expect(acceptorOf(FeedbackEvent)(beyond)).toBe(false);
  });

  it('agrees with the schema about events that were tampered with, and about any JSON', () => {
    const accepts = acceptorOf(FeedbackEvent);
    const tampered = fc
      .tuple(fc.constantFrom(...EVENTS), fc.array(change, { minLength: 1, maxLength: 2 }))
      .map(([event, changes]) => {
        const copy = structuredClone(event) as unknown as Json;
        for (const { path, key, value } of changes) {
          // A copy, or a second change would reach into a value that is used elsewhere.
          changed(copy, path, key, structuredClone(value));
        }
        return JSON.stringify(copy);
      });
    fc.assert(
      fc.property(
        fc.oneof({ weight: 9, arbitrary: tampered }, { weight: 1, arbitrary: fc.json() }),
        (body) => {
          const value: unknown = JSON.parse(body);
          const parsed = FeedbackEvent.safeParse(value);
          expect([accepts(value), body]).toEqual([parsed.success, body]);
          expect(parsed.success ? parsed.data : value).toEqual(value);
        },
      ),
      { numRuns: 5_000 },
    );
  });

  it.each([
    ['a transform', z.string().transform(Number)],
    ['a default', z.strictObject({ a: z.string().default('x') })],
    ['an object that drops what it does not know', z.object({ a: z.string() })],
    ['a format that is more than its pattern', z.strictObject({ a: z.url() })],
    ['a check that changes the value', z.string().trim()],
    ['a number format of another kind', z.int32()],
  ])('refuses to stand for %s', (_, schema) => {
    expect(() => acceptorOf(schema)).toThrow(/No quick test|strict objects/);
  });
});
