import { describe, expect, it } from 'vitest';
import { NOTICE_LANGUAGES } from '../../../../contract/protocol/people.ts';
import type { Alert } from '../../../../contract/protocol/alerts.ts';
import type { Notice, NoticeContent, NoticeSetting } from '../../../../hub/notices/notice.ts';
import { renderNotice } from '../../../../hub/notices/render-notice.ts';
import { alertId, makeAlert } from '../../../support/alert-maker.ts';

const MINUTE_MS = 60_000;
const NOW = Date.parse('2026-11-20T13:15:00Z');
const SETTING: NoticeSetting = {
  id: 'delivery',
  organizationId: 'organization',
  language: 'en',
  publicUrl: 'https://hub.example',
  timeZone: 'Europe/Amsterdam',
  atMs: NOW,
};

function make(change: Partial<Alert> = {}): Alert {
  return makeAlert(7, {
    touchpoint: { id: alertId(1), name: 'Checkout' },
    location: { id: alertId(2), name: 'Utrecht' },
    openedAtMs: NOW - 10 * MINUTE_MS,
    lastPressAtMs: NOW - MINUTE_MS,
    ...change,
  });
}

function told(
  reason: Extract<NoticeContent, { kind: 'alert' }>['reason'],
  change: Partial<Alert> = {},
  level = 0,
  waitsSinceMs = NOW - 10 * MINUTE_MS,
): Notice {
  return renderNotice({ kind: 'alert', reason, level, alert: make(change), waitsSinceMs }, SETTING);
}

