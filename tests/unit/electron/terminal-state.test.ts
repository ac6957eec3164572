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
      'terminal-copy.json',
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
      ['terminal-copy.json', 'terminal.json', 'terminal.json.of-another-key-1790000000000'],
    ]);
  });

  it('uses its copy when the file is damaged, and says so', async () => {
    const { state: first } = await open();
    await first.saveIdentity(IDENTITY);
    await first.saveConfiguration(CONFIGURATION);
    await writeFile(join(folder, 'terminal.json'), '{"v":1,"identity":');
    const { state, log } = await open();
    expect([state.identity(), state.configuration(), log.lines.map(({ what }) => what)]).toEqual([
      IDENTITY,
      CONFIGURATION,
      ['terminal-state-damaged', 'terminal-state-from-copy'],
    ]);
  });

  it('uses the configuration before one that cannot be read, and keeps who it is', async () => {
    const path = join(folder, 'terminal.json');
    const { state: first } = await open();
    await first.saveIdentity(IDENTITY);
    await first.saveConfiguration(CONFIGURATION);
    await first.saveConfiguration({ ...CONFIGURATION, version: 5 });
    const content = JSON.parse(await readFile(path, 'utf8'));
    await writeFile(path, JSON.stringify({ ...content, configuration: { version: 5 } }));
    const { state, log } = await open();
    expect([state.identity(), state.configuration(), log.lines]).toEqual([
      IDENTITY,
      CONFIGURATION,
      [
        {
          level: 'error',
          what: 'configuration-damaged',
          version: 5,
          problem: expect.stringMatching(/^terminal: /),
        },
      ],
    ]);
  });

  it('reads what a newer program wrote, without what it does not know', async () => {
    const path = join(folder, 'terminal.json');
    const { state: first } = await open();
    await first.saveConfiguration(CONFIGURATION);
    const content = JSON.parse(await readFile(path, 'utf8'));
    await writeFile(
      path,
      JSON.stringify({
        ...content,
        mood: 'bright',
        configuration: { ...content.configuration, mood: 'bright' },
      }),
    );
    const { state, log } = await open();
    expect([state.configuration(), log.lines]).toEqual([CONFIGURATION, []]);
  });

  it('keeps who it is over an update from a program that knew of one configuration only', async () => {
    await writeFile(
      join(folder, 'terminal.json'),
      JSON.stringify({
        v: 1,
        keyThumbprint: 'key-1',
        identity: IDENTITY,
        configuration: CONFIGURATION,
      }),
    );
    const { state, log } = await open();
    expect([
      state.identity(),
      state.configuration(),
      state.isOnTrial(),
      state.refused(),
      log.lines,
    ]).toEqual([IDENTITY, CONFIGURATION, false, null, []]);
  });

  it('goes back to the configuration before one with which the page came down twice, also over a restart', async () => {
    const next = { ...CONFIGURATION, version: 5 };
    const { state: first } = await open();
    await first.saveConfiguration(CONFIGURATION);
    await first.saveConfiguration(next);
    first.trialFailed();
    await first.saveIdentity(IDENTITY);
    const { state, log } = await open();
    const doubted = [state.configuration(), state.isOnTrial()];
    state.trialFailed();
    expect([
      doubted,
      state.configuration(),
      state.refused(),
      await state.saveConfiguration(next),
      state.configuration(),
      log.lines,
    ]).toEqual([
      [next, true],
      CONFIGURATION,
      5,
      'refused',
      CONFIGURATION,
      [{ level: 'error', what: 'configuration-refused', version: 5, inForce: 4 }],
    ]);
    await state.saveIdentity(IDENTITY);
    const { state: again } = await open();
    expect([again.configuration(), again.refused()]).toEqual([CONFIGURATION, 5]);
  });

  it('stays with a configuration that has stood its trial', async () => {
    const { state } = await open();
    await state.saveConfiguration(CONFIGURATION);
    await state.saveConfiguration({ ...CONFIGURATION, version: 5 });
    state.trialPassed();
    await state.saveIdentity(IDENTITY);
    const { state: again } = await open();
    expect([again.configuration()?.version, again.isOnTrial(), again.refused()]).toEqual([
      5,
      false,
      null,
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
