/** One whole line of a file, without its line feed. */
export type ScannedLine = {
  /** Where in the file the line begins, in bytes. */
  readonly offset: number;
  readonly sizeBytes: number;
  /** Null when it was longer than any line may be. */
  readonly bytes: Uint8Array | null;
};

/**
 * Cuts a file into lines as its chunks arrive, in memory of one chunk and one line, however large the file and
 * however badly it is damaged.
 */
export type LineScanner = {
  push(chunk: Uint8Array): ScannedLine[];
  /** Where the last line feed ended; what follows is a torn line. */
  endOfLastLine(): number;
};

const LINE_FEED = 0x0a;

export function createLineScanner(maxLineBytes: number): LineScanner {
  let lineOffset = 0;
  let position = 0;
  let carried: Uint8Array = new Uint8Array(0);
  let tooLong = false;

  const carry = (part: Uint8Array) => {
    if (tooLong || carried.length + part.length > maxLineBytes) {
      tooLong = true;
      carried = new Uint8Array(0);
    } else if (part.length > 0) {
      // Copied, because the caller fills the same buffer again.
      carried = Buffer.concat([carried, part]);
    }
  };

  return {
    endOfLastLine: () => lineOffset,
    push(chunk) {
      const lines: ScannedLine[] = [];
      let from = 0;
      for (let end = chunk.indexOf(LINE_FEED); end !== -1; end = chunk.indexOf(LINE_FEED, from)) {
        carry(chunk.subarray(from, end));
        lines.push({
          offset: lineOffset,
          sizeBytes: position + end - lineOffset,
          bytes: tooLong ? null : carried,
        });
        from = end + 1;
        lineOffset = position + from;
        carried = new Uint8Array(0);
        tooLong = false;
      }
      carry(chunk.subarray(from));
      position += chunk.length;
      return lines;
    },
  };
}
