import { describe, expect, it } from 'vitest';
import * as fc from 'fast-check';
import { freezeEvent, thawEvent } from '../../../contract/event-body.ts';
import { pressedBody, pressedEvent } from '../../support/event-maker.ts';

describe('an event body', () => {
  it('thaws to the event that was frozen', () => {
    const event = pressedEvent({ rating: 'negative', sincePreviousMs: 12.5 });
    expect(thawEvent(freezeEvent(event))).toEqual({ ok: true, event });
  });

  it('names the field that does not fit', () => {
    const body = pressedBody().replace('"positive"', '"delighted"');
    expect(thawEvent(body)).toEqual({ ok: false, detail: expect.stringMatching(/^rating: /) });
  });

  it('refuses a field it does not know, so that nothing is dropped in silence', () => {
    const body = pressedBody().replace('"repeat":false', '"repeat":false,"mood":1');
    expect(thawEvent(body)).toEqual({ ok: false, detail: expect.stringContaining('mood') });
  });

  it('answers any text with a value', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => !thawEvent(text).ok));
  });
});
