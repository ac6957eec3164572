import { describe, expect, it } from 'vitest';
import { readMailAddress } from '../../../../hub/mail/mail-address.ts';

describe('readMailAddress', () => {
  it('takes an address, with or without a name', () => {
    expect(readMailAddress(' alerts@hub.example ')).toEqual({
      name: 'Glimlach',
      address: 'alerts@hub.example',
    });
    expect(readMailAddress('"Store, Utrecht" <alerts@hub.example>')).toEqual({
      name: 'Store, Utrecht',
      address: 'alerts@hub.example',
    });
    expect(readMailAddress('<alerts@hub.example>')).toEqual({
      name: 'Glimlach',
      address: 'alerts@hub.example',
    });
  });

  it.each([
    'alerts',
    'Store alerts@hub.example',
    'Store <alerts>',
    'a@hub.example, b@hub.example',
    'Store\nBcc: all@hub.example <alerts@hub.example>',
  ])('does not take %j', (text) => {
    expect(readMailAddress(text)).toBe(null);
  });
});
