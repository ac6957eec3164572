import { describe, expect, it } from 'vitest';
import {
  ACCEPTANCE_START,
  type AcceptanceEvent,
  type AcceptanceState,
  CHECKS,
  type Finding,
  isPassed,
  transition,
} from '../../../../../renderer/staff/acceptance/acceptance-machine.ts';

const PASSED: Finding = { verdict: 'passed', lines: [{ key: 'found.heard' }] };
const FAILED: Finding = { verdict: 'failed', lines: [{ key: 'found.notHeard' }] };
const BEGUN: AcceptanceEvent = { type: 'begun', who: 'Noor', atMs: 7 };

function after(events: readonly AcceptanceEvent[]): AcceptanceState {
  return events.reduce(transition, ACCEPTANCE_START);
}

/** Through every check, with what each of them came to. */
function checked(found: Partial<Record<(typeof CHECKS)[number], Finding>> = {}): AcceptanceEvent[] {
  return [
    BEGUN,
    ...CHECKS.flatMap((check): AcceptanceEvent[] => [
      { type: 'found', check, finding: found[check] ?? PASSED },
      { type: 'next' },
    ]),
  ];
}

describe('Site acceptance test', () => {
  it('goes through every check in order, and keeps what each came to', () => {
    expect(after(checked())).toEqual({
      step: 'summary',
      who: 'Noor',
      startedAtMs: 7,
      notSaved: null,
      findings: Object.fromEntries(CHECKS.map((check) => [check, PASSED])),
    });
  });

  it('passes over no check: the next one comes when something was found', () => {
    expect(after([BEGUN, { type: 'next' }, { type: 'next' }])).toMatchObject({
      step: 'checking',
      check: 'screen',
      found: null,
    });
  });

  it('takes no finding of another check, and not two of one', () => {
    const events: AcceptanceEvent[] = [
      BEGUN,
      { type: 'found', check: 'sound', finding: PASSED },
      { type: 'found', check: 'screen', finding: FAILED },
      { type: 'found', check: 'screen', finding: PASSED },
    ];
    expect(after(events)).toMatchObject({ check: 'screen', found: FAILED });
  });

  it('checks once more on demand, before it goes on', () => {
    const events: AcceptanceEvent[] = [
      BEGUN,
      { type: 'found', check: 'screen', finding: FAILED },
      { type: 'again' },
    ];
    expect(after(events)).toMatchObject({ check: 'screen', found: null });
  });

  it('checks a failed one again from the summary, and comes back to it', () => {
    const again: AcceptanceEvent[] = [
      ...checked({ sound: FAILED }),
      { type: 'again', check: 'sound' },
      { type: 'found', check: 'sound', finding: PASSED },
      { type: 'next' },
    ];
    const before = after(checked({ sound: FAILED }));
    const state = after(again);
    expect([
      before.step === 'summary' && isPassed(before.findings),
      state.step === 'summary' && isPassed(state.findings),
    ]).toEqual([false, true]);
  });

  it('is passed only when nothing is left to check; what is not there is no failure', () => {
    const all = Object.fromEntries(CHECKS.map((check) => [check, PASSED]));
    expect([
      isPassed({}),
      isPassed({ ...all, buttons: { verdict: 'not-there', lines: [] } }),
      isPassed({ ...all, stores: FAILED }),
    ]).toEqual([false, true, false]);
  });

  it('saves once, says why when it cannot, and can be begun anew', () => {
    const saving = [...checked(), { type: 'saving' }] as const;
    expect(after([...saving, { type: 'not-saved', detail: 'no room' }])).toMatchObject({
      step: 'summary',
      notSaved: 'no room',
    });
    expect(after([...saving, { type: 'saved', file: '/reports/1.html' }])).toMatchObject({
      step: 'saved',
      file: '/reports/1.html',
    });
    expect(after([...saving, { type: 'over' }])).toEqual(ACCEPTANCE_START);
  });
});
