import { describe, expect, it } from 'vitest';
import type { HubClient } from '../../../../renderer/sync/hub-client.ts';
import {
  createIdentityCorrection,
  ENROL_AGAIN_EVERY_MS,
} from '../../../../renderer/sync/identity-correction.ts';
import { hubReply } from '../../../support/hub-reply.ts';
import { eventId, TERMINAL_ID } from '../../../support/event-maker.ts';

const IDENTITY = {
  terminalId: TERMINAL_ID,
  organizationId: TERMINAL_ID,
  issuer: 'https://old.example',
};
const NEW_IDENTITY = { ...IDENTITY, terminalId: eventId() };

function setUp(issuer: string, configuredKey: string | null, enrolledAs = NEW_IDENTITY) {
  const client: HubClient = {
    ask: async (request) => hubReply(request, { issuer }),
  };
  const tried: string[] = [];
  let nowMs = 0;
  const correct = createIdentityCorrection({
    client,
    configuredKey,
    enrol: async (key) => {
      tried.push(key);
      return { kind: 'enrolled', identity: enrolledAs };
    },
    monotonicMs: () => nowMs,
  });
  return {
    correct,
    tried,
    pass: (ms: number) => {
      nowMs += ms;
    },
  };
}

describe('identity correction', () => {
  it('follows a hub that was given another public address', async () => {
    const { correct, tried } = setUp('https://new.example', 'key');
    expect(await correct(IDENTITY)).toEqual({ ...IDENTITY, issuer: 'https://new.example' });
    expect(tried).toEqual([]);
  });

  it('enrols again where the hub has lost the terminal', async () => {
    const { correct } = setUp(IDENTITY.issuer, 'key');
    expect(await correct(IDENTITY)).toEqual(NEW_IDENTITY);
  });

  it('does not knock again and again where it was shut out', async () => {
    const { correct, tried, pass } = setUp(IDENTITY.issuer, 'key', IDENTITY);
    expect(await correct(IDENTITY)).toBeNull();
    expect(await correct(IDENTITY)).toBeNull();
    expect(tried).toHaveLength(1);
    pass(ENROL_AGAIN_EVERY_MS);
    await correct(IDENTITY);
    expect(tried).toHaveLength(2);
  });

  it('has nothing to offer without a configured key', async () => {
    const { correct, tried } = setUp(IDENTITY.issuer, null);
    expect(await correct(IDENTITY)).toBeNull();
    expect(tried).toEqual([]);
  });
});
