import { describe, expect, it } from 'vitest';
import { clientKey } from '../../../../hub/http/client-key.ts';

describe('clientKey', () => {
  it('counts an IPv4 address by itself, also where it is written as IPv6', () => {
    expect(
      ['192.0.2.7', '::ffff:192.0.2.7', '::FFFF:c000:207', '0:0:0:0:0:ffff:192.0.2.7'].map(
        clientKey,
      ),
    ).toEqual(Array.from({ length: 4 }, () => '192.0.2.7'));
  });

  it('counts all IPv6 addresses of one /64 together, however they are written', () => {
    expect(
      ['2001:db8:0:7::1', '2001:0DB8:0:7:ffff:ffff:ffff:ffff', '2001:db8:0:7::192.0.2.7'].map(
        clientKey,
      ),
    ).toEqual(Array.from({ length: 3 }, () => '2001:db8:0:7::/64'));
    expect([clientKey('2001:db8:0:8::1'), clientKey('::1'), clientKey('fe80::1%eth0')]).toEqual([
      '2001:db8:0:8::/64',
      '0:0:0:0::/64',
      'fe80:0:0:0::/64',
    ]);
  });

  it('leaves anything else as it is', () => {
    expect(['', 'unknown', '1.2.3'].map(clientKey)).toEqual(['', 'unknown', '1.2.3']);
  });
});
