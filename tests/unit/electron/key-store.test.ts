import { createHash } from 'node:crypto';
import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeProtectedHeader, importJWK, jwtVerify } from 'jose';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { PublicKeyJwk } from '../../../contract/protocol/enrolment.ts';
import { PrivateKeyJwk } from '../../../contract/provisioning.ts';
import { openKeyStore } from '../../../electron/key-store.ts';

const IDENTITY = {
  terminalId: '7e1f0c1a-0000-4000-8000-000000000001',
  organizationId: '7e1f0c1a-0000-4000-8000-000000000002',
  issuer: 'https://hub.example.com',
};
const ISSUED_AT_MS = 1_790_000_000_900;

async function openedIn(folder: string, provisioned: PrivateKeyJwk | null = null) {
  const opened = await openKeyStore(folder, () => 'token-1', provisioned);
  if (!opened.ok) {
    throw new Error(opened.problem);
  }
  return opened;
}

describe('key store', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'glimlach-key-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('makes a key that only this user may read, once', async () => {
    const first = await openedIn(folder);
    const second = await openedIn(folder);
    expect({
      made: [first.made, second.made],
      same: second.keyStore.publicKey,
      mode: (await stat(join(folder, 'key.json'))).mode & 0o777,
      files: await readdir(folder),
    }).toEqual({
      made: [true, false],
      same: PublicKeyJwk.parse(first.keyStore.publicKey),
      mode: 0o600,
      files: ['key.json'],
    });
  });

  it('names its key as RFC 7638 does, the same after a restart', async () => {
    const first = await openedIn(folder);
    const second = await openedIn(folder);
    const { crv, kty, x, y } = first.keyStore.publicKey;
    const thumbprint = createHash('sha256')
      .update(JSON.stringify({ crv, kty, x, y }))
      .digest('base64url');
    expect([first.keyStore.thumbprint, second.keyStore.thumbprint]).toEqual([
      thumbprint,
      thumbprint,
    ]);
  });

  it('signs an assertion that its public key proves', async () => {
    await openedIn(folder);
    const { keyStore } = await openedIn(folder);
    const assertion = await keyStore.signAssertion(IDENTITY, ISSUED_AT_MS);
    const { payload } = await jwtVerify(assertion, await importJWK(keyStore.publicKey, 'ES256'), {
      currentDate: new Date(ISSUED_AT_MS),
    });
    expect({ header: decodeProtectedHeader(assertion), payload }).toEqual({
      header: { alg: 'ES256', typ: 'JWT' },
      payload: {
        iss: IDENTITY.terminalId,
        sub: IDENTITY.terminalId,
        aud: 'https://hub.example.com',
        iat: 1_790_000_000,
        exp: 1_790_000_060,
        jti: 'token-1',
      },
    });
  });

  it('refuses a damaged file and leaves it as it is', async () => {
    await openedIn(folder);
    const path = join(folder, 'key.json');
    const whole = await readFile(path, 'utf8');
    const { privateKey } = JSON.parse(whole);
    const [other] = [privateKey.x].map((x: string) => (x.startsWith('A') ? 'B' : 'A') + x.slice(1));
    for (const damaged of [
      '',
      whole.slice(0, 80),
      '{"v":1}',
      JSON.stringify({ v: 1, privateKey: { ...privateKey, x: other } }),
    ]) {
      await writeFile(path, damaged);
      expect(await openKeyStore(folder, () => 'token-1', null)).toEqual({
        ok: false,
        problem:
          `The key file ${path} is damaged, and with it this terminal's identity. ` +
          'Restore it from a backup, or move it away to enrol as a new terminal.',
      });
      expect(await readFile(path, 'utf8')).toBe(damaged);
    }
  });

  it('takes the key that was provisioned where it has none, and never in the place of its own', async () => {
    const elsewhere = await mkdtemp(join(tmpdir(), 'glimlach-key-'));
    await openedIn(elsewhere);
    const { privateKey } = JSON.parse(await readFile(join(elsewhere, 'key.json'), 'utf8'));
    await rm(elsewhere, { recursive: true });
    const provisioned = PrivateKeyJwk.parse(privateKey);
    const first = await openedIn(folder, provisioned);
    const again = await openedIn(folder, provisioned);
    await rm(join(folder, 'key.json'));
    const own = await openedIn(folder);
    const kept = await openedIn(folder, provisioned);
    expect([
      first.keyStore.publicKey.x,
      again.keyStore.publicKey.x,
      kept.keyStore.publicKey.x === own.keyStore.publicKey.x,
      own.keyStore.publicKey.x === provisioned.x,
    ]).toEqual([provisioned.x, provisioned.x, true, false]);
  });

  it('refuses a provisioned key whose halves do not belong together', async () => {
    const { keyStore } = await openedIn(folder);
    const { privateKey } = JSON.parse(await readFile(join(folder, 'key.json'), 'utf8'));
    await rm(join(folder, 'key.json'));
    const other = await openedIn(folder);
    await rm(join(folder, 'key.json'));
    const mixed = { ...PrivateKeyJwk.parse(privateKey), x: other.keyStore.publicKey.x };
    expect(await openKeyStore(folder, () => 'token-1', mixed)).toEqual({
      ok: false,
      problem: 'The key in the provisioning file is damaged: its halves differ.',
    });
    expect([keyStore.publicKey.x === mixed.x, await readdir(folder)]).toEqual([false, []]);
  });

  it('says so when the file cannot be written', async () => {
    const missing = join(folder, 'missing');
    expect(await openKeyStore(missing, () => 'token-1', null)).toMatchObject({
      ok: false,
      problem: expect.stringContaining(
        `The key file ${missing}/key.json cannot be written: ENOENT`,
      ),
    });
  });
});
