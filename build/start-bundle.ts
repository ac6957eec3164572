import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';

/** What a kiosk may load before its first screen: scripts and styles together, gzip-compressed. */
export const startBundleLimitBytes = 150_000;

/** The files a built page loads at its start, and their size when gzip-compressed. */
export type StartBundle = { readonly files: readonly string[]; readonly gzipBytes: number };

/** Reads `index.html` in `folder` and weighs every script, preloaded module and style sheet it names. */
export async function measureStartBundle(folder: string): Promise<StartBundle> {
  const page = await readFile(path.join(folder, 'index.html'), 'utf8');
  const tags = page.match(/<(?:script|link)\b[^>]*>/g) ?? [];
  const files = tags
    .filter((tag) => tag.startsWith('<script') || /rel="(?:modulepreload|stylesheet)"/.test(tag))
    .flatMap((tag) => /(?:src|href)="([^"]+)"/.exec(tag)?.[1] ?? []);
  const contents = await Promise.all(files.map((file) => readFile(path.join(folder, file))));
  const gzipBytes = contents.reduce((sum, content) => sum + gzipSync(content).byteLength, 0);
  return { files, gzipBytes };
}
