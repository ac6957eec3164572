import { randomBytes } from 'node:crypto';
import { type EventBody, freezeEvent } from '../../contract/event-body.ts';
import type { PressedEvent } from '../../contract/feedback-event.ts';
import { uuidV7 } from '../../contract/uuid-v7.ts';

export const TERMINAL_ID = '0b7e6a52-6f0b-4a53-9c1e-5d2f4a1c9e10';
export const TOUCHPOINT_ID = '5a0f6f0e-7d0a-4a8e-8f57-1d5a0e6b7c21';

/** A fresh UUID version 7 made at a given time. */
export function eventId(unixMs = 1_790_000_000_000): string {
  return uuidV7(unixMs, randomBytes(10));
}

/** A well-formed press; every field can be overridden. */
export function pressedEvent(overrides: Partial<PressedEvent> = {}): PressedEvent {
  const wallMs = overrides.at?.wallMs ?? 1_790_000_000_000;
  return {
    v: 1,
    type: 'pressed',
    id: eventId(wallMs),
    ledgerId: '019a0000-0000-7000-8000-000000000001',
    number: 1,
    at: { wallMs, monotonicMs: 5_000, bootId: 'boot-1' },
    context: {
      terminalId: TERMINAL_ID,
      touchpointId: TOUCHPOINT_ID,
      questionnaire: null,
      configurationVersion: 1,
      language: 'nl',
    },
    rating: 'positive',
    source: { kind: 'touch' },
    sincePreviousMs: null,
    repeat: false,
    ...overrides,
  };
}

/** The frozen bytes of {@link pressedEvent}. */
export function pressedBody(overrides: Partial<PressedEvent> = {}): EventBody {
  return freezeEvent(pressedEvent(overrides));
}
