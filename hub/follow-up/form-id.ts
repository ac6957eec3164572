import { randomBytes } from 'node:crypto';

/** See `FormId`. */
export function newFormId(): string {
  return randomBytes(16).toString('base64url');
}
