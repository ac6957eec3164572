import { createHash, createHmac } from 'node:crypto';

/**
 * By which the same thing sent twice is known. The form's id is known to the visitor's phone only – the hub keeps its
 * hash – so nobody who reads the database can find out what was written by trying.
 */
export function fingerprint(formId: string, part: unknown): Buffer {
  return createHmac('sha256', formId).update(JSON.stringify(part)).digest();
}

/** What the hub keeps of a form's id, or of the cookie made from it. */
export function proofOf(formId: string): Buffer {
  return createHash('sha256').update(formId).digest();
}
