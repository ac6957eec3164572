import { describe, expect, it } from 'vitest';
import type { KeyContacts, KeyMotion } from '../../../../renderer/screens/key-contacts.ts';
import { moveContact } from '../../../../renderer/screens/key-contacts.ts';

type Moved = Pick<KeyMotion, 'timeStamp'> & Partial<KeyMotion>;

/** For each motion of a key whether its contact was quiet before. */
function quiet(motions: readonly Moved[]): readonly boolean[] {
  let contacts: KeyContacts = new Map();
  return motions.map((part) => {
    const moved = moveContact(contacts, { code: 'Numpad1', key: '1', repeat: false, ...part });
    ({ contacts } = moved);
    return moved.wasQuiet;
  });
}

const at = (timeStamp: number, part: Partial<KeyMotion> = {}): Moved => ({ timeStamp, ...part });

describe('moveContact', () => {
  it('finds a key quiet that was never moved, or not for 40 ms', () => {
    expect(quiet([at(0.5), at(80), at(119.9), at(159.9)])).toEqual([true, true, false, true]);
  });

  it('takes a contact that bounces for one motion, however long it goes on', () => {
    const bounces = Array.from({ length: 50 }, (_, index) => at(1_000 + index * 30));
    expect(quiet(bounces)).toEqual(bounces.map((_, index) => index === 0));
  });

  it('keeps the keys apart, also where they name no position', () => {
    expect(
      quiet([
        at(100),
        at(101, { code: 'Numpad2' }),
        at(102, { code: '', key: '1' }),
        at(103, { code: '', key: '2' }),
        at(104, { code: '', key: '1' }),
      ]),
    ).toEqual([true, true, true, true, false]);
  });

  it('does not take a held key that repeats itself for a motion', () => {
    expect(
      quiet([at(0), at(500, { repeat: true }), at(530, { repeat: true }), at(540), at(600)]),
    ).toEqual([true, false, false, true, true]);
  });
});
