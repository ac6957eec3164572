import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PrivateKeyJwk } from '../../../contract/provisioning.ts';
import { openKeyStore } from '../../../electron/key-store.ts';
import { readProvisioning } from '../../../electron/read-provisioning.ts';
import { takeProvisioned } from '../../../electron/take-provisioned.ts';
import { openTerminalState } from '../../../electron/terminal-state.ts';
import { memoryLog } from './memory-log.ts';
import { CONFIGURATION, IDENTITY } from './sample-configuration.ts';

const privateKey = PrivateKeyJwk.parse(
  generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
);
const TERMINAL = { privateKey, identity: IDENTITY, configuration: CONFIGURATION };
const PROVISIONING = {
  v: 1,
  hubUrl: 'https://hub.example.com',
  enrolmentKey: null,
  terminal: TERMINAL,
};

describe('provisioning', () => {
  let folder = '';
  let file = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'glimlach-provisioning-'));
    file = join(folder, 'provisioning.json');
  });
  afterEach(() => rm(folder, { recursive: true }));

  const read = (provisioningFile: string | null = file, log = memoryLog()) =>
    readProvisioning({ provisioningFile, terminalDir: folder }, log);
  const readText = async (text: string) => {
    await writeFile(file, text);
    return read();
  };
  const readJson = (json: unknown) => readText(JSON.stringify(json));

  it('reads who the terminal is, also from a newer hub that says more of its configuration', async () => {
    const newer = { ...TERMINAL, configuration: { ...CONFIGURATION, mood: 'bright' } };
    expect([
      await read(null),
      await readJson({ ...PROVISIONING, terminal: null }),
      await readJson(PROVISIONING),
      await readJson({ ...PROVISIONING, terminal: newer }),
    ]).toEqual([
      { ok: true, terminal: null },
      { ok: true, terminal: null },
      { ok: true, terminal: TERMINAL },
      { ok: true, terminal: TERMINAL },
    ]);
  });

  it('names the field that is wrong in one line, and repeats no secret', async () => {
    const secret = privateKey.d;
    const problems = await Promise.resolve()
      .then(async () => [
        await readText(`{"privateKey":"${secret}"`),
        await readJson({ ...PROVISIONING, v: 2 }),
        await readJson({
          ...PROVISIONING,
          terminal: { ...TERMINAL, privateKey: { ...privateKey, d: `${secret}x` } },
        }),
        await readJson({
          ...PROVISIONING,
          terminal: { ...TERMINAL, configuration: { ...CONFIGURATION, thanksMs: secret } },
        }),
      ])
      .then((all) => all.map((each) => (each.ok ? '' : each.problem)));
    expect(problems).toEqual([
      `GLIMLACH_PROVISIONING: ${file}: is not JSON.`,
      expect.stringMatching(/^GLIMLACH_PROVISIONING: \S+: v: /),
      expect.stringMatching(/^GLIMLACH_PROVISIONING: \S+: terminal\.privateKey\.d: /),
      expect.stringMatching(/^GLIMLACH_PROVISIONING: \S+: terminal\.configuration\.thanksMs: /),
    ]);
    expect(problems.join('\n')).not.toContain(secret);
    expect(problems.every((problem) => !problem.includes('\n'))).toBe(true);
  });

  it('lets no terminal stand still that is somebody already, and says what is wrong', async () => {
    await openTerminal();
    const log = memoryLog();
    await writeFile(file, JSON.stringify({ ...PROVISIONING, terminal: { ...TERMINAL, mood: 1 } }));
    const found = [await read(file, log), await read(join(folder, 'gone.json'), log)];
    expect([found, log.lines]).toEqual([
      [
        { ok: true, terminal: null },
        { ok: true, terminal: null },
      ],
      [
        {
          level: 'error',
          what: 'provisioning-not-read',
          detail: expect.stringMatching(/^GLIMLACH_PROVISIONING: \S+: terminal: /),
        },
        {
          level: 'error',
          what: 'provisioning-not-read',
          detail: expect.stringContaining('ENOENT'),
        },
      ],
    ]);
  });

  async function openTerminal() {
    const log = memoryLog();
    const opened = await openKeyStore(folder, () => 'token-1', privateKey);
    if (!opened.ok) {
      throw new Error(opened.problem);
    }
    const { keyStore } = opened;
    const state = await openTerminalState(folder, keyStore.thumbprint, log, () => 0);
    await takeProvisioned(TERMINAL, keyStore, state, log);
    return { state, log };
  }

  it('makes a terminal that is nobody yet the one it names, once', async () => {
    const { state, log } = await openTerminal();
    const first = [state.identity(), state.configuration(), log.lines];
    await state.saveConfiguration({ ...CONFIGURATION, version: 9 });
    const { state: again, log: quiet } = await openTerminal();
    expect([...first, again.configuration()?.version, quiet.lines]).toEqual([
      IDENTITY,
      CONFIGURATION,
      [{ level: 'info', what: 'provisioned', terminalId: IDENTITY.terminalId }],
      9,
      [],
    ]);
  });

  it('leaves a terminal with a key of its own as it is, and says so', async () => {
    await openKeyStore(folder, () => 'token-1', null);
    const { state, log } = await openTerminal();
    expect([state.identity(), state.configuration(), log.lines]).toEqual([
      null,
      null,
      [
        {
          level: 'error',
          what: 'provisioning-not-taken',
          terminalId: IDENTITY.terminalId,
          detail: expect.stringContaining('key.json'),
        },
      ],
    ]);
  });
});
