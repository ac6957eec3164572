import type { Pool } from 'pg';
import type { Retention } from './config.ts';
import type { FailureLog } from './failure-log.ts';
import { findFormerMembers, forgetFormerMember, type Forgetting } from './people/forget-person.ts';
import type { SignIn } from './people/sign-in.ts';
import { repeat } from './repeat.ts';

/** Work that has to be done now and then, by any hub, and harms nobody when two do it. */
export type Chore = { readonly name: string; readonly run: () => Promise<void> };

/** Soon enough that a hub which is restarted every night gets to it. */
const FIRST_AFTER_MS = 60_000;
const CHORE_FAILED = 'housekeeping failed; trying again next time';
const ROWS_AT_ONCE = 5_000;
const PEOPLE_AT_ONCE = 1_000;
/** So that a chore ends, however much has piled up; the next run goes on. */
const MOST_ROUNDS = 200;

/** @returns ends it, once what runs is done. */
export function startHousekeeping(
  chores: readonly Chore[],
  everyMs: number,
  failed: FailureLog,
): () => Promise<void> {
  return repeat(
    async () => {
      for (const { name, run } of chores) {
        await run().catch((error: unknown) => failed(error, CHORE_FAILED, { chore: name }));
      }
    },
    {
      everyMs,
      firstAfterMs: Math.min(FIRST_AFTER_MS, everyMs),
      failed: (error) => failed(error, CHORE_FAILED),
    },
  );
}

/** Access tokens and used assertions that can admit nobody any more, of terminals that fell silent too. */
export function deleteExpiredAccess(pool: Pool, now: () => number): Chore {
  return {
    name: 'delete expired access',
    run: () =>
      deleteInRounds(async () => {
        const { rows } = await pool.query<{ deleted: number }>(
          'select delete_expired_access($1, $2) as deleted',
          [now(), ROWS_AT_ONCE],
        );
        return rows[0]?.deleted ?? 0;
      }),
  };
}

/** Also those that were accepted or withdrawn: each ends, and who was invited is forgotten. */
export function deleteExpiredInvitations(pool: Pool, now: () => number): Chore {
  return {
    name: 'delete expired invitations',
    run: () =>
      deleteInRounds(async () => {
        const { rows } = await pool.query<{ deleted: number }>(
          'select delete_expired_invitations($1, $2) as deleted',
          [now(), ROWS_AT_ONCE],
        );
        return rows[0]?.deleted ?? 0;
      }),
  };
}

export function deleteExpiredSessions(signIn: SignIn): Chore {
  return {
    name: 'delete expired sessions',
    run: () => deleteInRounds(() => signIn.deleteExpiredSessions(ROWS_AT_ONCE)),
  };
}

/** Also those that were never sent: whom they were for has heard by now, or never will. */
export function deleteOldMessages(
  pool: Pool,
  { triesMs, messagesMs }: Pick<Retention, 'triesMs' | 'messagesMs'>,
  now: () => number,
): Chore {
  return {
    name: 'delete old messages',
    run: () =>
      deleteInRounds(async () => {
        const { rows } = await pool.query<{ deleted: number }>(
          'select delete_old_messages($1, $2, $3) as deleted',
          [now() - triesMs, now() - messagesMs, ROWS_AT_ONCE],
        );
        return rows[0]?.deleted ?? 0;
      }),
  };
}

/** Names of people who left, in what is kept for longer, and accounts that belong nowhere any more. */
export function forgetFormerMembers(
  hub: Forgetting,
  { formerMembersMs }: Pick<Retention, 'formerMembersMs'>,
): Chore {
  return {
    name: 'forget former members',
    async run() {
      for (const former of await findFormerMembers(
        hub,
        hub.now() - formerMembersMs,
        PEOPLE_AT_ONCE,
      )) {
        await forgetFormerMember(hub, former);
      }
    },
  };
}

async function deleteInRounds(deleteSome: () => Promise<number>): Promise<void> {
  for (let round = 0; round < MOST_ROUNDS; round += 1) {
    if ((await deleteSome()) < ROWS_AT_ONCE) {
      return;
    }
  }
}
