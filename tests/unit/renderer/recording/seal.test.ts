import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import { compactDecrypt, exportJWK, generateKeyPair } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  MAX_SEALED_LENGTH,
  type SealedContent,
  type SealingKey,
} from '../../../../contract/sealing.ts';
import { PublicKeyJwk } from '../../../../contract/protocol/enrolment.ts';
import { sealContent } from '../../../../renderer/recording/seal.ts';

const WORDS: SealedContent = { kind: 'text', text: 'De vloer was nat. 🙁' };

let hub: CryptoKeyPair;
let key: SealingKey;

beforeAll(async () => {
  hub = await generateKeyPair('ECDH-ES', { crv: 'P-256' });
  const { kty, crv, x, y } = await exportJWK(hub.publicKey);
  key = { kid: 'hub-1', key: PublicKeyJwk.parse({ kty, crv, x, y }) };
});

async function opened(jwe: string): Promise<unknown> {
  const { plaintext } = await compactDecrypt(jwe, hub.privateKey);
  return JSON.parse(new TextDecoder().decode(plaintext));
}

describe('sealing', () => {
  it('makes a JWE that only the hub opens, and names it by its hash', async () => {
    const { jwe, sha256 } = await sealContent(WORDS, key);
    expect(await opened(jwe)).toEqual(WORDS);
    expect(sha256).toBe(createHash('sha256').update(jwe, 'ascii').digest('hex'));
    const [header = '', encryptedKey, ...others] = jwe.split('.');
    expect(JSON.parse(Buffer.from(header, 'base64url').toString())).toMatchObject({
      alg: 'ECDH-ES',
      enc: 'A256GCM',
      kid: 'hub-1',
    });
    expect([encryptedKey, others.length]).toEqual(['', 3]);
    const { privateKey } = await generateKeyPair('ECDH-ES', { crv: 'P-256' });
    await expect(compactDecrypt(jwe, privateKey)).rejects.toThrow('decryption operation failed');
  });

  it('seals the same words differently each time, so that nobody can compare them', async () => {
    const both = await Promise.all([sealContent(WORDS, key), sealContent(WORDS, key)]);
    expect(new Set(both.map(({ sha256 }) => sha256)).size).toBe(2);
  });

  it('has room for the longest of whatever a keyboard types, in any script', async () => {
    const longest: SealedContent = {
      kind: 'contact',
      name: '名'.repeat(100),
      phone: '٠'.repeat(40),
      email: 'é'.repeat(200),
      consent: 'ش'.repeat(500),
    };
    for (const content of [longest, { kind: 'text', text: '漢'.repeat(500) } as const]) {
      const { jwe } = await sealContent(content, key);
      expect(jwe.length).toBeLessThanOrEqual(MAX_SEALED_LENGTH);
      expect(await opened(jwe)).toEqual(content);
    }
  });

  it('refuses what does not fit, without a word of it', async () => {
    const secret = 'my telephone number is 555-0199 ';
    const tooLong: SealedContent = { kind: 'text', text: secret.repeat(20) };
    await expect(sealContent(tooLong, key)).rejects.toThrow(/^What a visitor wrote does not fit/);
    const escaped: SealedContent = {
      kind: 'contact',
      name: '\u0001'.repeat(100),
      phone: '\u0001'.repeat(40),
      email: '\u0001'.repeat(200),
      consent: '\u0001'.repeat(500),
    };
    await expect(sealContent(escaped, key)).rejects.toThrow(`more than ${MAX_SEALED_LENGTH}`);
  });

  it('opens to what was sealed, whatever was written', async () => {
    const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 60 });
    await fc.assert(
      fc.asyncProperty(text, async (written) => {
        const content: SealedContent = { kind: 'text', text: written };
        expect(await opened((await sealContent(content, key)).jwe)).toEqual(content);
      }),
      { numRuns: 25 },
    );
  });
});
