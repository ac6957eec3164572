import type { OutboxOutcome } from '../recording/press-recorder.ts';

/** What staff should know of a kiosk that still takes presses. */
export type KioskNotice =
  /** There is hardly room for another press. */
  | 'storage-full'
  /** The clock is so wrong that the hub's certificate is refused, or is known to be wrong by itself. */
  | 'clock';

/** What is known of everything that calls for a notice. */
export type NoticeGrounds = {
  readonly journalFull: boolean;
  /** From a write that the outbox had no room for until one succeeds. */
  readonly outboxFull: boolean;
  /** From a certificate refused for its dates until the hub answers. */
  readonly certificateRefused: boolean;
  /** The clock says that this very program is not built yet. */
  readonly beforeBuild: boolean;
};

export type Observation =
  | { readonly type: 'journal-room'; readonly state: 'enough' | 'full' }
  | { readonly type: 'outbox'; readonly outcome: OutboxOutcome }
  | { readonly type: 'certificate-refused'; readonly reason: 'date' | 'other' }
  | { readonly type: 'hub-answered' }
  | { readonly type: 'clock'; readonly wallMs: number; readonly builtAtMs: number };

/** The building machine's own clock may have been ahead by so much. */
const BUILD_CLOCK_OFF_MS = 24 * 60 * 60_000;

export const NO_GROUNDS: NoticeGrounds = {
  journalFull: false,
  outboxFull: false,
  certificateRefused: false,
  beforeBuild: false,
};

export function observe(grounds: NoticeGrounds, seen: Observation): NoticeGrounds {
  switch (seen.type) {
    case 'journal-room':
      return { ...grounds, journalFull: seen.state === 'full' };
    case 'outbox':
      // A failure of another kind says nothing about room.
      return seen.outcome === 'failed'
        ? grounds
        : { ...grounds, outboxFull: seen.outcome === 'full' };
    case 'certificate-refused':
      return seen.reason === 'date' ? { ...grounds, certificateRefused: true } : grounds;
    case 'hub-answered':
      return { ...grounds, certificateRefused: false };
    case 'clock':
      return { ...grounds, beforeBuild: seen.wallMs < seen.builtAtMs - BUILD_CLOCK_OFF_MS };
  }
}

/** The one notice to show: the one that costs presses first. */
export function noticeOf(grounds: NoticeGrounds): KioskNotice | null {
  if (grounds.journalFull || grounds.outboxFull) {
    return 'storage-full';
  }
  return grounds.certificateRefused || grounds.beforeBuild ? 'clock' : null;
}
