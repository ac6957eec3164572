import { pbkdf2, randomBytes } from 'node:crypto';
import { promisify } from 'node:util';
import type { StaffPin } from '../../contract/staff-pin.ts';

const ITERATIONS = 600_000;
const SALT_BYTES = 16;
const HASH_BYTES = 32;

/** What terminals are told of a PIN. */
export async function hashPin(digits: string): Promise<StaffPin> {
  const salt = randomBytes(SALT_BYTES);
  const hash = await promisify(pbkdf2)(digits, salt, ITERATIONS, HASH_BYTES, 'sha256');
  return {
    salt: salt.toString('base64url'),
    iterations: ITERATIONS,
    hash: hash.toString('base64url'),
  };
}
