import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const NetLog = z.object({
  constants: z.object({ logEventTypes: z.record(z.string(), z.int()) }),
  events: z.array(
    z.object({
      type: z.int(),
      source: z.object({ id: z.int() }),
      params: z.record(z.string(), z.unknown()).optional(),
    }),
  ),
});

/** What Chromium did on a network, by its own record (`--log-net-log`). */
export type NetworkUse = {
  /** Origins of requests. */
  readonly origins: readonly string[];
  /** What a resolver was asked for. */
  readonly names: readonly string[];
  /** Addresses with ports: connected to by TCP, or sent to by UDP. */
  readonly addresses: readonly string[];
};

/** Reads the record of a program that has ended. */
export async function readNetLog(file: string): Promise<NetworkUse> {
  const { constants, events } = NetLog.parse(JSON.parse(await readFile(file, 'utf8')));
  const eventsOf = (type: string) => {
    const number = constants.logEventTypes[type];
    if (number === undefined) {
      throw new Error(`This Chromium records no ${type}.`);
    }
    return events.filter((event) => event.type === number);
  };
  const valuesOf = (found: ReturnType<typeof eventsOf>, field: string): string[] => [
    ...new Set(
      found.flatMap(({ params }) => {
        const value = params?.[field];
        return typeof value === 'string' ? [value] : [];
      }),
    ),
  ];
  // A datagram socket is also connected to find out by which way it would go, and nothing is sent.
  const sent = new Set(eventsOf('UDP_BYTES_SENT').map(({ source }) => source.id));
  const requested = valuesOf(eventsOf('URL_REQUEST_START_JOB'), 'url');
  return {
    origins: [...new Set(requested.map((url) => new URL(url).origin))],
    names: valuesOf(eventsOf('HOST_RESOLVER_MANAGER_REQUEST'), 'host'),
    addresses: [
      ...valuesOf(eventsOf('TCP_CONNECT_ATTEMPT'), 'address'),
      ...valuesOf(
        eventsOf('UDP_CONNECT').filter(({ source }) => sent.has(source.id)),
        'address',
      ),
    ],
  };
}
