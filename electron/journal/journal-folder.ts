import type { JournalFile } from './journal-file.ts';

/**
 * The folder under the journal: numbered segments, the directory of what the sealed ones hold, and a reserve of disk
 * space.
 *
 * Obligations: a segment that was created, and the removal of one, survive a power cut once the promise has resolved;
 * `writeDirectory` leaves either the whole old or the whole new content; `holdReserve` resolves only when blocks of
 * that size are really taken on the disk. Where there is no room it rejects with the code `ENOSPC` or `EDQUOT`.
 */
export interface JournalFolder {
  /** The segments there are, ascending. The single file of earlier versions is among them. */
  segments(): Promise<readonly SegmentEntry[]>;
  open(serial: number): Promise<JournalFile>;
  /** Rejects when the segment is there already. */
  create(serial: number): Promise<JournalFile>;
  /** Does nothing when it is gone. */
  remove(serial: number): Promise<void>;
  /** Null when there is none. */
  readDirectory(): Promise<Uint8Array | null>;
  writeDirectory(content: Uint8Array): Promise<void>;
  /** Makes the reserve unless it is there in this size. */
  holdReserve(sizeBytes: number): Promise<void>;
  /** Does nothing when there is none. */
  releaseReserve(): Promise<void>;
  /** Room for this user on the disk, without the reserve; null where the system does not tell. */
  freeBytes(): Promise<number | null>;
}

export type SegmentEntry = { readonly serial: number; readonly sizeBytes: number };

/** Whether something failed because the disk, or this user's part of it, is full. */
export function isOutOfRoom(thrown: unknown): boolean {
  return (
    thrown instanceof Error &&
    'code' in thrown &&
    (thrown.code === 'ENOSPC' || thrown.code === 'EDQUOT')
  );
}
