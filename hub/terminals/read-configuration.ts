import { sql } from 'kysely';
import type { OpeningHours } from '../../contract/opening-hours.ts';
import { TerminalConfiguration } from '../../contract/terminal-configuration.ts';
import type { AppTransaction } from '../database/database.ts';
import { startUrlFor } from '../follow-up/answer-links.ts';
import { questionnaireOf } from '../publishing/read-questionnaire.ts';
import { currentSealingKey, type KeyMaking } from '../sealing/sealing-keys.ts';

/** What of a configuration the hub itself decides. */
export type ConfigurationSource = KeyMaking & {
  /** Origin under which visitors reach the hub. */
  readonly publicUrl: string;
};

/** How many locations stand above each other at most. */
const MAX_DEPTH = 32;

/** What this terminal is to ask, as published last. */
export async function readConfiguration(
  transaction: AppTransaction,
  terminalId: string,
  source: ConfigurationSource,
): Promise<TerminalConfiguration> {
  // Before the version is read: where there is no key yet, making it counts up.
  await currentSealingKey(transaction, source);
  const row = await transaction
    .selectFrom('terminals as t')
    .innerJoin('configurations as c', 'c.organization_id', 't.organization_id')
    .leftJoin('touchpoints as p', (join) =>
      join
        .onRef('p.organization_id', '=', 't.organization_id')
        .onRef('p.touchpoint_id', '=', 't.touchpoint_id'),
    )
    .leftJoin('locations as l', (join) =>
      join
        .onRef('l.organization_id', '=', 'p.organization_id')
        .onRef('l.location_id', '=', 'p.location_id'),
    )
    .leftJoin('questionnaires as q', (join) =>
      join
        .onRef('q.organization_id', '=', 'p.organization_id')
        .onRef('q.questionnaire_id', '=', 'p.questionnaire_id'),
    )
    .where('t.terminal_id', '=', terminalId)
    .orderBy('q.version', 'desc')
    .limit(1)
    .select([
      't.name as terminal_name',
      'c.version',
      'c.languages',
      'c.buttons',
      'c.thanks_ms',
      'c.heartbeat_ms',
      'c.appearance',
      'c.hours',
      'c.staff_pin',
      'p.touchpoint_id',
      'p.name as touchpoint_name',
      'l.location_id',
      'l.name as location_name',
      'q.questionnaire_id',
      'q.version as questionnaire_version',
      'q.kind',
      'q.question',
      'q.ends',
      'q.paths',
      'q.step_timeout_ms',
    ])
    .executeTakeFirstOrThrow();
  // After it: a key that came in between goes out early, and not an older one under the version that it counted up.
  const sealing = await currentSealingKey(transaction, source);
  return TerminalConfiguration.parse({
    version: row.version,
    terminal: { id: terminalId, name: row.terminal_name },
    touchpoint:
      row.touchpoint_id === null ||
      row.touchpoint_name === null ||
      row.location_id === null ||
      row.location_name === null
        ? null
        : {
            id: row.touchpoint_id,
            name: row.touchpoint_name,
            location: { id: row.location_id, name: row.location_name },
          },
    questionnaire:
      row.questionnaire_id === null ||
      row.questionnaire_version === null ||
      row.kind === null ||
      row.question === null
        ? null
        : questionnaireOf({
            ...row,
            questionnaire_id: row.questionnaire_id,
            version: row.questionnaire_version,
            kind: row.kind,
            question: row.question,
          }),
    languages: row.languages,
    buttons: row.buttons,
    thanksMs: row.thanks_ms,
    heartbeatMs: row.heartbeat_ms,
    appearance: row.appearance,
    hours:
      row.location_id === null
        ? row.hours
        : ((await hoursOf(transaction, row.location_id)) ?? row.hours),
    followUp: {
      pageUrl: `${source.publicUrl}/f`,
      startUrl:
        row.touchpoint_id === null
          ? null
          : await startUrlFor(transaction, { ...source, touchpointId: row.touchpoint_id }, source),
    },
    sealing,
    staffPin: row.staff_pin,
  });
}

/** Of the location, or of the nearest above it that has some of its own. */
async function hoursOf(
  transaction: AppTransaction,
  locationId: string,
): Promise<OpeningHours | null> {
  const { rows } = await sql<{ hours: OpeningHours }>`
    with recursive above as (
      select parent_id, hours, 1 as depth from locations where location_id = ${locationId}::uuid
      union all
      select l.parent_id, l.hours, a.depth + 1 from locations l join above a on l.location_id = a.parent_id
      where a.hours is null and a.depth < ${MAX_DEPTH}
    )
    select hours from above where hours is not null
  `.execute(transaction);
  return rows[0]?.hours ?? null;
}
