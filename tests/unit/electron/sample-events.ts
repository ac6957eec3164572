import { createHash } from 'node:crypto';
import type { EventBody } from '../../../contract/event-body.ts';
import { freezeEvent } from '../../../contract/event-body.ts';
import type { EventContext, PressSource } from '../../../contract/feedback-event.ts';
import type { FlowRecord } from '../../../contract/flow-record.ts';
import type { Instant } from '../../../contract/instant.ts';
import { uuidV7 } from '../../../contract/uuid-v7.ts';

export const BOOT = '00000000-0000-4000-8000-000000000000';
export const START_MS = 1_790_000_000_000;

export function id(serial: number): string {
  const random = new Uint8Array(10);
  new DataView(random.buffer).setUint32(5, serial);
  return uuidV7(START_MS, random);
}

export const LEDGER = id(0xffff_0001);
export const OTHER_LEDGER = id(0xffff_0002);

export const CONTEXT: EventContext = {
  terminalId: '7e1f0c1a-0000-4000-8000-000000000001',
  touchpointId: '7e1f0c1a-0000-4000-8000-000000000002',
  questionnaire: { id: '7e1f0c1a-0000-4000-8000-000000000003', version: 1 },
  configurationVersion: 4,
  language: 'nl',
};

export function instant(monotonicMs: number): Instant {
  return { wallMs: START_MS + monotonicMs, monotonicMs, bootId: BOOT };
}

export function pressedBody(
  number: number,
  parts: { ledgerId?: string; eventId?: string; source?: PressSource } = {},
): EventBody {
  return freezeEvent({
    v: 1,
    id: parts.eventId ?? id(number),
    ledgerId: parts.ledgerId ?? LEDGER,
    number,
    at: instant(number * 5_000),
    type: 'pressed',
    context: CONTEXT,
    rating: 'positive',
    source: parts.source ?? { kind: 'touch' },
    sincePreviousMs: null,
    repeat: false,
  });
}

/** A visitor's own words on a press, as if they were sealed. */
export function sealedAnswer(words: string): Extract<FlowRecord, { type: 'answered' }> {
  const jwe = `${Buffer.from(words).toString('base64url')}..i.c.t`;
  const sha256 = createHash('sha256').update(jwe).digest('hex');
  return {
    type: 'answered',
    pressId: id(1),
    step: 'words',
    outcome: { kind: 'sealed', sha256 },
    jwe,
  };
}
