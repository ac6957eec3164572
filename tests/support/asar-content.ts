import { readFile } from 'node:fs/promises';
import { z } from 'zod';

type Entry = { readonly files?: Readonly<Record<string, Entry>> | undefined };

const Entry: z.ZodType<Entry> = z.lazy(() =>
  z.object({ files: z.record(z.string(), Entry).optional() }),
);

function filesBelow(entry: Entry, place: string): string[] {
  return entry.files === undefined
    ? [place]
    : Object.entries(entry.files).flatMap(([name, child]) =>
        filesBelow(child, place === '' ? name : `${place}/${name}`),
      );
}

/**
 * The paths of all files an asar archive holds, those unpacked beside it included.
 * Format: a pickled header (four 32-bit little-endian sizes, the fourth of which is the length of the JSON after it).
 */
export async function asarContent(archive: string): Promise<readonly string[]> {
  const bytes = await readFile(archive);
  const header = bytes.subarray(16, 16 + bytes.readUInt32LE(12)).toString('utf8');
  return filesBelow(Entry.parse(JSON.parse(header)), '');
}
