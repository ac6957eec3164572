import { BlockList, isIP } from 'node:net';

/**
 * Decides whether the hub may connect somewhere that somebody typed into it. Public addresses: yes. What is inside of
 * its own network, or stands for something else than an address: only where it is configured.
 */
export type DestinationGuard = {
  /** `public`: by TLS only. `private`: configured. */
  judge(address: string): 'public' | 'private' | 'refused';
};

/** IANA IPv4 Special-Purpose Address Registry (RFC 6890), multicast (RFC 5771) and what is reserved (RFC 1112). */
const SPECIAL_IPV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '224.0.0.0/4',
  '240.0.0.0/4',
];
/** The only IPv6 addresses that are public (RFC 4291); no others, such as IPv4 ones in another notation. */
const GLOBAL_IPV6 = ['2000::/3'];
/** Within those: Teredo and what is near it, documentation, 6to4; they lead to IPv4 addresses, or nowhere. */
const SPECIAL_IPV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20'];

/** @param privateRanges addresses or ranges (CIDR) of the hub's own network that messages may go to. */
export function createDestinationGuard(privateRanges: readonly string[]): DestinationGuard {
  const allowed = listOf(privateRanges);
  const special = listOf([...SPECIAL_IPV4, ...SPECIAL_IPV6]);
  const global = listOf(GLOBAL_IPV6);
  return {
    judge(address) {
      const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
      if (isIP(address) === 0) {
        return 'refused';
      }
      if (allowed.check(address, family)) {
        return 'private';
      }
      const isPublic =
        !special.check(address, family) && (family === 'ipv4' || global.check(address, family));
      return isPublic ? 'public' : 'refused';
    },
  };
}

function listOf(ranges: readonly string[]): BlockList {
  const list = new BlockList();
  for (const range of ranges) {
    const [address = '', bits] = range.split('/');
    const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    list.addSubnet(
      address,
      bits === undefined ? (family === 'ipv6' ? 128 : 32) : Number(bits),
      family,
    );
  }
  return list;
}

const INSIDE =
  'is inside of the hub’s own network; GLIMLACH_PRIVATE_DESTINATIONS says which of its addresses may be used';
const NOT_SECURE = 'is public and not of https';

/**
 * What is wrong with an address as it is written, to follow the words "the address"; null: nothing. What a name stands
 * for shows once it is looked up.
 */
export function findAddressFault(address: string, guard: DestinationGuard): string | null {
  if (!URL.canParse(address)) {
    return 'cannot be read';
  }
  // Other notations of an IPv4 address, such as 2130706433 or 0x7f.1, become the usual one here (WHATWG URL).
  const url = new URL(address);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') {
    return 'is neither of http nor of https';
  }
  if (url.username !== '' || url.password !== '') {
    return 'names a user or a password';
  }
  const host = hostOf(url);
  return isIP(host) === 0 ? null : findHostFault([host], url.protocol === 'https:', guard);
}

/** What is wrong with connecting to these addresses, of which one is taken; null: nothing. */
export function findHostFault(
  addresses: readonly string[],
  isSecure: boolean,
  guard: DestinationGuard,
): string | null {
  const verdicts = new Set(addresses.map((address) => guard.judge(address)));
  if (verdicts.has('refused')) {
    return INSIDE;
  }
  return !isSecure && verdicts.has('public') ? NOT_SECURE : null;
}

/** Without the brackets of an IPv6 address. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[(.*)\]$/, '$1');
}
