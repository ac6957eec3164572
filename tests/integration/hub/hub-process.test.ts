import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { findFreePort } from '../../../hub/database/free-port.ts';
import { TEST_SECRET } from '../../support/test-secret.ts';
import { temporaryFolder, type TemporaryFolder } from '../../support/temporary-folder.ts';

const SERVER = fileURLToPath(new URL('../../../hub/server.ts', import.meta.url));

let folder: TemporaryFolder;
let dataDir: string;
const started: ChildProcess[] = [];

beforeEach(async () => {
  folder = await temporaryFolder('hub');
  dataDir = folder.path;
});
afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
  }
  await folder.remove();
});

type Hub = { child: ChildProcess; url: string; errors: () => string };

async function startProcess(env: Record<string, string> = {}): Promise<Hub> {
  const port = await findFreePort();
  const child = spawn(process.execPath, [SERVER], {
    env: {
      ...process.env,
      GLIMLACH_DATA_DIR: dataDir,
      GLIMLACH_PORT: String(port),
      GLIMLACH_LOG_LEVEL: 'info',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let output = '';
  let errors = '';
  const listening = new Promise<void>((resolve) => {
    child.stdout?.on('data', (chunk) => {
      output += String(chunk);
      if (output.includes('"hub listening"')) {
        resolve();
      }
    });
    child.stderr?.on('data', (chunk) => {
      errors += String(chunk);
    });
  });
  await Promise.race([listening, once(child, 'close')]);
  return { child, url: `http://127.0.0.1:${port}`, errors: () => errors };
}

async function postmasterPid(): Promise<number | null> {
  try {
    const text = await readFile(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8');
    return Number(text.split('\n', 1)[0]);
  } catch {
    return null;
  }
}

async function stop({ child }: Hub, signal: NodeJS.Signals): Promise<unknown> {
  const gone = once(child, 'exit');
  child.kill(signal);
  const [code, by] = await gone;
  return code ?? by;
}

async function isReady({ url }: Hub): Promise<boolean> {
  return (await fetch(`${url}/readyz`)).ok;
}

describe('Hub process', () => {
  it('starts its own database, and stops it when asked to go', async () => {
    const hub = await startProcess();
    expect(await isReady(hub)).toBe(true);
    expect(await stop(hub, 'SIGTERM')).toBe(0);
    expect(await postmasterPid()).toBe(null);
    const again = await startProcess();
    expect(await isReady(again)).toBe(true);
    expect(await stop(again, 'SIGINT')).toBe(0);
  });

  it('takes over the database of a hub that was killed', async () => {
    const killed = await startProcess();
    const postgres = await postmasterPid();
    expect(await stop(killed, 'SIGKILL')).toBe('SIGKILL');
    const hub = await startProcess();
    expect([await isReady(hub), await postmasterPid()]).toEqual([true, postgres]);
    expect(await stop(hub, 'SIGTERM')).toBe(0);
    expect(await postmasterPid()).toBe(null);
  });

  it('starts over a lock file that nobody holds any more', async () => {
    const hub = await startProcess();
    const lock = join(dataDir, 'postgres/cluster/postmaster.pid');
    const text = await readFile(lock, 'utf8');
    await stop(hub, 'SIGTERM');
    // Our own process stands for one that got the number of a database that died.
    await writeFile(lock, text.replace(/^\d+/, String(process.pid)));
    const again = await startProcess();
    expect(await isReady(again)).toBe(true);
    await stop(again, 'SIGTERM');
  });

  it('says in one line what it cannot start with', async () => {
    const badPort = await startProcess({
      GLIMLACH_PORT: 'eighty',
      DATABASE_URL: 'mysql://x',
      GLIMLACH_SECRET: TEST_SECRET,
    });
    expect([badPort.child.exitCode, badPort.errors()]).toEqual([
      1,
      'The hub cannot start: DATABASE_URL must be a postgres:// address; GLIMLACH_PORT must be a port number.\n',
    ]);
    const nowhere = await startProcess({
      DATABASE_URL: 'postgres://x:secret@127.0.0.1:1/x',
      GLIMLACH_SECRET: TEST_SECRET,
    });
    expect([nowhere.child.exitCode, nowhere.errors()]).toEqual([
      1,
      'The database of DATABASE_URL cannot be used (connect ECONNREFUSED 127.0.0.1:1).\n',
    ]);
  });

  it('goes although somebody is connected who asks nothing', async () => {
    const hub = await startProcess();
    const silent = connect(Number(new URL(hub.url).port), '127.0.0.1');
    await once(silent, 'connect');
    const closed = once(silent.resume(), 'close');
    expect(await stop(hub, 'SIGTERM')).toBe(0);
    await closed;
  });

  it('answers no more once it has gone', async () => {
    const hub = await startProcess();
    const idle = await fetch(`${hub.url}/healthz`);
    await idle.arrayBuffer();
    expect(await stop(hub, 'SIGTERM')).toBe(0);
    await expect(fetch(`${hub.url}/healthz`)).rejects.toThrow('fetch failed');
  });
});
