import { describe, expect, it } from 'vitest';
import { EventContext } from '../../../contract/feedback-event.ts';
import { LanguageTag } from '../../../contract/identifiers.ts';

describe('LanguageTag', () => {
  it.each(['nl', 'de-CH', 'zh-Hant', 'de-1996', 'qqq'])('takes %s', (tag) => {
    expect(LanguageTag.safeParse(tag).success).toBe(true);
  });

  it.each(['en-12', 'nl-be-xx', 'de-CH-CH', 'NL', ''])(
    'refuses "%s", of which no page can be made',
    (tag) => {
      expect(LanguageTag.safeParse(tag).success).toBe(false);
    },
  );

  it('costs no answer that was given under one', () => {
    const context = {
      terminalId: '0190a000-0000-7000-8000-000000000001',
      touchpointId: null,
      questionnaire: null,
      configurationVersion: 1,
      language: 'nl-be-xx',
    };
    expect(EventContext.parse(context)).toEqual(context);
  });
});
