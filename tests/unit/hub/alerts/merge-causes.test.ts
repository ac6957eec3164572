import { describe, expect, it } from 'vitest';
import type { AlertingPress } from '../../../../hub/alerts/alert-groups.ts';
import { mergeCauses, placeHeld, type CauseToRaise } from '../../../../hub/alerts/merge-causes.ts';

const cause = (change: Partial<CauseToRaise>): CauseToRaise => ({
  cause: 'press',
  pressId: 'press',
  kind: 'live',
  touchpointId: null,
  atMs: 100,
  ...change,
});
const elsewhere = (): string => 'elsewhere';

describe('mergeCauses', () => {
  it('makes one of a press and the cry for help after it, in whichever order they come', () => {
    const press = cause({ touchpointId: 'desk' });
    const cry = cause({ cause: 'help', atMs: 150 });
    const merged = {
      pressId: 'press',
      cause: 'negative',
      kind: 'live',
      touchpointId: 'desk',
      atMs: 100,
      helpAskedAtMs: 150,
    };
    expect(mergeCauses([press, cry], elsewhere)).toEqual([merged]);
    expect(mergeCauses([cry, press], elsewhere)).toEqual([merged]);
  });

  it('takes a cry for help as live although its press was late', () => {
    const late = cause({ kind: 'late', atMs: 1 });
    const [merged] = mergeCauses([late, cause({ cause: 'help' })], elsewhere);
    expect(merged).toMatchObject({ kind: 'live', atMs: 1, helpAskedAtMs: 100 });
  });

  it('finds the place of a cry that comes alone', () => {
    expect(mergeCauses([cause({ cause: 'help', kind: 'late' })], elsewhere)).toEqual([
      {
        pressId: 'press',
        cause: 'help',
        kind: 'late',
        touchpointId: 'elsewhere',
        atMs: 100,
        helpAskedAtMs: 100,
      },
    ]);
  });
});

describe('placeHeld', () => {
  const press = (change: Partial<AlertingPress>): AlertingPress => ({
    pressId: 'press',
    cause: 'negative',
    kind: 'live',
    subjectId: 'desk',
    touchpointId: 'desk',
    atMs: 100,
    helpAskedAtMs: null,
    ...change,
  });
  const held = { pressId: 'press', alertId: 'alert', isTaken: false };
  const heldLive = [{ ...held, kind: 'live' as const }];
  const heldLate = [{ ...held, kind: 'late' as const }];

  it('lets a press that nothing holds find an alert', () => {
    expect(placeHeld([press({})], [])).toEqual({ joining: [press({})], marks: new Map() });
  });

  it('counts a press once that an alert holds already', () => {
    expect(placeHeld([press({})], heldLive)).toEqual({ joining: [], marks: new Map() });
  });

  it('marks the alert that holds the press of a cry for help, with the last one', () => {
    const cries = [press({ helpAskedAtMs: 7 }), press({ helpAskedAtMs: 5 })];
    expect(placeHeld(cries, heldLive).marks).toEqual(
      new Map([['alert', { helpAskedAtMs: 7, pressIds: ['press', 'press'] }]]),
    );
  });

  it('takes a press out of a late alert when its visitor asks for help now, not when that was late too', () => {
    const cry = press({ helpAskedAtMs: 7 });
    expect(placeHeld([cry], heldLate)).toEqual({ joining: [cry], marks: new Map() });
    expect(placeHeld([{ ...cry, kind: 'late' }], heldLate)).toEqual({
      joining: [],
      marks: new Map([['alert', { helpAskedAtMs: 7, pressIds: ['press'] }]]),
    });
  });

  it('takes a press out of an alert that was taken before its visitor asked for help, not for a late cry', () => {
    const taken = [{ ...held, kind: 'live' as const, isTaken: true }];
    const cry = press({ helpAskedAtMs: 7 });
    expect(placeHeld([cry], taken)).toEqual({ joining: [cry], marks: new Map() });
    expect(placeHeld([press({})], taken)).toEqual({ joining: [], marks: new Map() });
    expect(placeHeld([{ ...cry, kind: 'late' }], taken)).toEqual({
      joining: [],
      marks: new Map([['alert', { helpAskedAtMs: 7, pressIds: ['press'] }]]),
    });
  });
});
