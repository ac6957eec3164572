import { mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTerminalState } from '../../../electron/terminal-state.ts';
import { memoryLog } from './memory-log.ts';
import { CONFIGURATION, IDENTITY } from './sample-configuration.ts';

describe('terminal state', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'glimlach-state-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const open = async (keyThumbprint = 'key-1', log = memoryLog()) => ({
    state: await openTerminalState(folder, keyThumbprint, log, () => 1_790_000_000_000),
    log,
  });

  it('knows nothing at first, and after a restart what it was given last', async () => {
    const { state } = await open();
    const before = [state.identity(), state.configuration()];
    await Promise.all([
      state.saveIdentity(IDENTITY),
      state.saveConfiguration(CONFIGURATION),
      state.saveConfiguration({ ...CONFIGURATION, version: 5 }),
    ]);
    const { state: again, log } = await open();
    expect([before, [again.identity(), again.configuration()], log.lines]).toEqual([
      [null, null],
      [IDENTITY, { ...CONFIGURATION, version: 5 }],
      [],
    ]);
    expect((await stat(join(folder, 'terminal.json'))).mode & 0o777).toBe(0o600);
  });

  it('sets a damaged file aside, reports it and starts with nothing', async () => {
    const path = join(folder, 'terminal.json');
    await writeFile(path, '{"v":1,"identity":');
    const { state, log } = await open();
    const aside = `${path}.damaged-1790000000000`;
    expect([state.identity(), state.configuration(), log.lines]).toEqual([
      null,
      null,
      [{ level: 'error', what: 'terminal-state-damaged', path, aside }],
    ]);
    await state.saveIdentity(IDENTITY);
    expect((await readdir(folder)).toSorted()).toEqual([
      'terminal.json',
      'terminal.json.damaged-1790000000000',
    ]);
    expect(await readFile(aside, 'utf8')).toBe('{"v":1,"identity":');
  });

  it('sets aside what was given to another key, reports it and enrols anew', async () => {
    const path = join(folder, 'terminal.json');
    const { state: first } = await open('key-1');
    await first.saveIdentity(IDENTITY);
    await first.saveConfiguration(CONFIGURATION);
    const { state, log } = await open('key-2');
    const aside = `${path}.of-another-key-1790000000000`;
    expect([state.identity(), state.configuration(), log.lines]).toEqual([
      null,
      null,
      [{ level: 'error', what: 'terminal-state-of-another-key', path, aside }],
    ]);
    await state.saveIdentity(IDENTITY);
    const { state: again, log: quiet } = await open('key-2');
    expect([again.identity(), quiet.lines, (await readdir(folder)).toSorted()]).toEqual([
      IDENTITY,
      [],
      ['terminal.json', 'terminal.json.of-another-key-1790000000000'],
    ]);
  });

  it('says so when the disk refuses, goes on with the new state, and writes it the next time', async () => {
    const { state } = await open();
    await rm(folder, { recursive: true });
    await expect(state.saveIdentity(IDENTITY)).rejects.toThrow('ENOENT');
    const inForce = state.identity();
    await mkdir(folder);
    await state.saveConfiguration(CONFIGURATION);
    const { state: again } = await open();
    expect([inForce, again.identity(), again.configuration()]).toEqual([
      IDENTITY,
      IDENTITY,
      CONFIGURATION,
    ]);
  });
});
