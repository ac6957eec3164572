import { describe, expect, it } from 'vitest';
import {
  createDestinationGuard,
  findAddressFault,
} from '../../../../hub/channels/destination-guard.ts';

const guard = createDestinationGuard([]);
const withLan = createDestinationGuard(['192.168.7.0/24', 'fd12::/16', '127.0.0.1']);
const INSIDE =
  'is inside of the hub’s own network; GLIMLACH_PRIVATE_DESTINATIONS says which of its addresses may be used';

describe('A destination', () => {
  it.each([
    '0.0.0.0',
    '10.1.2.3',
    '100.64.0.1',
    '127.0.0.1',
    '127.9.9.9',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    'fe80::1',
    'fd00:ec2::254',
    'fc00::1',
    'ff02::1',
    '::ffff:10.0.0.1',
    '::ffff:8.8.8.8',
    '64:ff9b::a00:1',
    '2002:a00:1::',
    '2001:db8::1',
    'not an address',
  ])('is refused at %s', (address) => {
    expect(guard.judge(address)).toBe('refused');
  });

  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111', '2a00:1450::1'])(
    'is public at %s',
    (address) => {
      expect(guard.judge(address)).toBe('public');
    },
  );

  it('is private where it is configured, and only there', () => {
    expect(
      ['192.168.7.9', 'fd12::9', '127.0.0.1', '::ffff:127.0.0.1'].map((one) => withLan.judge(one)),
    ).toEqual(['private', 'private', 'private', 'private']);
    expect(['192.168.8.9', 'fd13::9', '127.0.0.2'].map((one) => withLan.judge(one))).toEqual([
      'refused',
      'refused',
      'refused',
    ]);
  });
});

describe('An address as it is written', () => {
  it.each([
    'http://2130706433/',
    'http://0x7f000001/',
    'https://0177.0.0.1/',
    'https://127.1/',
    'https://[::1]/',
    'https://[::ffff:7f00:1]/',
    'https://0/',
  ])('is seen through: %s', (address) => {
    expect(findAddressFault(address, guard)).toBe(INSIDE);
  });

  it.each([
    ['https://name:word@example.com/', 'names a user or a password'],
    ['ftp://example.com/', 'is neither of http nor of https'],
    ['nowhere', 'cannot be read'],
    ['http://8.8.8.8/', 'is public and not of https'],
    ['https://8.8.8.8/hook', null],
    // What it stands for shows when it is looked up.
    ['https://example.com/hook', null],
  ])('%s is judged', (address, fault) => {
    expect(findAddressFault(address, guard)).toBe(fault);
  });
});
