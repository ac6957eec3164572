import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type EventBody, freezeEvent } from '../../../../contract/event-body.ts';
import type { FeedbackEvent } from '../../../../contract/feedback-event.ts';
import { ASK_STAFF_STEP } from '../../../../contract/flow-steps.ts';
import { readHead } from '../../../../renderer/outbox/event-head.ts';
import { eventId, pressedBody, pressedEvent } from '../../../support/event-maker.ts';

const { v, id, ledgerId, number, at } = pressedEvent();

function answered(step: string, outcome: Extract<FeedbackEvent, { type: 'answered' }>['outcome']) {
  const pressId = eventId();
  return freezeEvent({ v, id, ledgerId, number, at, type: 'answered', pressId, step, outcome });
}

const isUrgent = (body: EventBody) => readHead(body)?.urgent;

describe('the head of an event', () => {
  it('holds of a press what the page shows and the outbox keeps', () => {
    const press = pressedEvent({ rating: 'negative', number: 7 });
    expect(readHead(freezeEvent(press))).toEqual({
      id: press.id,
      ledgerId: press.ledgerId,
      number: 7,
      type: 'pressed',
      press: { choice: { rating: 'negative', score: null }, repeat: false },
      urgent: true,
    });
  });

  it('holds the score of a press that has one', () => {
    const score = { scale: 'nps', value: 9 } as const;
    expect(readHead(pressedBody({ rating: 'positive', score }))?.press?.choice).toEqual({
      rating: 'positive',
      score,
    });
  });

  it('lets a negative press jump the queue, unless it is a repeat or was recovered', () => {
    expect(isUrgent(pressedBody({ rating: 'negative' }))).toBe(true);
    expect(isUrgent(pressedBody({ rating: 'neutral' }))).toBe(false);
    expect(isUrgent(pressedBody({ rating: 'negative', repeat: true }))).toBe(false);
    const recovered = { from: at, until: at };
    expect(isUrgent(pressedBody({ rating: 'negative', recovered }))).toBe(false);
  });

  it('lets a visitor who asks for somebody of the staff jump the queue, and no other answer', () => {
    const now = { kind: 'choice', values: ['now'] } as const;
    expect(isUrgent(answered(ASK_STAFF_STEP, { ...now, values: ['now'] }))).toBe(true);
    expect(isUrgent(answered(ASK_STAFF_STEP, { kind: 'skipped' }))).toBe(false);
    expect(isUrgent(answered('reason', { ...now, values: ['now'] }))).toBe(false);
  });

  it('is read of an event of a type that this version does not know, which the hub may know', () => {
    const later = JSON.stringify({ v: 1, id, ledgerId, number, type: 'sung', song: 'la' });
    expect(readHead(later)).toEqual({
      id,
      ledgerId,
      number,
      type: 'sung',
      press: null,
      urgent: false,
    });
  });

  it.each([
    '{',
    'null',
    '[]',
    '7',
    '{"v":2}',
    '{"v":1,"type":"pressed"}',
    pressedBody().replace('"number":1', '"number":0'),
    pressedBody().replace('"number":1', '"number":"1"'),
    pressedBody().replace(`"ledgerId":"${ledgerId}"`, '"ledgerId":"first"'),
    pressedBody().replace('"positive"', '"purple"'),
    pressedBody().replace('"repeat":false', '"repeat":null'),
    pressedBody({ score: { scale: 'nps', value: 10 } }).replace('"value":10', '"value":11'),
    pressedBody({ score: { scale: 'nps', value: 10 } }).replace('"nps"', '"toString"'),
  ])('is not to be had of %s', (body) => {
    expect(readHead(body)).toBeNull();
  });

  it('throws at nothing', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => readHead(text) === null));
  });
});
