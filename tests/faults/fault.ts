import type { LineFault } from '../support/tcp-proxy.ts';

/** What of the terminal's journal is harmed while nobody writes it. */
export type JournalDamage =
  /** Bytes are flipped in a file of events: in which one, oldest first, and where in it, each from 0 up to 1. */
  | {
      readonly what: 'flipped';
      readonly file: number;
      readonly at: number;
      readonly bytes: number;
    }
  /** The end of the newest file of events is cut off. */
  | { readonly what: 'torn'; readonly bytes: number }
  /** The file that says what the sealed ones hold is removed. */
  | { readonly what: 'directory-removed' };

/** Where a terminal's wall clock goes. */
export type ClockJump =
  | { readonly to: 'shifted'; readonly byMs: number }
  /** A dead clock: it starts again in 1970. */
  | { readonly to: '1970' };

/** One thing that goes wrong. `forMs`: for how long, before it is set right again. */
export type Fault =
  | { readonly kind: 'renderer-killed' }
  | { readonly kind: 'renderer-frozen'; readonly forMs: number }
  /** The main process alone; its children find out by themselves. */
  | { readonly kind: 'main-killed' }
  | { readonly kind: 'main-frozen'; readonly forMs: number }
  /** Main and all its children at once. */
  | { readonly kind: 'power-cut' }
  | { readonly kind: 'profile-deleted' }
  /** IndexedDB goes away under the running page. */
  | { readonly kind: 'outbox-deleted' }
  | { readonly kind: 'journal-damaged'; readonly damage: JournalDamage }
  | { readonly kind: 'disk-full'; readonly forMs: number }
  | { readonly kind: 'clock-jump'; readonly jump: ClockJump }
  | { readonly kind: 'hub-killed' }
  | { readonly kind: 'hub-frozen'; readonly forMs: number }
  | { readonly kind: 'database-killed'; readonly whole: boolean }
  | { readonly kind: 'database-frozen'; readonly forMs: number }
  /** A backup is taken; so much later the hub comes back as it was then. */
  | { readonly kind: 'hub-restored'; readonly forMs: number }
  | { readonly kind: 'network'; readonly line: LineFault; readonly forMs: number };

export type FaultKind = Fault['kind'];

/** Faults of one part come one after the other; those of different parts overlap. */
export type FaultPart = 'terminal' | 'hub' | 'network';

export const partOf: Readonly<Record<FaultKind, FaultPart>> = {
  'renderer-killed': 'terminal',
  'renderer-frozen': 'terminal',
  'main-killed': 'terminal',
  'main-frozen': 'terminal',
  'power-cut': 'terminal',
  'profile-deleted': 'terminal',
  'outbox-deleted': 'terminal',
  'journal-damaged': 'terminal',
  'disk-full': 'terminal',
  'clock-jump': 'terminal',
  'hub-killed': 'hub',
  'hub-frozen': 'hub',
  'database-killed': 'hub',
  'database-frozen': 'hub',
  'hub-restored': 'hub',
  network: 'network',
};

/** One line for logs and reports. */
export function describeFault(fault: Fault): string {
  const { kind, ...rest } = fault;
  const details = JSON.stringify(rest);
  return details === '{}' ? kind : `${kind} ${details}`;
}
