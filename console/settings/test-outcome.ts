import type { Delivery } from '../../contract/protocol/channels.ts';

export type TestOutcome = 'sent' | 'failed' | 'again' | 'queued';

/** How messages that were sent together fare: as the one that fares worst. Null for none. */
export function outcomeOf(
  deliveries: readonly Pick<Delivery, 'state' | 'attempts'>[],
): TestOutcome | null {
  const outcomes = new Set(deliveries.map(outcomeOfOne));
  return WORST_FIRST.find((outcome) => outcomes.has(outcome)) ?? null;
}

/** Whether nothing more becomes of any of them. */
export function areSettled(deliveries: readonly Pick<Delivery, 'state'>[]): boolean {
  return deliveries.every(({ state }) => state !== 'queued' && state !== 'held');
}

const WORST_FIRST = ['failed', 'again', 'queued', 'sent'] as const;

function outcomeOfOne({ state, attempts }: Pick<Delivery, 'state' | 'attempts'>): TestOutcome {
  switch (state) {
    case 'sent':
      return 'sent';
    case 'failed':
    case 'dropped':
      return 'failed';
    case 'queued':
    case 'held':
      return attempts.length > 0 ? 'again' : 'queued';
  }
}
