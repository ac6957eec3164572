import type { JournalFile } from './journal-file.ts';

/** The segment that is being written. */
export type SegmentFile = {
  readonly serial: number;
  readonly file: JournalFile;
  endBytes(): number;
  /** Whether nothing of a failed write may lie after its end. */
  endIsSure(): boolean;
  /** All bytes are on disk when it resolves, with where they begin; when it rejects they do not count. */
  append(bytes: Uint8Array): Promise<number>;
  /** As `append`, done when it returns; only while the end is sure and no other call is under way. */
  appendAtOnce(bytes: Uint8Array): number;
};

/** @param wholeBytes where the last whole record ends; nothing lies after it. */
export function openSegmentFile(
  serial: number,
  file: JournalFile,
  wholeBytes: number,
): SegmentFile {
  let endBytes = wholeBytes;
  let sure = true;
  const appended = (bytes: Uint8Array): number => {
    sure = true;
    const offset = endBytes;
    endBytes += bytes.length;
    return offset;
  };
  return {
    serial,
    file,
    endBytes: () => endBytes,
    endIsSure: () => sure,
    async append(bytes) {
      if (!sure) {
        await file.truncate(endBytes);
        await file.sync();
      }
      sure = false;
      await file.write(bytes, endBytes);
      await file.sync();
      return appended(bytes);
    },
    appendAtOnce(bytes) {
      sure = false;
      file.writeSynced(bytes, endBytes);
      return appended(bytes);
    },
  };
}
