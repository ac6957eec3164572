import { exportJWK, generateKeyPair } from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { PrivateKeyJwk } from '../../../../contract/provisioning.ts';
import { createKeySafe } from '../../../../hub/sealing/key-safe.ts';

const SECRET = 'a secret that is long enough for a hub';
const place = { organizationId: 'shop', kid: 'first' };

let key: PrivateKeyJwk;

beforeAll(async () => {
  const pair = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true });
  const { kty, crv, x, y, d } = await exportJWK(pair.privateKey);
  key = PrivateKeyJwk.parse({ kty, crv, x, y, d });
});

describe('A key safe', () => {
  it('gives back what was put in, to every hub with the same secret', async () => {
    const wrapped = await createKeySafe(SECRET).wrap(key, place);
    expect(wrapped).not.toContain(key.d);
    expect(await createKeySafe(SECRET).unwrap(wrapped, place)).toEqual(key);
  });

  it('opens nothing with another secret, for another place, or that was changed', async () => {
    const safe = createKeySafe(SECRET);
    const wrapped = await safe.wrap(key, place);
    const attempts = [
      createKeySafe(`${SECRET}!`).unwrap(wrapped, place),
      safe.unwrap(wrapped, { ...place, organizationId: 'rival' }),
      safe.unwrap(wrapped, { ...place, kid: 'second' }),
      safe.unwrap(`${wrapped.slice(0, -22)}${'A'.repeat(22)}`, place),
      safe.unwrap('nothing', place),
    ];
    expect(await Promise.all(attempts)).toEqual(attempts.map(() => null));
  });

  it('names its secret without telling it', () => {
    const { secretId } = createKeySafe(SECRET);
    expect(secretId).toMatch(/^[\w-]{22}$/);
    expect(createKeySafe(SECRET).secretId).toBe(secretId);
    expect(createKeySafe(`${SECRET}!`).secretId).not.toBe(secretId);
  });
});
