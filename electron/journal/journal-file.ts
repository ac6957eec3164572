/**
 * One segment of the journal.
 *
 * Obligations: `write` puts all bytes at `position` or rejects, and after a rejection any part of them may be in the
 * file; what was written and synced survives a crash and a power cut; a failed `sync` says nothing about which bytes
 * are on disk. Calls other than `read` never overlap.
 */
export interface JournalFile {
  /** Fills `into` from `position`; returns how many bytes there were, 0 at the end of the file. */
  read(into: Uint8Array, position: number): Promise<number>;
  write(bytes: Uint8Array, position: number): Promise<void>;
  sync(): Promise<void>;
  /** `write` and `sync` in one, done when it returns. @throws as they reject. */
  writeSynced(bytes: Uint8Array, position: number): void;
  truncate(sizeBytes: number): Promise<void>;
  close(): Promise<void>;
}
