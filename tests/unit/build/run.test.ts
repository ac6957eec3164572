import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { constants } from 'node:fs';
import { copyFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { projectNode } from '../../../build/install.mjs';
import { projectRoot } from '../../../build/project-root.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const wait = `
const { execPath, argv } = process;
process.on('SIGTERM', () => {
  console.log(JSON.stringify({ execPath, args: argv.slice(1), path: process.env.PATH?.split(':')[0] }));
  process.exit(7);
});
setInterval(() => undefined, 1_000);
console.log('waiting');
`;

type Ended = { readonly code: number | null; readonly out: string; readonly error: string };

/** Runs build/run.mjs; `SIGTERM` follows when it prints `waiting`. */
async function run(node: string, args: readonly string[]): Promise<Ended> {
  const child = spawn(node, [path.join(projectRoot, 'build/run.mjs'), ...args], {
    cwd: path.parse(projectRoot).root,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  let error = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (text.includes('waiting')) {
      child.kill('SIGTERM');
    }
    out += text;
  });
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    error += text;
  });
  await once(child, 'close');
  return { code: child.exitCode, out, error };
}

async function aFolder(): Promise<string> {
  const folder = await temporaryFolder('run');
  onTestFinished(folder.remove);
  return folder.path;
}

async function waitingScript(folder: string): Promise<string> {
  const script = path.join(folder, 'wait.ts');
  await writeFile(script, wait);
  return script;
}

describe('build/run.mjs', () => {
  const own = projectNode(projectRoot);

  it('runs a script in its own process when this is the project’s Node', async () => {
    const script = await waitingScript(await aFolder());
    const { code, out } = await run(own, [script, '--word', 'one']);
    expect(code).toBe(7);
    expect(JSON.parse(out.replace('waiting\n', ''))).toEqual({
      execPath: own,
      args: [script, '--word', 'one'],
      path: path.join(projectRoot, 'node_modules/.bin'),
    });
  });

  it('hands a script over to the project’s Node from any other, with signals and exit code', async () => {
    const folder = await aFolder();
    const other = path.join(folder, 'node');
    await copyFile(own, other, constants.COPYFILE_FICLONE);
    const script = await waitingScript(folder);
    const { code, out } = await run(other, [script, '--word', 'one']);
    expect(code).toBe(7);
    expect(JSON.parse(out.replace('waiting\n', ''))).toEqual({
      execPath: own,
      args: [script, '--word', 'one'],
      path: path.join(projectRoot, 'node_modules/.bin'),
    });
  });

  it('runs a tool of the project by its name, in the project’s folder', async () => {
    expect(await run(own, ['oxfmt', '--check', 'package.json'])).toMatchObject({ code: 0 });
    expect(await run(own, ['oxfmt', '--check', 'no-such-file'])).not.toMatchObject({ code: 0 });
  });

  it('says in one line what it cannot start', async () => {
    expect(await run(own, ['no-such-tool'])).toEqual({
      code: 1,
      out: '',
      error: expect.stringMatching(/^no-such-tool did not start: .+\n$/),
    });
  });
});
