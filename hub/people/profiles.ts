import { sql } from 'kysely';
import {
  NOTICE_LANGUAGES,
  type NoticeLanguage,
  type Profile,
} from '../../contract/protocol/people.ts';
import type { AppTransaction } from '../database/database.ts';
import { storableJson } from '../database/storable-text.ts';

/** Of who has not said how they want to be told: every way that reaches them, in the first language of the kiosks. */
export function defaultProfile(kioskLanguages: readonly string[]): Profile {
  return { language: noticeLanguage(kioskLanguages), email: true, push: true, quiet: null };
}

function noticeLanguage(kioskLanguages: readonly string[]): NoticeLanguage {
  const tags = kioskLanguages.map((tag) => tag.split('-', 1)[0]);
  return tags.flatMap((tag) => NOTICE_LANGUAGES.filter((known) => known === tag))[0] ?? 'en';
}

/** How each of these members wants to be told; who is no member is not among them. */
export async function readProfiles(
  transaction: AppTransaction,
  userIds: readonly string[],
): Promise<Map<string, Profile>> {
  const { rows } = await sql<{
    user_id: string;
    languages: string[] | null;
    language: NoticeLanguage | null;
    email: boolean;
    push: boolean;
    quiet: Profile['quiet'];
  }>`
    select m.user_id, c.languages, p.language, p.email, p.push, p.quiet
    from members m
    left join profiles p on p.organization_id = m.organization_id and p.user_id = m.user_id
    left join configurations c on c.organization_id = m.organization_id
    where m.user_id = any(${[...userIds]}::uuid[])
  `.execute(transaction);
  return new Map(
    rows.map(({ user_id: userId, languages, language, email, push, quiet }) => [
      userId,
      language === null ? defaultProfile(languages ?? []) : { language, email, push, quiet },
    ]),
  );
}

export async function saveProfile(
  transaction: AppTransaction,
  { organizationId, userId }: { readonly organizationId: string; readonly userId: string },
  { language, email, push, quiet }: Profile,
): Promise<void> {
  const said = { language, email, push, quiet: quiet === null ? null : storableJson(quiet) };
  await transaction
    .insertInto('profiles')
    .values({ organization_id: organizationId, user_id: userId, ...said })
    .onConflict((conflict) => conflict.columns(['organization_id', 'user_id']).doUpdateSet(said))
    .execute();
}
