import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../../../build/project-root.ts';

describe('main', () => {
  it('never hands anything to the operating system to open', async () => {
    const folder = path.join(projectRoot, 'electron');
    const files = (await readdir(folder, { recursive: true })).filter((file) =>
      file.endsWith('.ts'),
    );
    const opening = await Promise.all(
      files.map(async (file) =>
        /\bshell\b[^;]*from 'electron'|openExternal|openPath/.test(
          await readFile(path.join(folder, file), 'utf8'),
        )
          ? [file]
          : [],
      ),
    );
    expect(files.length).toBeGreaterThan(20);
    expect(opening.flat()).toEqual([]);
  });
});
