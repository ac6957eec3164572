import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { AppDatabase, AppTransaction } from '../database/database.ts';
import { countUpConfiguration } from '../publishing/configuration-version.ts';
import { requireTouchpoint } from '../publishing/known-places.ts';
import { ageOfDayCode, dayCode, DAY_CODE_LENGTH } from './day-code.ts';

/** Letters of base64url: a start link's name is followed by a day code; a survey link's stands alone. */
const START_NAME_LENGTH = 8;
export const SURVEY_NAME_LENGTH = 12;
const DAY_KEY_BYTES = 32;

/** Where links lead. */
export const LINK_PATH = '/f/s';

export type AnswerLink = {
  readonly organizationId: string;
  readonly touchpointId: string;
  /** Its name in the database, without what changes daily. */
  readonly link: string;
  /** How many days ago the start screen showed this code; null for a survey link. */
  readonly codeAgeDays: number | null;
};

export type FoundLink =
  | { readonly outcome: 'found'; readonly link: AnswerLink }
  | { readonly outcome: 'missing' }
  | { readonly outcome: 'ended' };

/** Whose a link is; for any text. `ended`: it was revoked, or its day is long gone. */
export async function findAnswerLink(
  database: AppDatabase,
  code: string,
  nowMs: number,
): Promise<FoundLink> {
  const isStart = code.length === START_NAME_LENGTH + DAY_CODE_LENGTH;
  if (!/^[A-Za-z0-9_-]+$/.test(code) || (!isStart && code.length !== SURVEY_NAME_LENGTH)) {
    return { outcome: 'missing' };
  }
  const name = isStart ? code.slice(0, START_NAME_LENGTH) : code;
  const { rows } = await sql<{
    organization_id: string;
    touchpoint_id: string;
    day_key: Buffer | null;
    revoked: boolean;
  }>`select * from find_answer_link(${name})`.execute(database);
  const found = rows[0];
  if (found === undefined || isStart !== (found.day_key !== null)) {
    return { outcome: 'missing' };
  }
  const codeAgeDays =
    found.day_key === null
      ? null
      : ageOfDayCode(found.day_key, code.slice(START_NAME_LENGTH), nowMs);
  return found.revoked || (isStart && codeAgeDays === null)
    ? { outcome: 'ended' }
    : {
        outcome: 'found',
        link: {
          organizationId: found.organization_id,
          touchpointId: found.touchpoint_id,
          link: name,
          codeAgeDays,
        },
      };
}

/**
 * The address behind the start screen's code: another every UTC day, and each works for {@link DAY_CODE_LASTS_DAYS}
 * days more. Makes the touchpoint's link where it has none yet.
 */
export async function startUrlFor(
  transaction: AppTransaction,
  touchpoint: { readonly organizationId: string; readonly touchpointId: string },
  at: { readonly publicUrl: string; readonly nowMs: number },
): Promise<string> {
  const { link, dayKey } =
    (await readStartLink(transaction, touchpoint.touchpointId)) ??
    (await makeStartLink(transaction, touchpoint, at.nowMs));
  return `${at.publicUrl}${LINK_PATH}/${link}${dayCode(dayKey, at.nowMs)}`;
}

/**
 * From now on the codes that the touchpoint's start screen has shown lead to a page that says that they have ended;
 * its terminals show another one when they have heard of it.
 *
 * @returns false when it has shown none yet.
 * @throws UnknownPlaceError when the organization has no such touchpoint.
 */
export async function renewStartCode(
  transaction: AppTransaction,
  { organizationId, touchpointId }: { organizationId: string; touchpointId: string },
): Promise<boolean> {
  await requireTouchpoint(transaction, organizationId, touchpointId);
  await countUpConfiguration(transaction);
  const { numUpdatedRows } = await transaction
    .updateTable('answer_links')
    .set({ day_key: randomBytes(DAY_KEY_BYTES) })
    .where('touchpoint_id', '=', touchpointId)
    .where('kind', '=', 'start')
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}

type StartLink = { readonly link: string; readonly dayKey: Buffer };

async function readStartLink(
  transaction: AppTransaction,
  touchpointId: string,
): Promise<StartLink | null> {
  const row = await transaction
    .selectFrom('answer_links')
    .where('touchpoint_id', '=', touchpointId)
    .where('kind', '=', 'start')
    .select(['link', 'day_key'])
    .executeTakeFirst();
  return row === undefined || row.day_key === null ? null : { link: row.link, dayKey: row.day_key };
}

async function makeStartLink(
  transaction: AppTransaction,
  { organizationId, touchpointId }: { organizationId: string; touchpointId: string },
  nowMs: number,
): Promise<StartLink> {
  const made = {
    link: randomBytes((START_NAME_LENGTH * 3) / 4).toString('base64url'),
    dayKey: randomBytes(DAY_KEY_BYTES),
  };
  await transaction
    .insertInto('answer_links')
    .values({
      organization_id: organizationId,
      link: made.link,
      touchpoint_id: touchpointId,
      kind: 'start',
      day_key: made.dayKey,
      created_at_ms: nowMs,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  // Another terminal of the touchpoint may have been faster.
  return (await readStartLink(transaction, touchpointId)) ?? made;
}
