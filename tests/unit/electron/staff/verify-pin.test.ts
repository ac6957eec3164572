import { expect, it } from 'vitest';
import { isRightPin } from '../../../../electron/staff/verify-pin.ts';

/** The known answer of PBKDF2-HMAC-SHA-256 for "password" and "salt" after 4,096 rounds. */
const KNOWN = {
  salt: Buffer.from('salt').toString('base64url'),
  iterations: 4_096,
  hash: Buffer.from(
    'c5e478d59288c841aa530db6845c4c8d962893a001ce4e11a4963873aa98134a',
    'hex',
  ).toString('base64url'),
};

it('derives as PBKDF2-HMAC-SHA-256 does', async () => {
  expect([await isRightPin('password', KNOWN), await isRightPin('passwore', KNOWN)]).toEqual([
    true,
    false,
  ]);
});
