import { pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';
import type { StaffPin } from '../../contract/staff-pin.ts';

const derive = promisify(pbkdf2);

/** Off the main thread: presses go on meanwhile. Both hashes are compared whole, whatever they begin with. */
export async function isRightPin(
  digits: string,
  { salt, iterations, hash }: StaffPin,
): Promise<boolean> {
  const expected = Buffer.from(hash, 'base64url');
  const derived = await derive(
    digits,
    Buffer.from(salt, 'base64url'),
    iterations,
    expected.length,
    'sha256',
  );
  return timingSafeEqual(derived, expected);
}
