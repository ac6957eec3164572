import { TerminalConfiguration } from '../../contract/terminal-configuration.ts';
import type { AppTransaction } from '../database/database.ts';
import { startUrlFor } from '../follow-up/answer-links.ts';
import { closedDaysAhead, readHours } from '../places/location-hours.ts';
import { questionnaireOf } from '../publishing/read-questionnaire.ts';
import { currentSealingKey, type KeyMaking } from '../sealing/sealing-keys.ts';

/** What of a configuration the hub itself decides. */
export type ConfigurationSource = KeyMaking & {
  /** Origin under which visitors reach the hub. */
  readonly publicUrl: string;
};

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
      'c.staff_pin',
      'c.in_store_alert',
      't.shell',
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
  const hours = (await readHours(transaction, [row.location_id], source.nowMs))(row.location_id);
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
    hours: hours === null ? null : closedDaysAhead(hours, source.nowMs),
    followUp: {
      pageUrl: `${source.publicUrl}/f`,
      startUrl:
        row.touchpoint_id === null
          ? null
          : await startUrlFor(transaction, { ...source, touchpointId: row.touchpoint_id }, source),
    },
    sealing,
    staffPin: row.staff_pin,
    // A browser could not post anything, and has nowhere to keep a secret.
    inStoreAlert:
      row.shell === 'browser' ? { ...row.in_store_alert, webhook: null } : row.in_store_alert,
  });
}
