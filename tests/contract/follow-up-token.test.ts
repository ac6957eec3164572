import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { calculateJwkThumbprint } from 'jose';
import { describe, expect, it, onTestFinished } from 'vitest';
import { writeBase64Url } from '../../contract/base64url.ts';
import {
  type FollowUpClaim,
  keyIdOf,
  readFollowUpToken,
  signedBytes,
  writeFollowUpToken,
} from '../../contract/follow-up-token.ts';
import { RATINGS } from '../../contract/ratings.ts';
import { openKeyStore } from '../../electron/key-store.ts';
import { signFollowUp } from '../../renderer/host/sign-follow-up.ts';

/** The key that RFC 7515 shows in appendix A.3. */
const PUBLIC_KEY = {
  kty: 'EC',
  crv: 'P-256',
  x: 'f83OJ3D2xF1Bg8vub9tLe1gHMzV76e8Tus9uPHvRVEU',
  y: 'x_FEzRu9m36HLN_tue659LNpXW6pCyStikYjKIWI5a0',
};
const PRIVATE_KEY = { ...PUBLIC_KEY, d: 'jpsQnnGQmL-YBIffH1136cspYG6-0iY7X1fCE9-E9LI' };
const ES256 = { name: 'ECDSA', namedCurve: 'P-256' };

/** What every shell makes of these, but for the signature, which is another each time. */
const VECTOR = {
  terminalId: '7e1f0c1a-0000-4000-8000-000000000001',
  pressId: '019a0000-0000-7000-8000-00000000000a',
  rating: 'negative',
} as const;
const VECTOR_CLAIM_HEX = [
  '01',
  '7e1f0c1a000040008000000000000001',
  '019a000000007000800000000000000a',
  '02',
  'a0a232c2f194a535',
].join('');

/** One that was signed once, as hubs will meet for years. */
const VECTOR_TOKEN =
  'AX4fDBoAAEAAgAAAAAAAAAEBmgAAAABwAIAAAAAAAAAKAqCiMsLxlKU1Y_GPSjd0j1tJkR9jJV2JEcZLGZML5hRq1-kpY-Ic_0HoNV2cxeiz-GUORnM2US-Pcc5d-n0-7YHl3n1S7_9rLQ';

async function isSigned(token: string): Promise<boolean> {
  const read = readFollowUpToken(token);
  if (read === null) {
    return false;
  }
  const key = await crypto.subtle.importKey('jwk', PUBLIC_KEY, ES256, true, ['verify']);
  const { signature, ...claim } = read;
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' };
  return crypto.subtle.verify(algorithm, key, signature, signedBytes(claim));
}

async function signedByMain(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'glimlach-follow-up-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await writeFile(join(folder, 'key.json'), JSON.stringify({ v: 1, privateKey: PRIVATE_KEY }));
  const opened = await openKeyStore(folder, () => 'unused', null);
  if (!opened.ok) {
    throw new Error(opened.problem);
  }
  return opened.keyStore.signFollowUp(VECTOR);
}

async function signedByBrowser(): Promise<string> {
  const [privateKey, publicKey] = await Promise.all([
    crypto.subtle.importKey('jwk', PRIVATE_KEY, ES256, false, ['sign']),
    crypto.subtle.importKey('jwk', PUBLIC_KEY, ES256, true, ['verify']),
  ]);
  return signFollowUp(VECTOR, { privateKey, publicKey });
}

const bytes = (length: number) => fc.uint8Array({ minLength: length, maxLength: length });

const claim: fc.Arbitrary<FollowUpClaim> = fc.record({
  terminalId: fc.uuid(),
  pressId: fc.uuid({ version: 7 }),
  rating: fc.constantFrom(...RATINGS),
  keyId: bytes(8),
});

describe('the token of a press', () => {
  it('reads as it was written, and has 142 letters', () => {
    fc.assert(
      fc.property(claim, bytes(64), (made, signature) => {
        const token = writeFollowUpToken(made, signature);
        expect(token).toMatch(/^[A-Za-z0-9_-]{142}$/);
        expect(readFollowUpToken(token)).toEqual({ ...made, signature });
      }),
    );
  });

  it('is none with a letter less, more or changed beyond its alphabet', () => {
    fc.assert(
      fc.property(claim, bytes(64), fc.nat(141), (made, signature, at) => {
        const token = writeFollowUpToken(made, signature);
        const malformed = [
          token.slice(0, at) + token.slice(at + 1),
          `${token.slice(0, at)}A${token.slice(at)}`,
          `${token.slice(0, at)}=${token.slice(at + 1)}`,
          `${token.slice(0, at)}é${token.slice(at + 1)}`,
          `${token}\n`,
          ` ${token.slice(1)}`,
        ];
        expect(malformed.map(readFollowUpToken)).toEqual(malformed.map(() => null));
      }),
    );
  });

  it('is none of another version, nor with a rating that is none', () => {
    fc.assert(
      fc.property(bytes(106), (raw) => {
        const read = readFollowUpToken(writeBase64Url(raw));
        const isOne = raw[0] === 1 && (raw[33] ?? 255) < RATINGS.length;
        expect(read !== null).toBe(isOne);
      }),
    );
    const whole = new Uint8Array(106);
    whole[0] = 1;
    expect(readFollowUpToken(writeBase64Url(whole))).not.toBeNull();
    whole[33] = 3;
    expect(readFollowUpToken(writeBase64Url(whole))).toBeNull();
    whole[33] = 0;
    whole[0] = 2;
    expect(readFollowUpToken(writeBase64Url(whole))).toBeNull();
  });

  it('is written in one way only: whatever reads is written back letter by letter', () => {
    fc.assert(
      fc.property(claim, bytes(64), fc.nat(63), (made, signature, last) => {
        const letter = writeBase64Url(Uint8Array.of(last << 2)).charAt(0);
        const token = writeFollowUpToken(made, signature).slice(0, -1) + letter;
        const read = readFollowUpToken(token);
        expect(read === null || writeFollowUpToken(read, read.signature) === token).toBe(true);
      }),
    );
  });

  it('is null for anything else, and throws at nothing', () => {
    fc.assert(fc.property(fc.string(), (text) => readFollowUpToken(text) === null));
  });

  it('goes on to verify once it is out', async () => {
    expect(await isSigned(VECTOR_TOKEN)).toBe(true);
    expect(readFollowUpToken(VECTOR_TOKEN)).toMatchObject(VECTOR);
  });

  it.each([
    ['main process', signedByMain],
    ['browser', signedByBrowser],
  ])('is signed by the %s as the vector says, and verifies', async (_shell, sign) => {
    const token = await sign();
    expect(Buffer.from(token, 'base64url').toString('hex').slice(0, 84)).toBe(VECTOR_CLAIM_HEX);
    expect(await isSigned(token)).toBe(true);
    const read = readFollowUpToken(token);
    expect(read).toEqual({
      ...VECTOR,
      keyId: keyIdOf(await calculateJwkThumbprint(PUBLIC_KEY)),
      signature: expect.any(Uint8Array),
    });
    // Nobody turns a happy visitor's token into an angry one's.
    const other = read && writeFollowUpToken({ ...read, rating: 'positive' }, read.signature);
    expect(await isSigned(other ?? '')).toBe(false);
  });
});
