import { createHmac, timingSafeEqual } from 'node:crypto';

/** How long a start screen's code goes on working after its day: a terminal may be offline for so long. */
export const DAY_CODE_LASTS_DAYS = 14;
/** Letters of base64url: 48 bits. */
export const DAY_CODE_LENGTH = 8;

const DAY_MS = 86_400_000;
const DAY_CODE_BYTES = 6;

/** What a start screen's link ends in on the UTC day of `nowMs`; another every day. */
export function dayCode(key: Uint8Array, nowMs: number): string {
  return codeOf(key, dayOf(nowMs)).toString('base64url');
}

/** How many days ago a link that ends in this was given out: 0 is today. Null when it was not, or too long ago. */
export function ageOfDayCode(key: Uint8Array, code: string, nowMs: number): number | null {
  const given = Buffer.from(code, 'base64url');
  const today = dayOf(nowMs);
  if (given.length !== DAY_CODE_BYTES) {
    return null;
  }
  const ages = Array.from({ length: DAY_CODE_LASTS_DAYS + 1 }, (_, daysAgo) => daysAgo);
  return ages.find((daysAgo) => timingSafeEqual(codeOf(key, today - daysAgo), given)) ?? null;
}

function dayOf(nowMs: number): number {
  return Math.floor(nowMs / DAY_MS);
}

function codeOf(key: Uint8Array, day: number): Buffer {
  return createHmac('sha256', key)
    .update(`glimlach start code ${day}`)
    .digest()
    .subarray(0, DAY_CODE_BYTES);
}
