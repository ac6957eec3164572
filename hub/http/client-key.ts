import { isIPv6 } from 'node:net';

/**
 * What a limit per address counts by. One household or phone has a whole /64 of IPv6, so an address of it stands for all
 * of them; IPv4 written as IPv6 (RFC 4291, section 2.5.5.2) is the IPv4 address.
 *
 * @param ip as the socket or a trusted proxy gives it; anything else is a key as it is.
 */
export function clientKey(ip: string): string {
  const address = ip.split('%', 1)[0] ?? ip;
  if (!isIPv6(address)) {
    return ip;
  }
  const groups = groupsOf(address);
  const [first = 0, second = 0] = groups.slice(6);
  return groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
    ? [first >> 8, first & 255, second >> 8, second & 255].join('.')
    : `${groups
        .slice(0, 4)
        .map((group) => group.toString(16))
        .join(':')}::/64`;
}

/** The eight groups of 16 bits. */
function groupsOf(address: string): number[] {
  const [head = [], tail] = address.split('::', 2).map(readGroups);
  return tail === undefined
    ? head
    : [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => 0), ...tail];
}

function readGroups(text: string): number[] {
  return text === ''
    ? []
    : text.split(':').flatMap((part) => {
        if (!part.includes('.')) {
          return [Number.parseInt(part, 16)];
        }
        const [a = 0, b = 0, c = 0, d = 0] = part.split('.').map(Number);
        return [(a << 8) | b, (c << 8) | d];
      });
}