describe('renderNotice', () => {
  it('tells of a red press in a line and a sentence, and where to act on it', () => {
    const alert = make();
    const content: NoticeContent = {
      kind: 'alert',
      reason: 'opened',
      level: 0,
      alert,
      waitsSinceMs: alert.openedAtMs,
    };
    expect(renderNotice(content, SETTING)).toEqual({
      id: 'delivery',
      topic: alertId(7),
      organizationId: 'organization',
      language: 'en',
      isUrgent: true,
      title: 'Red press · Checkout, Utrecht',
      lines: ['At 14:14 somebody pressed red.'],
      action: { label: 'Open the alert', url: `https://hub.example/alerts/${alertId(7)}` },
      content,
      atMs: NOW,
    });
  });

  it('counts presses that belong together', () => {
    const { title, lines } = told('opened', { presses: 4 });
    expect(title).toBe('4 red presses · Checkout, Utrecht');
    expect(lines).toEqual(['4 red presses since 14:05, the last at 14:14.']);
  });

  it('says first that somebody asks for help, and that they can be reached', () => {
    const { title, lines } = told('help-asked', {
      presses: 4,
      helpAsked: { atMs: NOW },
      contactLeft: { atMs: NOW },
    });
    expect(title).toBe('Somebody asks for help · Checkout, Utrecht');
    expect(lines).toEqual([
      'At 14:15 somebody asked for help.',
      '4 red presses since 14:05, the last at 14:14.',
      'Contact details were left.',
    ]);
  });

  it('says how long nobody came, and who hears of it next', () => {
    const { title, lines, isUrgent } = told('escalated', { state: 'escalated' }, 1);
    expect(title).toBe('Still waiting: red press · Checkout, Utrecht');
    expect(lines).toEqual([
      'Nobody has picked this up for 10 minutes.',
      'Passed on to level 2.',
      'At 14:14 somebody pressed red.',
    ]);
    expect(isUrgent).toBe(true);
  });

  it('counts from when it began to wait, not from when somebody had it in hand', () => {
    expect(told('reminded', {}, 0, NOW - 3 * MINUTE_MS).lines[0]).toBe(
      'Nobody has picked this up for 3 minutes.',
    );
  });

  it('names the rule, what it measured and its limit', () => {
    const rule = { id: alertId(3), name: 'Calm checkout' };
    const score = told('opened', {
      cause: 'score',
      presses: 0,
      measured: { value: 41.25, limit: 60 },
      rule,
    });
    expect(score.lines).toEqual([
      'The score is 41.3; it should not fall below 60.',
      'Noticed at 14:05.',
      'Rule: Calm checkout',
    ]);
    const count = told('opened', {
      cause: 'count',
      presses: 12,
      measured: { value: 12, limit: 10 },
      rule,
    });
    expect(count.lines[1]).toBe('Counted: 12. Limit: 10.');
    const silent = told('opened', {
      cause: 'silent',
      presses: 0,
      measured: { value: 130 * MINUTE_MS, limit: 120 * MINUTE_MS },
      rule,
    });
    expect(silent.lines[0]).toBe('No press for 2 hours, 10 minutes; the limit is 2 hours.');
  });

  it('names the terminal where it is about one', () => {
    expect(told('opened', { cause: 'offline', presses: 0 }).title).toBe(
      'Terminal offline · Terminal 4, Checkout, Utrecht',
    );
    expect(told('opened', { touchpoint: null, location: null }).title).toBe(
      'Red press · Terminal 4',
    );
    expect(told('opened', { touchpoint: null, location: null, terminal: null }).title).toBe(
      'Red press',
    );
  });

  it('tells as it is now when it goes out again', () => {
    const taken = told('opened', {
      state: 'acknowledged',
      acknowledged: { atMs: NOW, by: 'Anna' },
    });
    expect(taken.lines).toContain('Anna is taking care of it.');
    expect(taken.isUrgent).toBe(false);
    const over = told('opened', { state: 'resolved', resolved: { atMs: NOW, by: null } });
    expect(over.lines).toContain('It is over.');
  });

  it('is urgent only while somebody stands there or nobody came', () => {
    const isUrgent = (...what: Parameters<typeof told>): boolean => told(...what).isUrgent;
    expect(isUrgent('opened', { cause: 'help' })).toBe(true);
    expect(isUrgent('reminded')).toBe(true);
    expect(isUrgent('escalated', { cause: 'offline', presses: 0 }, 1)).toBe(true);
    expect(isUrgent('opened', { kind: 'late' })).toBe(false);
    expect(isUrgent('opened', { cause: 'offline', presses: 0 })).toBe(false);
    expect(isUrgent('opened', { cause: 'score', presses: 0 })).toBe(false);
    expect(isUrgent('woken')).toBe(false);
  });

  it('sums up what came in quiet hours: ten by name, the others and those taken care of by number', () => {
    const waiting = Array.from({ length: 12 }, (_, index) =>
      make({ lastPressAtMs: NOW - index * MINUTE_MS }),
    );
    const notice = renderNotice({ kind: 'catch-up', waiting, handled: 3 }, SETTING);
    expect(notice.title).toBe('After quiet hours: 12 alerts still wait');
    expect(notice.lines).toHaveLength(12);
    expect(notice.lines[0]).toBe('14:15 · Red press · Checkout, Utrecht');
    expect(notice.lines.slice(-2)).toEqual(['And 2 more', 'Others took care of 3 more already.']);
    expect(notice).toMatchObject({
      topic: 'catch-up',
      isUrgent: false,
      action: { url: 'https://hub.example/alerts' },
    });
  });

  it.each(NOTICE_LANGUAGES)('fills in everything in %s', (language) => {
    const measured = { value: 2 * MINUTE_MS, limit: MINUTE_MS };
    const causes = ['negative', 'help', 'count', 'score', 'silent', 'offline', 'box-lost'] as const;
    const reasons = ['opened', 'help-asked', 'reminded', 'escalated', 'woken', 'reopened'] as const;
    const contents: NoticeContent[] = [
      ...causes.flatMap((cause) =>
        reasons.map((reason): NoticeContent => ({
          kind: 'alert',
          reason,
          level: 1,
          alert: make({ cause, measured, rule: { id: alertId(3), name: 'Rule' } }),
          waitsSinceMs: NOW,
        })),
      ),
      { kind: 'catch-up', waiting: [make()], handled: 1 },
      { kind: 'test' },
    ];
    for (const content of contents) {
      const { title, lines, action } = renderNotice(content, { ...SETTING, language });
      const all = [title, ...lines, action.label].join('\n');
      expect(all).not.toMatch(/[{}]|undefined|null|NaN/);
      expect(all).toBe(all.replaceAll(/ {2,}/g, ' '));
    }
  });
});
