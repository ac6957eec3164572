import {
  HUB_TIME_HEADER,
  OLDEST_PROTOCOL_VERSION,
  PROTOCOL_HEADER,
  PROTOCOL_VERSION,
} from '../../contract/protocol-version.ts';
import type { HubApp } from './hub-app.ts';
import { ProblemError } from './problem.ts';

/** Every reply tells the hub's time and, under `/v1/`, that it is the hub who speaks. */
export function addProtocolHeaders(app: HubApp, now: () => number): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header(HUB_TIME_HEADER, String(now()));
    if (request.url.startsWith('/v1/')) {
      reply.header(PROTOCOL_HEADER, String(PROTOCOL_VERSION));
    }
  });
}

/** Refuses with 426 a terminal that speaks no version served here. */
export function requireProtocol(app: HubApp): void {
  app.addHook('onRequest', async (request) => {
    const version = request.headers[PROTOCOL_HEADER];
    const spoken = typeof version === 'string' && /^\d{1,6}$/.test(version) ? Number(version) : 0;
    if (spoken < OLDEST_PROTOCOL_VERSION || spoken > PROTOCOL_VERSION) {
      const served =
        OLDEST_PROTOCOL_VERSION < PROTOCOL_VERSION
          ? `${OLDEST_PROTOCOL_VERSION} to ${PROTOCOL_VERSION}`
          : `${PROTOCOL_VERSION}`;
      throw new ProblemError(
        {
          type: 'protocol-version',
          title: 'The hub does not speak this version of the protocol.',
          status: 426,
          detail: `Send the header ${PROTOCOL_HEADER} with a version this hub serves: ${served}.`,
        },
        { upgrade: `glimlach/${PROTOCOL_VERSION}` },
      );
    }
  });
}
