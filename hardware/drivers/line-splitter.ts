/*
 * Lines of text out of bytes.
 *
 *                 line end: a line
 *                 ┌────┐
 *                 ▼    │    more than 256 bytes: oversized
 *              collecting ──────────────────────────────────▶ skipping
 *                 ▲    ▲                                        │  │
 *                 │    └──────────── line end ──────────────────┘  │
 *                 └───────────────── 500 ms without a byte ────────┘
 *
 * A line ends with CR, LF or both; an empty line is none. One that stops half-way for 500 ms is given up and told as
 * stalled, so that a stray byte on an idle line does not spoil the press hours later. A box that types slower cannot
 * be read. A host held up for that long in the middle of a line reads its rest as a line of its own: choose no pattern
 * that is also the end of another line.
 */

const MAX_LINE_BYTES = 256;
const STALLED_AFTER_MS = 500;
const LF = 0x0a;
const CR = 0x0d;

/** A character per byte, 0 … 255; `oversized` keeps none of them. */
export type SplitLine = {
  readonly kind: 'whole' | 'oversized' | 'stalled';
  readonly text: string;
};

export type PendingLine = {
  /** Bytes since the last line end, a character each, at most 256; empty while skipping. */
  readonly text: string;
  /** Everything up to the next line end is passed over. */
  readonly skipping: boolean;
  readonly lastByteAtMs: number;
};

export const NO_LINE: PendingLine = {
  text: '',
  skipping: false,
  lastByteAtMs: Number.NEGATIVE_INFINITY,
};

/** Takes the next bytes, however they are cut, and tells every line they complete. Never throws. */
export function splitLines(
  pending: PendingLine,
  bytes: Uint8Array,
  nowMs: number,
): { readonly pending: PendingLine; readonly lines: readonly SplitLine[] } {
  if (bytes.length === 0) {
    return { pending, lines: [] };
  }
  const lines: SplitLine[] = [];
  let { text, skipping } = pending;
  if (nowMs - pending.lastByteAtMs >= STALLED_AFTER_MS) {
    if (text !== '') {
      lines.push({ kind: 'stalled', text });
    }
    text = '';
    skipping = false;
  }
  let beginsAt = 0;
  const collect = (endsAt: number): void => {
    if (!skipping && endsAt > beginsAt) {
      if (text.length + endsAt - beginsAt > MAX_LINE_BYTES) {
        lines.push({ kind: 'oversized', text: '' });
        text = '';
        skipping = true;
      } else {
        text += String.fromCharCode(...bytes.subarray(beginsAt, endsAt));
      }
    }
  };
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at];
    if (byte === LF || byte === CR) {
      collect(at);
      if (text !== '') {
        lines.push({ kind: 'whole', text });
      }
      text = '';
      skipping = false;
      beginsAt = at + 1;
    }
  }
  collect(bytes.length);
  return { pending: { text, skipping, lastByteAtMs: nowMs }, lines };
}

/** What has come of the line so far may be its tail only: passes over the rest of it. */
export function skipLine(pending: PendingLine): PendingLine {
  return pending.text === '' ? pending : { ...pending, text: '', skipping: true };
}
