import { readFileSync, readdirSync } from 'node:fs';

/** All that a folder's program says, one file after the other, without its catalogues of texts. */
export function sourceOf(folder: URL): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter(
      (file) => /\.tsx?$/.test(file) && !/(?:^|\/)language\/(?:[a-z]+\/)?[a-z]{2}\.ts$/.test(file),
    )
    .map((file) => readFileSync(new URL(file, folder), 'utf8'))
    .join('\n');
}
