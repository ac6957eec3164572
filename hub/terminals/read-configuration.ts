import { TerminalConfiguration } from '../../contract/terminal-configuration.ts';
import type { AppTransaction } from '../database/database.ts';

/** What this terminal is to ask, as published last. */
export async function readConfiguration(
  transaction: AppTransaction,
  terminalId: string,
): Promise<TerminalConfiguration> {
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
      'p.touchpoint_id',
      'p.name as touchpoint_name',
      'l.location_id',
      'l.name as location_name',
      'q.questionnaire_id',
      'q.version as questionnaire_version',
      'q.kind',
      'q.question',
    ])
    .executeTakeFirstOrThrow();
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
        : {
            id: row.questionnaire_id,
            version: row.questionnaire_version,
            kind: row.kind,
            question: row.question,
          },
    languages: row.languages,
    buttons: row.buttons,
    thanksMs: row.thanks_ms,
    heartbeatMs: row.heartbeat_ms,
  });
}
