import { describe, expect, it } from 'vitest';
import type { AnsweredEvent, FeedbackEvent } from '../../../../contract/feedback-event.ts';
import { ASK_STAFF_STEP } from '../../../../contract/flow-steps.ts';
import { causeOfAlert, LIVE_WITHIN_MS } from '../../../../hub/alerts/alert-rule.ts';

const at = { wallMs: 1, monotonicMs: 1, bootId: 'boot' };
const id = '0190a000-0000-7000-8000-000000000001';
const negative: Extract<FeedbackEvent, { type: 'pressed' }> = {
  v: 1,
  id,
  ledgerId: id,
  number: 1,
  at,
  type: 'pressed',
  context: {
    terminalId: id,
    touchpointId: null,
    questionnaire: null,
    configurationVersion: 0,
    language: 'nl',
  },
  rating: 'negative',
  source: { kind: 'touch' },
  sincePreviousMs: null,
  repeat: false,
};

const cry: AnsweredEvent = {
  v: 1,
  id,
  ledgerId: id,
  number: 2,
  at,
  type: 'answered',
  pressId: '0190a000-0000-7000-8000-000000000002',
  step: ASK_STAFF_STEP,
  outcome: { kind: 'choice', values: ['now'] },
};

describe('causeOfAlert', () => {
  it('pages for a negative press up to the age at which the shopper has left', () => {
    const kindAt = (ageMs: number | null): unknown => causeOfAlert(negative, ageMs)?.kind;
    expect(causeOfAlert(negative, 0)).toEqual({ cause: 'press', pressId: id, kind: 'live' });
    expect(kindAt(LIVE_WITHIN_MS)).toBe('live');
    expect(kindAt(LIVE_WITHIN_MS + 1)).toBe('late');
    expect(kindAt(null)).toBe('late');
  });

  it('pages for a visitor who asks for help after a press, likewise', () => {
    const { pressId } = cry;
    expect(causeOfAlert(cry, 0)).toEqual({ cause: 'help', pressId, kind: 'live' });
    expect(causeOfAlert(cry, null)).toEqual({ cause: 'help', pressId, kind: 'late' });
  });

  it('leaves alone what is not a visitor asking for help', () => {
    const others: FeedbackEvent[] = [
      { ...negative, rating: 'positive' },
      { ...negative, rating: 'neutral' },
      { ...negative, repeat: true },
      { ...negative, recovered: { from: at, until: at } },
      { ...cry, outcome: { kind: 'skipped' } },
      { ...cry, outcome: { kind: 'choice', values: ['later'] } },
      { ...cry, step: 'reason' },
      { v: 1, id, ledgerId: id, number: 1, at, type: 'void', reason: 'not-saved' },
      { v: 1, id, ledgerId: id, number: 1, at, type: 'abandoned', pressId: id, step: 'why' },
    ];
    expect(others.map((event) => causeOfAlert(event, 0))).toEqual(others.map(() => null));
  });
});
