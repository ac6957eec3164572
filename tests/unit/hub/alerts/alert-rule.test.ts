import { describe, expect, it } from 'vitest';
import type { FeedbackEvent } from '../../../../contract/feedback-event.ts';
import { decideAlert, LIVE_WITHIN_MS } from '../../../../hub/alerts/alert-rule.ts';

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

describe('decideAlert', () => {
  it('pages for a negative press up to the age at which the shopper has left', () => {
    expect(decideAlert(negative, 0)).toBe('live');
    expect(decideAlert(negative, LIVE_WITHIN_MS)).toBe('live');
    expect(decideAlert(negative, LIVE_WITHIN_MS + 1)).toBe('late');
    expect(decideAlert(negative, null)).toBe('late');
  });

  it('leaves alone what is not a visitor asking for help', () => {
    const others: FeedbackEvent[] = [
      { ...negative, rating: 'positive' },
      { ...negative, rating: 'neutral' },
      { ...negative, repeat: true },
      { ...negative, recovered: { from: at, until: at } },
      { v: 1, id, ledgerId: id, number: 1, at, type: 'void', reason: 'not-saved' },
      { v: 1, id, ledgerId: id, number: 1, at, type: 'abandoned', pressId: id, step: 'why' },
    ];
    expect(others.map((event) => decideAlert(event, 0))).toEqual(others.map(() => 'none'));
  });
});
