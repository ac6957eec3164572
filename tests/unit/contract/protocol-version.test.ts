import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { FeedbackEvent } from '../../../contract/feedback-event.ts';
import { PROTOCOL_VERSION } from '../../../contract/protocol-version.ts';
import { EnrolmentReply, EnrolmentRequest } from '../../../contract/protocol/enrolment.ts';
import { EventsReply, EventsRequest } from '../../../contract/protocol/events.ts';
import { HelpReply } from '../../../contract/protocol/help.ts';
import { HeartbeatReply, HeartbeatRequest } from '../../../contract/protocol/heartbeat.ts';
import { TokenReply, TokenRequest } from '../../../contract/protocol/token.ts';
import { TerminalConfiguration } from '../../../contract/terminal-configuration.ts';

/**
 * What travels between terminals and hubs that were not installed on one day. When this fails, the wire changed: step
 * `PROTOCOL_VERSION`, add a line to its history and the new hash here. Never replace the hash of a released version.
 */
const HASH_BY_VERSION: Record<number, string> = {
  1: '0f867cc4979811ee6d241ca97d8ba6d7',
};

const wire = {
  EnrolmentReply,
  EnrolmentRequest,
  EventsReply,
  EventsRequest,
  FeedbackEvent,
  HeartbeatReply,
  HeartbeatRequest,
  HelpReply,
  TerminalConfiguration,
  TokenReply,
  TokenRequest,
};

describe('the protocol version', () => {
  it('steps with every change of a schema on the wire', () => {
    const schemas = Object.entries(wire).map(([name, schema]) => [
      name,
      z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }),
    ]);
    const hash = createHash('sha256').update(JSON.stringify(schemas)).digest('hex').slice(0, 32);
    expect(HASH_BY_VERSION[PROTOCOL_VERSION]).toBe(hash);
  });
});
