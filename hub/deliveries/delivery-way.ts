import type { ChannelKind, DeliveryReason } from '../../contract/protocol/channels.ts';
import type { NoticeLanguage } from '../../contract/protocol/people.ts';
import type { SendOutcome } from '../channels/channel.ts';
import type { AppTransaction } from '../database/database.ts';
import type { Notice } from '../notices/notice.ts';

/** A message to one target, as it is written down. */
export type DeliveryRow = {
  readonly id: string;
  readonly organizationId: string;
  readonly alertId: string | null;
  readonly reason: DeliveryReason;
  readonly level: number;
  readonly channel: ChannelKind;
  /** The device, the person or the shared channel. */
  readonly targetId: string;
  readonly userId: string | null;
  /** Somebody asked for it: it goes whatever became of the alert. */
  readonly byHand: boolean;
  readonly createdAtMs: number;
};

/** Where a delivery goes, read when it is tried. */
export type Destination = {
  readonly language: NoticeLanguage;
  /** Messages a minute at most; null: as they come. */
  readonly perMinute: number | null;
  /** One try; see `Channel.send`. */
  send(notice: Notice, signal: AbortSignal): Promise<SendOutcome>;
};

/** A channel together with where its addresses are kept. */
export type DeliveryWay = {
  readonly retryDelayMs: (failures: number) => number | null;
  /** Null: there is nowhere to send it any more; it was turned off, or removed. */
  findDestination(
    transaction: AppTransaction,
    delivery: DeliveryRow,
    nowMs: number,
  ): Promise<Destination | null>;
  /** The other side says that the address is gone for good: nothing is sent there any more. */
  forget(transaction: AppTransaction, delivery: DeliveryRow, nowMs: number): Promise<void>;
};

/** Those that jobs send by; consoles hear by their streams. */
export type DeliveryWays = { readonly [Kind in Exclude<ChannelKind, 'console'>]: DeliveryWay };
