import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PolicyContent } from '../../../../contract/alert-rule.ts';
import { dueAtMs, type AlertStatus } from '../../../../hub/alerts/alert-machine.ts';
import { soonestTerms } from '../../../../hub/alerts/soonest-terms.ts';

const MINUTE_MS = 60_000;

describe('soonestTerms', () => {
  const anyWait = fc.integer({ min: MINUTE_MS, max: 1_000 * MINUTE_MS });
  const anyPolicy = fc
    .record({ waits: fc.array(anyWait, { maxLength: 5 }), remindEveryMs: fc.option(anyWait) })
    .map(({ waits, remindEveryMs }) =>
      PolicyContent.parse({
        name: 'Any',
        levels: [0, ...waits].map((afterMs) => ({ afterMs, people: [], channels: 'all' })),
        waits: 'always',
        remindEveryMs,
      }),
    );
  const anyStatus = fc
    .record({ level: fc.integer({ min: 0, max: 5 }), levelSinceMs: fc.nat(), more: fc.nat() })
    .map(({ level, levelSinceMs, more }): AlertStatus => ({
      state: level === 0 ? 'open' : 'escalated',
      level,
      levelSinceMs,
      remindedAtMs: levelSinceMs + more,
    }));

  it('have nothing due later than any policy has it', () => {
    fc.assert(
      fc.property(anyPolicy, anyStatus, fc.nat(), (policy, status, closedMs) => {
        const waitedAtMs = (fromMs: number, durationMs: number): number =>
          fromMs + durationMs + closedMs;
        const due = dueAtMs(status, { kind: 'live', policy, waitedAtMs });
        const soonest = dueAtMs(status, soonestTerms('live'));
        expect(soonest ?? Infinity).toBeLessThanOrEqual(due ?? Infinity);
      }),
    );
  });
});
