import { sql } from 'kysely';
import type { SealedContent } from '../../contract/sealing.ts';
import { inOrganization } from '../../hub/database/database.ts';
import { createKeySafe } from '../../hub/sealing/key-safe.ts';
import { openSealed, type OpenedPart } from '../../hub/sealing/open-sealed.ts';
import { openHubDatabase } from './hub-database.ts';
import type { TestHub } from './hub.ts';
import { TEST_SECRET } from './test-secret.ts';

export type KeptAnswer = {
  readonly kind: string;
  readonly step: string;
  readonly choices: readonly string[] | null;
  /** What was sealed, opened again with the hub's key. */
  readonly content: SealedContent | Extract<OpenedPart, { ok: false }>['reason'] | null;
};

/** What a hub keeps of what was added to a press, in the order of the form. */
export async function keptAnswers(hub: TestHub, pressId: string): Promise<KeptAnswer[]> {
  const database = openHubDatabase(hub);
  try {
    const { organizationId } = hub.demo;
    return await inOrganization(database, organizationId, async (transaction) => {
      const { rows } = await sql<{
        kind: string;
        step: string;
        choices: string[] | null;
        sha256: Buffer | null;
      }>`
        select kind, step, choices, sha256 from follow_up_answers where press_id = ${pressId}::uuid
        order by received_ms, array_position(array['choice', 'text', 'contact'], kind)
      `.execute(transaction);
      const kept: KeptAnswer[] = [];
      for (const { kind, step, choices, sha256 } of rows) {
        const opened =
          sha256 === null
            ? null
            : await openSealed(
                transaction,
                { organizationId, keySafe: createKeySafe(TEST_SECRET) },
                sha256.toString('hex'),
              );
        const content = opened === null ? null : opened.ok ? opened.content : opened.reason;
        kept.push({ kind, step, choices, content });
      }
      return kept;
    });
  } finally {
    await database.destroy();
  }
}
