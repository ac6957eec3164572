import { describe, expect, it } from 'vitest';
import type { AlertState } from '../../../../contract/protocol/alerts.ts';
import { isStillNeeded } from '../../../../hub/deliveries/still-needed.ts';

const STATES: readonly AlertState[] = ['open', 'escalated', 'snoozed', 'acknowledged', 'resolved'];

describe('A message', () => {
  it('goes out while the alert waits for somebody', () => {
    const needed = STATES.filter((state) =>
      isStillNeeded({ channel: 'email', byHand: false }, state),
    );
    expect(needed).toEqual(['open', 'escalated']);
  });

  it('goes out whatever became of the alert to a webhook, and where somebody asked for it', () => {
    for (const message of [
      { channel: 'webhook', byHand: false },
      { channel: 'slack', byHand: true },
    ] as const) {
      expect(STATES.filter((state) => isStillNeeded(message, state))).toEqual(STATES);
    }
  });
});
