import { describe, expect, it } from 'vitest';
import { causeOf, foundOf } from '../../../../console/alerts/alert-words.ts';
import { entryWords } from '../../../../console/alerts/entry-words.ts';
import { mayActOn } from '../../../../console/alerts/handling.ts';
import { tomorrowMorning } from '../../../../console/alerts/snooze-times.ts';
import { timeLineOf } from '../../../../console/alerts/time-line.ts';
import { createTimes } from '../../../../console/language/times.ts';
import { createTranslator } from '../../../../console/language/translator.ts';
import type { AlertEntry } from '../../../../contract/protocol/alerts.ts';
import { FORMER_MEMBER } from '../../../../contract/protocol/people.ts';
import { alertId, makeAlert } from '../../../support/alert-maker.ts';

const t = createTranslator('en');
const times = createTimes('en', t('time.justNow'), 'Europe/Amsterdam');
const HOUR_MS = 3_600_000;

const entry = (number: number, what: AlertEntry['what'], by: string | null = null): AlertEntry => ({
  id: alertId(number),
  atMs: number,
  by,
  what,
});

describe('The time line of an alert', () => {
  it('sums up presses that nothing came between', () => {
    const first = entry(1, { kind: 'pressed', presses: 1 });
    const taken = entry(4, { kind: 'acknowledged' }, 'Sam');
    expect(
      timeLineOf([
        entry(0, { kind: 'opened' }),
        first,
        entry(2, { kind: 'pressed', presses: 3 }),
        taken,
        entry(5, { kind: 'pressed', presses: 1 }),
      ]),
    ).toEqual([
      { ...entry(0, { kind: 'opened' }), untilMs: 0 },
      { ...first, what: { kind: 'pressed', presses: 4 }, untilMs: 2 },
      { ...taken, untilMs: 4 },
      { ...entry(5, { kind: 'pressed', presses: 1 }), untilMs: 5 },
    ]);
  });

  it.each([
    [{ kind: 'snoozed', untilMs: 7 }, 'Sam', 'Sam snoozed it until at 7'],
    [{ kind: 'escalated', level: 1 }, null, 'Nobody picked it up: passed on to level 2'],
    [{ kind: 'resolved' }, null, 'It ended by itself'],
    [{ kind: 'resolved' }, 'Sam', 'Sam closed it'],
    [{ kind: 'resolved' }, FORMER_MEMBER, 'Somebody who left closed it'],
    [{ kind: 'reopened' }, null, 'It began again'],
    [{ kind: 'reopened' }, 'Sam', 'Sam reopened it'],
    [{ kind: 'pressed', presses: 1 }, null, 'One more press'],
    [{ kind: 'acknowledged' }, null, 'Somebody is on it'],
    [
      { kind: 'called-in-store', channel: 'buzzer' },
      null,
      'The terminal called staff with its buzzer',
    ],
  ] as const)('says in plain words: %j by %s', (what, by, words) => {
    expect(entryWords({ what, by }, t, (atMs) => `at ${atMs}`)).toBe(words);
  });
});

describe('What a rule found', () => {
  it.each([
    ['count', 12, 10, '12 unhappy presses; 10 is the limit'],
    ['score', 48.4, 65, 'Score 48; it should stay at 65 or above'],
    ['silent', 3 * HOUR_MS, 2 * HOUR_MS, 'Nobody pressed for 3 hours; 2 hours is the limit'],
    ['offline', 16 * 60_000, 15 * 60_000, 'Out of reach for 16 minutes'],
    ['box-lost', 72 * HOUR_MS, HOUR_MS, 'Button box gone for 3 days'],
  ] as const)('is said of %s', (cause, value, limit, words) => {
    expect(foundOf(makeAlert(1, { cause, measured: { value, limit } }), t, times)).toBe(words);
  });

  it('is what the alert is about in few words, also where no press of its own is counted', () => {
    const found = { cause: 'count', presses: 0, measured: { value: 5, limit: 2 } } as const;
    expect(causeOf(makeAlert(1, found), t)).toBe('5 unhappy presses');
  });

  it('is nothing more where a press says it all', () => {
    expect(foundOf(makeAlert(1), t, times)).toBeNull();
  });
});

describe('tomorrowMorning', () => {
  it.each([
    ['2025-03-04T10:30', '2025-03-05T08:00'],
    ['2025-03-04T23:59', '2025-03-05T08:00'],
    ['2025-03-05T01:30', '2025-03-05T08:00'],
    ['2025-03-31T17:00', '2025-04-01T08:00'],
  ])('of %s is %s', (now, morning) => {
    expect(tomorrowMorning(new Date(now).getTime())).toBe(new Date(morning).getTime());
  });
});

describe('mayActOn', () => {
  const locations = [
    { id: 'region', name: 'Region', parentId: null, hours: null, holidays: null },
    { id: 'store', name: 'Store', parentId: 'region', hours: null, holidays: null },
    { id: 'other', name: 'Other', parentId: null, hours: null, holidays: null },
  ];
  const at = (id: string) => ({ location: { id, name: id } });

  it.each([
    ['staff everywhere', { role: 'staff', locationId: null }, 'store', true],
    ['a manager of the region', { role: 'manager', locationId: 'region' }, 'store', true],
    ['staff elsewhere', { role: 'staff', locationId: 'other' }, 'store', false],
    ['an analyst', { role: 'analyst', locationId: null }, 'store', false],
  ] as const)('of %s', (_, grant, place, may) => {
    expect(mayActOn(at(place), [grant], locations)).toBe(may);
  });

  it('lets the hub decide while the places are not known', () => {
    expect(mayActOn(at('store'), [{ role: 'staff', locationId: 'other' }], null)).toBe(true);
  });
});
