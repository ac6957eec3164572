import * as fc from 'fast-check';
import type { BoxMessage, HostMessage } from '../../hardware/protocol/messages.ts';

export const anyByte = fc.integer({ min: 0, max: 255 });
const u16 = fc.integer({ min: 0, max: 0xffff });
const u32 = fc.integer({ min: 0, max: 0xffff_ffff });
const ascii = (maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength });

/** Indexes in rising order. */
const buttons = fc
  .uniqueArray(fc.integer({ min: 0, max: 31 }))
  .map((indexes) => indexes.toSorted((a, b) => a - b));

/** All that a box can say. */
export const anyBoxMessage: fc.Arbitrary<BoxMessage> = fc.oneof(
  fc.record({
    kind: fc.constant('hello' as const),
    version: fc.constant(1),
    token: anyByte,
    buttonCount: fc.integer({ min: 1, max: 32 }),
    boxId: ascii(64),
    firmware: ascii(40),
    outputs: fc.record({ lamps: fc.boolean(), buzzer: fc.boolean(), beacon: fc.boolean() }),
  }),
  fc.record({ kind: fc.constant('trouble' as const), stuck: buttons, chattering: buttons }),
  fc
    .tuple(u32, fc.array(u32, { minLength: 1, maxLength: 32 }), fc.nat(), fc.boolean())
    .map(([boot, counts, button, caused]) => ({
      kind: 'status' as const,
      boot,
      cause: caused ? button % counts.length : null,
      counts,
    })),
);

/** All that a box can be told. */
export const anyHostMessage: fc.Arbitrary<HostMessage> = fc.oneof(
  fc.record({ kind: fc.constant('hello-request' as const), version: anyByte, token: anyByte }),
  fc.record({ kind: fc.constant('lamp' as const), button: anyByte, durationMs: u16 }),
  fc.record({ kind: fc.constantFrom('buzzer', 'beacon'), durationMs: u16 }),
);
