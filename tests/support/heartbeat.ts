import type { Instant } from '../../contract/instant.ts';
import { HeartbeatReply, type HeartbeatRequest } from '../../contract/protocol/heartbeat.ts';
import type { TestTerminal } from './test-terminal.ts';

/** A heartbeat of a terminal that is well, or as `change` says. */
export function heartbeatAt(at: Instant, change: Partial<HeartbeatRequest> = {}): HeartbeatRequest {
  return {
    at,
    appVersion: '1.2.3',
    shell: 'electron',
    runtime: 'Chrome 130',
    configurationVersion: 1,
    configurationRefused: null,
    ledgers: [],
    boxes: [],
    storage: 'ok',
    quota: null,
    lastPressAt: null,
    lastFrameAt: at,
    lastInputAt: at,
    ...change,
  };
}

/** Posts such a heartbeat, whatever the hub answers. */
export function postHeartbeat(
  terminal: TestTerminal,
  change: Partial<HeartbeatRequest> = {},
): Promise<Response> {
  return terminal.fetch('/v1/terminal/heartbeat', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(heartbeatAt(terminal.instant(), change)),
  });
}

/** Posts such a heartbeat and expects 200. */
export async function sendHeartbeat(
  terminal: TestTerminal,
  change: Partial<HeartbeatRequest> = {},
): Promise<HeartbeatReply> {
  const reply = await postHeartbeat(terminal, change);
  if (reply.status !== 200) {
    throw new Error(`The hub answered ${reply.status}: ${await reply.text()}`);
  }
  return HeartbeatReply.parse(await reply.json());
}
