import { execFile } from 'node:child_process';
import { mkdir, readFile, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { projectRoot } from '../../build/project-root.ts';
import { temporaryFolder } from '../support/temporary-folder.ts';

const Report = z.object({
  modules: z.array(z.object({ source: z.string() })),
  summary: z.object({
    violations: z.array(
      z.object({ from: z.string(), to: z.string(), rule: z.object({ name: z.string() }) }),
    ),
  }),
});

/** What `npm run boundaries` runs, on the tree in `folder`. */
async function cruise(folder: string): Promise<z.infer<typeof Report>> {
  const { scripts } = z
    .object({ scripts: z.object({ boundaries: z.string() }) })
    .parse(JSON.parse(await readFile(path.join(projectRoot, 'package.json'), 'utf8')));
  const [node, run, program, ...args] = scripts.boundaries
    .replace('build/boundaries.cjs', path.join(projectRoot, 'build/boundaries.cjs'))
    .split(' ');
  expect([node, run, program]).toEqual(['node', 'build/run.mjs', 'depcruise']);
  const output = await new Promise<string>((resolve, reject) => {
    execFile(
      process.execPath,
      [path.join(projectRoot, 'node_modules/.bin/depcruise'), ...args, '--output-type', 'json'],
      { cwd: folder, maxBuffer: 256 * 1024 * 1024 },
      // Violations make the exit code non-zero and are in the report all the same.
      (error, stdout, stderr) =>
        stdout.startsWith('{') ? resolve(stdout) : reject(new Error(stderr, { cause: error })),
    );
  });
  return Report.parse(JSON.parse(output));
}

/** A small tree that keeps every rule: file name to imports. */
const soundTree: Readonly<Record<string, readonly string[]>> = {
  'contract/event.ts': ['zod'],
  'hardware/frame.ts': ['../contract/event.ts'],
  'hardware/node/serial-link.ts': ['serialport'],
  'hardware/node/modbus-master.ts': ['modbus-serial'],
  'hardware/node/serial-button-source.ts': ['./serial-link.ts', '../frame.ts', 'node:fs'],
  'electron/main.ts': ['electron', '../hardware/node/serial-button-source.ts'],
  'electron/journal.ts': ['node:fs', '../contract/event.ts'],
  'renderer/outbox/outbox.ts': ['../../contract/event.ts'],
  'renderer/outbox/dexie-outbox.ts': ['dexie', './outbox.ts'],
  'renderer/main.tsx': ['./outbox/dexie-outbox.ts'],
  'renderer/sync.ts': ['./outbox/outbox.ts'],
  'hub/start-hub.ts': ['./alerts/postgres-alerts.ts'],
  'hub/alerts/postgres-alerts.ts': ['pg', '../../contract/event.ts'],
  'hub/alerts/rules.ts': [],
  'console/main.tsx': ['../contract/event.ts'],
  'build/start.ts': ['../hub/start-hub.ts'],
  'tests/all.test.ts': ['../renderer/outbox/dexie-outbox.ts', '../build/start.ts'],
};

/** One import too many, and the rule that has to catch it. */
const planted: ReadonlyArray<readonly [file: string, target: string, rule: string]> = [
  ['contract/event.ts', 'dexie', 'contract-imports-zod-only'],
  ['contract/event.ts', '../hardware/frame.ts', 'contract-imports-zod-only'],
  ['contract/event.ts', 'node:fs', 'contract-imports-zod-only'],
  ['hardware/frame.ts', 'node:fs', 'pure-hardware-imports-contract-only'],
  ['hardware/frame.ts', './node/serial-link.ts', 'pure-hardware-imports-contract-only'],
  ['hardware/frame.ts', 'zod', 'pure-hardware-imports-contract-only'],
  ['hardware/node/serial-button-source.ts', 'serialport', 'serialport-has-one-importer'],
  ['electron/journal.ts', 'serialport', 'serialport-has-one-importer'],
  ['hardware/node/serial-link.ts', 'modbus-serial', 'modbus-serial-has-one-importer'],
  ['hub/alerts/rules.ts', 'electron', 'electron-is-imported-by-the-shell-only'],
  [
    'hardware/node/serial-button-source.ts',
    '../../electron/journal.ts',
    'hardware-knows-only-itself-contract',
  ],
  [
    'electron/journal.ts',
    '../renderer/outbox/outbox.ts',
    'electron-knows-only-itself-contract-hardware',
  ],
  ['electron/journal.ts', '../tests/all.test.ts', 'electron-knows-only-itself-contract-hardware'],
  ['renderer/sync.ts', '../electron/journal.ts', 'renderer-knows-only-itself-contract'],
  ['renderer/sync.ts', '../hub/alerts/rules.ts', 'renderer-knows-only-itself-contract'],
  ['renderer/sync.ts', '../console/main.tsx', 'renderer-knows-only-itself-contract'],
  ['hub/alerts/rules.ts', '../../renderer/sync.ts', 'hub-knows-only-itself-contract'],
  ['hub/alerts/rules.ts', '../../build/start.ts', 'hub-knows-only-itself-contract'],
  ['console/main.tsx', '../hub/alerts/rules.ts', 'console-knows-only-itself-contract'],
  ['build/start.ts', '../tests/all.test.ts', 'build-knows-only-itself-contract-hub'],
  ['renderer/sync.ts', './outbox/dexie-outbox.ts', 'adapters-are-chosen-by-composition-roots'],
  [
    'electron/journal.ts',
    '../hardware/node/serial-button-source.ts',
    'adapters-are-chosen-by-composition-roots',
  ],
  ['hub/alerts/rules.ts', './postgres-alerts.ts', 'adapters-are-chosen-by-composition-roots'],
  ['renderer/outbox/outbox.ts', '../sync.ts', 'no-cycle'],
  ['console/main.tsx', './nowhere.ts', 'no-missing-import'],
];

async function plant(violations: typeof planted): Promise<string> {
  const folder = await temporaryFolder('boundaries');
  onTestFinished(folder.remove);
  await writeFile(path.join(folder.path, 'package.json'), '{"type":"module"}');
  await symlink(path.join(projectRoot, 'node_modules'), path.join(folder.path, 'node_modules'));
  for (const [file, imports] of Object.entries(soundTree)) {
    const more = violations.filter(([from]) => from === file).map(([, target]) => target);
    const place = path.join(folder.path, file);
    await mkdir(path.dirname(place), { recursive: true });
    // Types and side effects alike: a type from another realm is knowledge of it, too.
    const lines = [
      ...imports.map((target) => `import '${target}';`),
      ...more.map((target, at) =>
        target === 'electron'
          ? `import '${target}';`
          : `import type { T as T${at} } from '${target}';`,
      ),
    ];
    await writeFile(place, `${lines.join('\n')}\nexport type T = 1;\n`);
  }
  return folder.path;
}

describe('the boundaries between the parts', { timeout: 60_000 }, () => {
  it('let a sound tree pass', async () => {
    const { modules, summary } = await cruise(await plant([]));
    expect(summary.violations).toEqual([]);
    expect(modules.map((module) => module.source)).toEqual(
      expect.arrayContaining(Object.keys(soundTree)),
    );
  });

  it('catch every planted import by the rule that forbids it', async () => {
    const { summary } = await cruise(await plant(planted));
    const missed = planted.filter(
      ([file, target, rule]) =>
        !summary.violations.some(
          (violation) =>
            violation.from === file &&
            violation.rule.name === rule &&
            violation.to.includes(target.replace(/^(node:|(\.\.?\/)+)/, '')),
        ),
    );
    expect(missed).toEqual([]);
  });

  it('read what a resource declaration imports', async () => {
    const folder = await plant([]);
    await writeFile(
      path.join(folder, 'console/using.ts'),
      `export async function use() {
         await using resource = await import('../hub/alerts/rules.ts');
       }`,
    );
    const { summary } = await cruise(folder);
    expect(summary.violations.map(({ from, to }) => ({ from, to }))).toEqual([
      { from: 'console/using.ts', to: 'hub/alerts/rules.ts' },
    ]);
  });

  it('hold in this tree, and every part of it is read', async () => {
    const { modules, summary } = await cruise(projectRoot);
    const read = new Set(modules.map((module) => module.source.split('/')[0]));
    expect({
      violations: summary.violations,
      unread: ['contract', 'hardware', 'electron', 'renderer', 'hub', 'console', 'build'].filter(
        (realm) => !read.has(realm),
      ),
    }).toEqual({ violations: [], unread: [] });
  });
});
