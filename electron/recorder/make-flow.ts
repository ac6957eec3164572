import { createHash } from 'node:crypto';
import type { FlowContent, FlowRecord } from '../../contract/flow-record.ts';
import { flowContents } from '../../contract/flow-record.ts';
import type { AlertedLocallyEvent } from '../../contract/feedback-event.ts';
import type { EventId, LedgerId } from '../../contract/identifiers.ts';
import type { Instant } from '../../contract/instant.ts';
import type { Frozen } from './freeze-numbered.ts';
import { freezeNumbered } from './freeze-numbered.ts';

/**
 * Something that follows a press, as the page told it, or what was done about it: measured against nothing, and no press
 * against it.
 */
export type HeardFlow = {
  readonly id: EventId;
  readonly at: Instant;
  readonly content: FlowContent | Pick<AlertedLocallyEvent, 'type' | 'pressId' | 'channel'>;
};

/**
 * The events that a flow record becomes, in their order.
 *
 * @throws when the answer names another sealed part than it brings: the hub would never find it.
 */
export function contentsOf(flow: FlowRecord): readonly FlowContent[] {
  const contents = flowContents(flow);
  for (const content of contents) {
    if (content.type === 'sealed' && content.sha256 !== sha256(content.jwe)) {
      throw new Error('The answer names another sealed part than the one it brings.');
    }
  }
  return contents;
}

export function freezeFlow(
  { id, at, content }: HeardFlow,
  ledgerId: LedgerId,
  number: number,
): Frozen {
  return freezeNumbered({ v: 1, id, ledgerId, number, at, ...content }, null);
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
