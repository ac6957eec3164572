import { HeartbeatReply, type HeartbeatRequest } from '../../contract/protocol/heartbeat.ts';
import type { TestTerminal } from './test-terminal.ts';

/** Sends a heartbeat of a terminal that is well, or as `change` says, and expects 200. */
export async function sendHeartbeat(
  terminal: TestTerminal,
  change: Partial<HeartbeatRequest> = {},
): Promise<HeartbeatReply> {
  const heartbeat: HeartbeatRequest = {
    at: terminal.instant(),
    appVersion: '1.2.3',
    shell: 'electron',
    runtime: 'Chrome 130',
    configurationVersion: 1,
    ledgers: [],
    box: { state: 'none' },
    storage: 'ok',
    quota: null,
    lastPressAt: null,
    lastFrameAt: null,
    ...change,
  };
  const reply = await terminal.fetch('/v1/terminal/heartbeat', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(heartbeat),
  });
  if (reply.status !== 200) {
    throw new Error(`The hub answered ${reply.status}: ${await reply.text()}`);
  }
  return HeartbeatReply.parse(await reply.json());
}
