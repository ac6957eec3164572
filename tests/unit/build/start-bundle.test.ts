import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it, onTestFinished } from 'vitest';
import { measureStartBundle } from '../../../build/start-bundle.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

describe('measureStartBundle', () => {
  it('weighs scripts, preloaded modules and styles, and nothing that is loaded later', async () => {
    const folder = await temporaryFolder('start-bundle');
    onTestFinished(folder.remove);
    const files = { 'a.js': 'const a = 1;', 'b.js': 'const b = 2;', 'c.css': 'p { margin: 0 }' };
    await mkdir(path.join(folder.path, 'assets'));
    for (const [name, content] of Object.entries({ ...files, 'later.js': 'const c = 3;' })) {
      await writeFile(path.join(folder.path, 'assets', name), content);
    }
    await writeFile(
      path.join(folder.path, 'index.html'),
      `<link rel="icon" href="./icon.svg">
       <script type="module" crossorigin src="./assets/a.js"></script>
       <link rel="modulepreload" crossorigin href="./assets/b.js">
       <link rel="stylesheet" crossorigin href="./assets/c.css">`,
    );
    expect(await measureStartBundle(folder.path)).toEqual({
      files: ['./assets/a.js', './assets/b.js', './assets/c.css'],
      gzipBytes: Object.values(files)
        .map((content) => gzipSync(content).byteLength)
        .reduce((sum, size) => sum + size),
    });
  });
});
