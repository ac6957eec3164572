import { pbkdf2Sync, randomBytes } from 'node:crypto';
import type { StaffPin } from '../../contract/staff-pin.ts';

/** The PIN of the staff menus in tests. */
export const PIN = '271828';
export const WRONG_PIN = '314159';

/** What a terminal's configuration says of these digits. */
export function staffPinOf(digits: string): StaffPin {
  const salt = randomBytes(16);
  const iterations = 600_000;
  return {
    salt: salt.toString('base64url'),
    iterations,
    hash: pbkdf2Sync(digits, salt, iterations, 32, 'sha256').toString('base64url'),
  };
}
