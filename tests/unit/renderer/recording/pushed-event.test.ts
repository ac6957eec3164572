import { describe, expect, it } from 'vitest';
import { type EventBody, thawEvent } from '../../../../contract/event-body.ts';
import { readPushed } from '../../../../renderer/recording/pushed-event.ts';
import { pressedBody } from '../../../support/event-maker.ts';

describe('an event that main pushed', () => {
  it('reads the same as by the schema', () => {
    const body = pressedBody();
    expect(readPushed(body)).toEqual(thawEvent(body));
  });

  it.each(['{"v":1,"type":"pressed"}', '{"v":2}', '{', 'null', '[]', '7'])(
    'says of %s what the schema says',
    (body) => {
      expect(readPushed(body as EventBody)).toEqual(thawEvent(body));
    },
  );
});
