import { describe, expect, it } from 'vitest';
import { kindOfWebAlert } from '../../../../hub/follow-up/web-alert-rule.ts';

describe('kindOfWebAlert', () => {
  it('pages staff by the start codes of today and yesterday, three times an hour', () => {
    expect([kindOfWebAlert(0, 0), kindOfWebAlert(1, 2)]).toEqual(['live', 'live']);
    expect([kindOfWebAlert(2, 0), kindOfWebAlert(0, 3)]).toEqual(['late', 'late']);
  });

  it('never does by a survey link', () => {
    expect(kindOfWebAlert(null, 0)).toBe('late');
  });
});
