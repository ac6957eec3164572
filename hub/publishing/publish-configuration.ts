import { sql } from 'kysely';
import { lookAgainAtAlerts } from '../alerts/look-again.ts';
import type { AppTransaction } from '../database/database.ts';
import { storableJson } from '../database/storable-text.ts';
import { countUpConfiguration } from './configuration-version.ts';
import { requireOrganization, unknownPlace } from './known-places.ts';
import type { Publication, Published, QuestionnaireContent } from './publication.ts';
import { publishQuestionnaire } from './publish-questionnaire.ts';

/**
 * Publishes all of it as one version of the organization's configuration.
 *
 * @throws UnknownPlaceError when it names a place that there is not.
 */
export async function publishConfiguration(
  transaction: AppTransaction,
  organizationId: string,
  publication: Publication,
  { now, newId }: { readonly now: () => number; readonly newId: () => string },
): Promise<Published> {
  await requireOrganization(transaction, organizationId);
  const version = await countUpConfiguration(transaction);
  await changeConfiguration(transaction, organizationId, publication);
  for (const [locationId, { hours }] of Object.entries(publication.locations ?? {})) {
    const location = await transaction
      .updateTable('locations')
      .set({ hours: hours === null ? null : storableJson(hours) })
      .where('location_id', '=', locationId)
      .returning('location_id')
      .executeTakeFirst();
    if (location === undefined) {
      throw await unknownPlace(transaction, 'locations', locationId);
    }
  }
  if (publication.hours !== undefined || publication.locations !== undefined) {
    await lookAgainAtAlerts(transaction, now());
  }
  const questionnaires: Published['questionnaires'][number][] = [];
  for (const [touchpointId, { questionnaire }] of Object.entries(publication.touchpoints ?? {})) {
    questionnaires.push(
      await askAt(transaction, organizationId, touchpointId, questionnaire, newId),
    );
  }
  return { version, questionnaires };
}

async function changeConfiguration(
  transaction: AppTransaction,
  organizationId: string,
  {
    languages,
    buttons,
    thanksMs,
    heartbeatMs,
    appearance,
    hours,
    staffPin,
    inStoreAlert,
  }: Publication,
): Promise<void> {
  await transaction
    .updateTable('configurations')
    .set({
      ...(languages === undefined ? {} : { languages: storableJson(languages) }),
      ...(buttons === undefined ? {} : { buttons: storableJson(buttons) }),
      ...(thanksMs === undefined ? {} : { thanks_ms: thanksMs }),
      ...(heartbeatMs === undefined ? {} : { heartbeat_ms: heartbeatMs }),
      ...(appearance === undefined ? {} : { appearance: storableJson(appearance) }),
      ...(hours === undefined ? {} : { hours: hours === null ? null : storableJson(hours) }),
      ...(staffPin === undefined
        ? {}
        : { staff_pin: staffPin === null ? null : storableJson(staffPin) }),
      ...(inStoreAlert === undefined ? {} : { in_store_alert: storableJson(inStoreAlert) }),
      organization_id: organizationId,
    })
    .execute();
}

/** The next version of the questionnaire that this touchpoint has to itself, or the first of one. */
async function askAt(
  transaction: AppTransaction,
  organizationId: string,
  touchpointId: string,
  content: QuestionnaireContent,
  newId: () => string,
): Promise<Published['questionnaires'][number]> {
  const touchpoint = await transaction
    .selectFrom('touchpoints as t')
    .where('t.touchpoint_id', '=', touchpointId)
    .select((from) => [
      't.name',
      't.questionnaire_id',
      from
        .exists(
          from
            .selectFrom('touchpoints as other')
            .whereRef('other.questionnaire_id', '=', 't.questionnaire_id')
            .whereRef('other.touchpoint_id', '<>', 't.touchpoint_id')
            .select(sql`1`.as('one')),
        )
        .as('shared'),
    ])
    .executeTakeFirst();
  if (touchpoint === undefined) {
    throw await unknownPlace(transaction, 'touchpoints', touchpointId);
  }
  const own = touchpoint.shared === true ? null : touchpoint.questionnaire_id;
  const id = own ?? newId();
  const version = await publishQuestionnaire(transaction, organizationId, id, content);
  if (own === null) {
    await transaction
      .updateTable('touchpoints')
      .set({ questionnaire_id: id })
      .where('touchpoint_id', '=', touchpointId)
      .execute();
  }
  return { touchpoint: touchpoint.name, id, version };
}
