import { sql } from 'kysely';
import type { PolicyContent, RuleCondition } from '../../contract/alert-rule.ts';
import type { NoticeLanguage } from '../../contract/protocol/people.ts';
import type { AppTransaction } from '../database/database.ts';

const MINUTE_MS = 60_000;

type DefaultNames = {
  readonly staffFirst: string;
  readonly technical: string;
  readonly negative: string;
  readonly help: string;
  readonly offline: string;
  readonly boxLost: string;
};

const NAMES: Readonly<Record<NoticeLanguage, DefaultNames>> = {
  en: {
    staffFirst: 'Staff at once, managers after 10 minutes',
    technical: 'IT at once',
    negative: 'Each red press',
    help: 'Somebody asks for help',
    offline: 'Terminal out of reach for 15 minutes',
    boxLost: 'Button box lost for 5 minutes',
  },
  nl: {
    staffFirst: 'Medewerkers meteen, managers na 10 minuten',
    technical: 'IT meteen',
    negative: 'Elke rode druk',
    help: 'Iemand vraagt om hulp',
    offline: 'Terminal 15 minuten onbereikbaar',
    boxLost: 'Knoppenkast 5 minuten kwijt',
  },
  de: {
    staffFirst: 'Personal sofort, Leitung nach 10 Minuten',
    technical: 'IT sofort',
    negative: 'Jeder rote Druck',
    help: 'Jemand bittet um Hilfe',
    offline: 'Terminal seit 15 Minuten nicht erreichbar',
    boxLost: 'Tastenbox seit 5 Minuten weg',
  },
  fr: {
    staffFirst: 'Équipe tout de suite, responsables après 10 minutes',
    technical: 'Informatique tout de suite',
    negative: 'Chaque appui rouge',
    help: 'Quelqu’un demande de l’aide',
    offline: 'Terminal injoignable depuis 15 minutes',
    boxLost: 'Boîtier à boutons perdu depuis 5 minutes',
  },
  nb: {
    staffFirst: 'Ansatte med en gang, ledere etter 10 minutter',
    technical: 'IT med en gang',
    negative: 'Hvert røde trykk',
    help: 'Noen ber om hjelp',
    offline: 'Terminal utilgjengelig i 15 minutter',
    boxLost: 'Knappeboks borte i 5 minutter',
  },
};

const STAFF_FIRST: Omit<PolicyContent, 'name'> = {
  levels: [
    { afterMs: 0, people: [{ kind: 'on-duty' }], channels: 'all' },
    { afterMs: 10 * MINUTE_MS, people: [{ kind: 'role', role: 'manager' }], channels: [] },
  ],
  waits: 'open',
  remindEveryMs: 5 * MINUTE_MS,
};
const TECHNICAL: Omit<PolicyContent, 'name'> = {
  levels: [{ afterMs: 0, people: [{ kind: 'role', role: 'it' }], channels: [] }],
  waits: 'always',
  remindEveryMs: null,
};

/** Two key numbers of a lock; the first says what for. */
const DEFAULTS_LOCK = 4_715_005;

/**
 * Gives an organization that has never had a rule the usual ones: each negative press and each cry for help to staff,
 * technical trouble to IT. One that deleted them all keeps none.
 */
export async function ensureDefaultRules(
  transaction: AppTransaction,
  organizationId: string,
  how: { readonly nowMs: number; readonly newId: () => string },
): Promise<void> {
  await sql`select pg_advisory_xact_lock(${DEFAULTS_LOCK}, hashtext(${organizationId}))`.execute(
    transaction,
  );
  const { rows } = await sql<{ has_rules: boolean; language: string | null }>`
    select exists (select from alert_rules) as has_rules,
      (select languages ->> 0 from configurations) as language
  `.execute(transaction);
  if (rows[0]?.has_rules === true) {
    return;
  }
  const names = NAMES[languageOf(rows[0]?.language ?? null)];
  const staffFirst = how.newId();
  const technical = how.newId();
  const rules: readonly [string, RuleCondition, string][] = [
    [names.negative, { kind: 'each-negative' }, staffFirst],
    [names.help, { kind: 'help-asked' }, staffFirst],
    [names.offline, { kind: 'offline', forMs: 15 * MINUTE_MS }, technical],
    [names.boxLost, { kind: 'box-lost', forMs: 5 * MINUTE_MS }, technical],
  ];
  const made = { organization_id: organizationId, version: 1, changed_at_ms: how.nowMs };
  const unsigned = { changed_by: null, changed_by_user_id: null };
  await transaction
    .insertInto('escalation_policies')
    .values(
      [
        { id: staffFirst, name: names.staffFirst, content: STAFF_FIRST },
        { id: technical, name: names.technical, content: TECHNICAL },
      ].map(({ id, name, content }) => ({
        ...made,
        ...unsigned,
        policy_id: id,
        name,
        levels: JSON.stringify(content.levels),
        waits: content.waits,
        remind_every_ms: content.remindEveryMs,
      })),
    )
    .execute();
  await transaction
    .insertInto('alert_rules')
    .values(
      rules.map(([name, condition, policyId]) => ({
        ...made,
        ...unsigned,
        rule_id: how.newId(),
        name,
        enabled: true,
        condition: JSON.stringify(condition),
        scope: JSON.stringify({ locationIds: [], touchpointIds: [], hours: 'always' }),
        policy_id: policyId,
      })),
    )
    .execute();
}

function languageOf(tag: string | null): NoticeLanguage {
  const primary = tag?.split('-')[0] ?? '';
  return Object.hasOwn(NAMES, primary) ? (primary as NoticeLanguage) : 'en';
}
