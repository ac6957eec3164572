import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { SignJWT, calculateJwkThumbprint, importJWK } from 'jose';
import { z } from 'zod';
import type { FollowUpClaim } from '../contract/follow-up-token.ts';
import { keyIdOf, signedBytes, writeFollowUpToken } from '../contract/follow-up-token.ts';
import type { PublicKeyJwk } from '../contract/protocol/enrolment.ts';
import { PrivateKeyJwk } from '../contract/provisioning.ts';
import type { TerminalIdentity } from '../contract/terminal-identity.ts';
import { writeFileAtomically } from './atomic-file.ts';
import { messageOf } from './log.ts';

const ASSERTION_SECONDS = 60;

const KeyFile = z.strictObject({ v: z.literal(1), privateKey: PrivateKeyJwk });

/** The terminal's ES256 key. The private half never leaves the main process. */
export type KeyStore = {
  readonly publicKey: PublicKeyJwk;
  /** Names the key (RFC 7638, SHA-256, base64url). */
  readonly thumbprint: string;
  /**
   * A `private_key_jwt` assertion (RFC 7523, section 3) valid for a minute.
   *
   * @param issuedAtMs hub time as far as the terminal knows it, because its own clock may be wrong.
   */
  signAssertion(identity: TerminalIdentity, issuedAtMs: number): Promise<string>;
  /** The token of a press's own page. */
  signFollowUp(claim: Omit<FollowUpClaim, 'keyId'>): string;
};

export type OpenedKeyStore =
  | { readonly ok: true; readonly keyStore: KeyStore; readonly made: boolean }
  | { readonly ok: false; readonly problem: string };

/**
 * Opens `key.json`, or makes it at the first start, of the key that was provisioned where one was. A damaged file is refused, never replaced: another key would
 * be another terminal to the hub.
 */
export async function openKeyStore(
  terminalDir: string,
  newTokenId: () => string,
  provisioned: PrivateKeyJwk | null,
): Promise<OpenedKeyStore> {
  const path = join(terminalDir, 'key.json');
  const found = await readKeyFile(path);
  if (found.state === 'refused') {
    return { ok: false, problem: found.problem };
  }
  if (found.state === 'found') {
    return { ok: true, made: false, keyStore: await keyStoreOf(found.privateKey, newTokenId) };
  }
  if (provisioned !== null && !isWhole(provisioned)) {
    return {
      ok: false,
      problem: 'The key in the provisioning file is damaged: its halves differ.',
    };
  }
  const privateKey = provisioned ?? newPrivateKey();
  try {
    await writeFileAtomically(path, `${JSON.stringify({ v: 1, privateKey })}\n`);
  } catch (thrown) {
    return { ok: false, problem: `The key file ${path} cannot be written: ${messageOf(thrown)}.` };
  }
  return { ok: true, made: true, keyStore: await keyStoreOf(privateKey, newTokenId) };
}

function newPrivateKey(): PrivateKeyJwk {
  return PrivateKeyJwk.parse(
    generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({ format: 'jwk' }),
  );
}

type FoundKey =
  | { readonly state: 'missing' }
  | { readonly state: 'found'; readonly privateKey: PrivateKeyJwk }
  | { readonly state: 'refused'; readonly problem: string };

async function readKeyFile(path: string): Promise<FoundKey> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (thrown) {
    if (thrown instanceof Error && 'code' in thrown && thrown.code === 'ENOENT') {
      return { state: 'missing' };
    }
    return {
      state: 'refused',
      problem: `The key file ${path} cannot be read: ${messageOf(thrown)}.`,
    };
  }
  const privateKey = parseKey(text);
  return privateKey === null
    ? {
        state: 'refused',
        problem:
          `The key file ${path} is damaged, and with it this terminal's identity. ` +
          'Restore it from a backup, or move it away to enrol as a new terminal.',
      }
    : { state: 'found', privateKey };
}

function parseKey(text: string): PrivateKeyJwk | null {
  try {
    const { privateKey } = KeyFile.parse(JSON.parse(text));
    return isWhole(privateKey) ? privateKey : null;
  } catch {
    // The reason may quote the key, so it is not passed on.
    return null;
  }
}

/** Whether its two halves belong together. */
function isWhole(privateKey: PrivateKeyJwk): boolean {
  const { d: _secret, ...publicKey } = privateKey;
  const proof = Buffer.from('the two halves belong together');
  try {
    const signature = sign('sha256', proof, createPrivateKey({ key: privateKey, format: 'jwk' }));
    return verify('sha256', proof, createPublicKey({ key: publicKey, format: 'jwk' }), signature);
  } catch {
    // As above.
    return false;
  }
}

async function keyStoreOf(privateKey: PrivateKeyJwk, newTokenId: () => string): Promise<KeyStore> {
  const { d: _secret, ...publicKey } = privateKey;
  const signingKey = await importJWK(privateKey, 'ES256');
  const thumbprint = await calculateJwkThumbprint(publicKey);
  const keyId = keyIdOf(thumbprint);
  return {
    publicKey,
    thumbprint,
    signAssertion(identity, issuedAtMs) {
      const issuedAt = Math.floor(issuedAtMs / 1_000);
      return new SignJWT()
        .setProtectedHeader({ alg: 'ES256', typ: 'JWT' })
        .setIssuer(identity.terminalId)
        .setSubject(identity.terminalId)
        .setAudience(identity.issuer)
        .setIssuedAt(issuedAt)
        .setExpirationTime(issuedAt + ASSERTION_SECONDS)
        .setJti(newTokenId())
        .sign(signingKey);
    },
    signFollowUp(claim) {
      const whole = { ...claim, keyId };
      const key = createPrivateKey({ key: privateKey, format: 'jwk' });
      // r and s one after the other, as WebCrypto has them.
      const signature = sign('sha256', signedBytes(whole), { key, dsaEncoding: 'ieee-p1363' });
      return writeFollowUpToken(whole, signature);
    },
  };
}
