import { describe, expect, it } from 'vitest';
import { isEmail, isPhone } from '../../../../renderer/flow/reachable.ts';

describe('whether somebody can be reached', () => {
  it.each(['06 12345678', '+31612345678', '(030) 123 45', '112 233'])('by phone at %s', (phone) => {
    expect(isPhone(phone)).toBe(true);
  });

  it.each(['', '1234', 'ada'])('not by phone at "%s"', (phone) => {
    expect(isPhone(phone)).toBe(false);
  });

  it.each(['ada@example.nl', 'a.d+a@mail.example.co.uk'])('by e-mail at %s', (email) => {
    expect(isEmail(email)).toBe(true);
  });

  it.each(['', 'ada', 'ada@', 'ada@example', '@example.nl', 'a b@example.nl', 'ada@example.'])(
    'not by e-mail at "%s"',
    (email) => {
      expect(isEmail(email)).toBe(false);
    },
  );
});
