import { describe, expect, it } from 'vitest';
import {
  adopt,
  type HeldConfiguration,
  isRefused,
  NOTHING_HELD,
  trialFailed,
  trialPassed,
} from '../../../contract/held-configuration.ts';
import { CONFIGURATION } from '../electron/sample-configuration.ts';

const version = (number: number) => ({ ...CONFIGURATION, version: number });

/** What is held, by versions. */
const told = ({ configuration, previous, trial, refused }: HeldConfiguration) => [
  configuration?.version ?? null,
  previous?.version ?? null,
  trial?.failures ?? null,
  refused,
];

const inForce = adopt(NOTHING_HELD, version(1));
const onTrial = adopt(inForce, version(2));

describe('held configuration', () => {
  it('needs no trial for the first one, because there is none to go back to', () => {
    expect([told(inForce), told(trialFailed(inForce))]).toEqual([
      [1, null, null, null],
      [1, null, null, null],
    ]);
  });

  it('puts a new one on trial, and keeps the one before it', () => {
    expect([told(onTrial), told(trialPassed(onTrial))]).toEqual([
      [2, 1, 0, null],
      [2, 1, null, null],
    ]);
  });

  it('goes back at the second failure, and does not take that version again', () => {
    const once = trialFailed(onTrial);
    const twice = trialFailed(once);
    expect([
      told(once),
      told(twice),
      isRefused(twice, version(2)),
      told(adopt(twice, version(2))),
    ]).toEqual([[2, 1, 1, null], [1, 1, null, 2], true, [1, 1, null, 2]]);
  });

  it('tries the one after a refused one, and forgets the refusal when that one stands', () => {
    const twice = trialFailed(trialFailed(onTrial));
    const next = adopt(twice, version(3));
    expect([told(next), told(trialPassed(next))]).toEqual([
      [3, 1, 0, 2],
      [3, 1, null, null],
    ]);
  });

  it('never goes back to one that did not stand its own trial', () => {
    const third = adopt(onTrial, version(3));
    expect([told(third), told(trialFailed(trialFailed(third)))]).toEqual([
      [3, 1, 0, null],
      [1, 1, null, 3],
    ]);
  });

  it('takes what the hub changed of a version in place: no trial, and another one to go back to stays', () => {
    const today = { ...version(2), thanksMs: 5_000 };
    const stood = adopt(trialPassed(onTrial), today);
    const doubted = adopt(trialFailed(onTrial), today);
    expect([told(stood), stood.configuration, told(doubted), doubted.configuration]).toEqual([
      [2, 1, null, null],
      today,
      [2, 1, 1, null],
      today,
    ]);
  });

  it('refuses no version that is in force', () => {
    const held = { ...trialPassed(onTrial), refused: 2 };
    const today = { ...version(2), thanksMs: 5_000 };
    expect([isRefused(held, today), adopt(held, today).configuration]).toEqual([false, today]);
  });

  it('stays as it is when the same one comes again', () => {
    expect(adopt(onTrial, version(2))).toBe(onTrial);
  });
});
