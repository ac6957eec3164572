import { describe, expect, it } from 'vitest';
import { NOTICE_CATALOGUES, noticeWords } from '../../../../hub/notices/notice-words.ts';
import { itSaysTheSameIn } from '../../../support/catalogue-rules.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NOON = Date.parse('2026-11-20T12:00:00Z');

describe('NoticeWords', () => {
  itSaysTheSameIn(NOTICE_CATALOGUES, NOTICE_CATALOGUES.en);

  it('addresses nobody as je or u in Dutch', () => {
    const addressed = Object.values(NOTICE_CATALOGUES.nl).filter((text) =>
      /\b(je|jij|jouw|u|uw)\b/i.test(text),
    );
    expect(addressed).toEqual([]);
  });

  it('tells times on the clock of the place', () => {
    const amsterdam = noticeWords('en', 'Europe/Amsterdam', NOON);
    const helsinki = noticeWords('en', 'Europe/Helsinki', NOON);
    expect(amsterdam.when(NOON)).toBe('at 13:00');
    expect(helsinki.when(NOON)).toBe('at 14:00');
  });

  it('names the day when it is not today there', () => {
    const words = noticeWords('nl', 'Europe/Amsterdam', NOON);
    expect(words.when(NOON - 14 * HOUR_MS)).toBe('op do 19 nov om 23:00');
    expect(words.moment(NOON - 14 * HOUR_MS)).toBe('do 19 nov 23:00');
    expect(words.moment(NOON - 13 * HOUR_MS)).toBe('00:00');
  });

  it('follows the clock when it is put back', () => {
    const words = noticeWords('en', 'Europe/Amsterdam', Date.parse('2026-10-25T03:00:00Z'));
    expect(words.moment(Date.parse('2026-10-25T00:30:00Z'))).toBe('02:30');
    expect(words.moment(Date.parse('2026-10-25T01:30:00Z'))).toBe('02:30');
    expect(words.moment(Date.parse('2026-10-25T02:30:00Z'))).toBe('03:30');
  });

  it('tells durations in their two largest units', () => {
    const { duration } = noticeWords('en', 'Europe/Amsterdam', NOON);
    expect(
      [0, 90_000, HOUR_MS, 130 * MINUTE_MS, 24 * HOUR_MS, 49 * HOUR_MS + MINUTE_MS].map(duration),
    ).toEqual([
      '1 minute',
      '2 minutes',
      '1 hour',
      '2 hours, 10 minutes',
      '1 day',
      '2 days, 1 hour',
    ]);
  });

  it('writes numbers as the language does', () => {
    expect(noticeWords('de', 'Europe/Berlin', NOON).number(1234.56)).toBe('1.234,6');
    expect(noticeWords('en', 'Europe/Berlin', NOON).number(1234.56)).toBe('1,234.6');
  });
});
