import { describe, expect, it } from 'vitest';
import { describeFaults } from '../../../contract/describe-faults.ts';
import { InStoreAlert } from '../../../contract/in-store-alert.ts';
import { readConfiguration } from '../../../contract/read-configuration.ts';
import { CONFIGURATION } from '../electron/sample-configuration.ts';

const secretOf = (bytes: number): string => `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`;
const SECRET = secretOf(24);

function problemOf(webhook: { url: string; secret: string }): string | null {
  const read = InStoreAlert.safeParse({ webhook });
  return read.success ? null : describeFaults(read.error);
}

describe('the settings of the alert inside the store', () => {
  it('are five seconds and no webhook where nothing is said, as in what older terminals hold', () => {
    const { inStoreAlert: _unknownThen, ...older } = CONFIGURATION;
    const read = readConfiguration(older);
    expect(read.ok && read.configuration.inStoreAlert).toEqual({ afterMs: 5_000, webhook: null });
  });

  it.each([
    'https://alarm.example/press?shop=4',
    'http://localhost:8080/',
    'http://127.0.0.1/press',
    'http://[::1]:9000/',
    'http://10.1.2.3/',
    'http://172.16.0.9/',
    'http://172.31.255.1/',
    'http://192.168.1.20:8080/hooks/@store',
    'http://169.254.7.7/',
    'http://[fd12:3456::1]/',
    'http://[fe80::1]/',
  ])('take the address %s', (url) => {
    expect(problemOf({ url, secret: SECRET })).toBe(null);
  });

  it.each([
    'http://alarm.example/press',
    'http://alarm.local/',
    'http://8.8.8.8/',
    'http://172.32.0.1/',
    'http://192.169.0.1/',
    'http://[2001:db8::1]/',
    'http://10.0.0.1.example.com/',
    'ftp://192.168.1.20/',
    'alarm',
  ])('refuse the address %s in one line', (url) => {
    expect(problemOf({ url, secret: SECRET })).toBe(
      'webhook.url: must be a URL with https://, or with http:// and a private or loopback address, written as numbers or localhost',
    );
  });

  it.each(['https://user:pw@alarm.example/', 'https://alarm.example/#x', 'http:\\\\10.0.0.1/'])(
    'refuse the address %s, which would say more than where',
    (url) => {
      expect(problemOf({ url, secret: SECRET })).toContain('webhook.url: must not hold');
    },
  );

  it('take secrets of 24 to 64 bytes, and repeat none that they refuse', () => {
    const url = 'https://alarm.example/';
    expect(
      [24, 25, 26, 32, 64].map((bytes) => problemOf({ url, secret: secretOf(bytes) })),
    ).toEqual(Array(5).fill(null));
    for (const secret of [secretOf(23), secretOf(65), 'a-plain-secret', `${SECRET}=`]) {
      const problem = problemOf({ url, secret });
      expect(problem).toMatch(/^webhook.secret: must be "whsec_" and 24 to 64 random bytes/);
      expect(problem).not.toContain(secret);
    }
  });

  it('wait between one second and a minute', () => {
    expect(
      [999, 1_000, 60_000, 60_001].map((afterMs) => InStoreAlert.safeParse({ afterMs }).success),
    ).toEqual([false, true, true, false]);
  });
});
