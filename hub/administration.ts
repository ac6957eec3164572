import { randomBytes } from 'node:crypto';
import type { z } from 'zod';
import type { SealingKey } from '../contract/sealing.ts';
import type { Provisioning } from '../contract/provisioning.ts';
import type { Role } from '../contract/protocol/me.ts';
import type { NoticeLanguage } from '../contract/protocol/people.ts';
import type { ButtonMeaning } from '../contract/terminal-configuration.ts';
import { inOrganization, type AppDatabase } from './database/database.ts';
import type { PageLanguage } from './follow-up/languages.ts';
import { renewStartCode } from './follow-up/answer-links.ts';
import { createSurveyLink, revokeSurveyLink, type SurveyLink } from './follow-up/survey-links.ts';
import { rebuildRollups, type DayRange } from './insights/rebuild-rollups.ts';
import { RUNS_THE_HUB } from './people/grant-rules.ts';
import { forgetPerson, type ForgetOutcome } from './people/forget-person.ts';
import { createInvitation, invitationUrl } from './people/invitations.ts';
import { findOrganizationsOf } from './people/organizations-of.ts';
import { giveGrants, saveAccount } from './people/members.ts';
import type { SignIn } from './people/sign-in.ts';
import { countUpConfiguration } from './publishing/configuration-version.ts';
import { findLocation, requireOrganization } from './publishing/known-places.ts';
import { Publication, QuestionnaireContent, type Published } from './publishing/publication.ts';
import { publishConfiguration } from './publishing/publish-configuration.ts';
import { latestVersion, publishQuestionnaire } from './publishing/publish-questionnaire.ts';
import { deleteDevices } from './push/push-devices.ts';
import { ensureDefaultRules } from './rules/default-rules.ts';
import type { KeySafe } from './sealing/key-safe.ts';
import { currentSealingKey, rotateSealingKey } from './sealing/sealing-keys.ts';
import { sha256 } from './terminals/access-token.ts';
import { provisionTerminal } from './terminals/provision-terminal.ts';

/** Sets up what terminals and people then use. Whatever a terminal's configuration shows counts its version up. */
export type Administration = {
  createOrganization(organization: { id?: string; name: string }): Promise<string>;
  createLocation(
    organizationId: string,
    location: { id?: string; name: string; parentId?: string },
  ): Promise<string>;
  createTouchpoint(
    organizationId: string,
    touchpoint: { id?: string; name: string; locationId: string; questionnaireId?: string },
  ): Promise<string>;
  /** Publishes a questionnaire, or the next version of the one with this id. */
  publishQuestionnaire(
    organizationId: string,
    questionnaire: { id?: string } & z.input<typeof QuestionnaireContent>,
  ): Promise<{ id: string; version: number }>;
  /**
   * All of it together.
   *
   * @throws UnknownPlaceError when it names something the organization does not have.
   */
  publishConfiguration(
    organizationId: string,
    publication: z.input<typeof Publication>,
  ): Promise<Published>;
  /** From now on terminals seal to a new key; what was sealed to earlier ones can still be opened. */
  rotateSealingKey(organizationId: string): Promise<SealingKey>;
  assignTerminal(
    organizationId: string,
    terminalId: string,
    touchpointId: string | null,
  ): Promise<void>;
  /** Its tokens are refused from this moment on; what it has recorded stays with it. */
  revokeTerminal(organizationId: string, terminalId: string): Promise<void>;
  /** @returns the key itself, which is nowhere else: the hub keeps its hash. */
  createEnrolmentKey(
    organizationId: string,
    key?: { touchpointId?: string; useLimit?: number; expiresAtMs?: number; key?: string },
  ): Promise<{ id: string; key: string }>;
  revokeEnrolmentKey(organizationId: string, enrolmentKeyId: string): Promise<void>;
  /**
   * Enrols a terminal in its place, with a key made for it; what is returned is as secret as that key.
   *
   * @throws UnknownPlaceError when the organization has no such touchpoint.
   */
  provisionTerminal(organizationId: string, touchpointId: string): Promise<Provisioning>;
  /**
   * Somebody who may sign in, with this role at a location and all below it, or everywhere. An account that exists keeps
   * its name and password: they belong to the person, who may belong to other organizations too.
   */
  saveMember(
    organizationId: string,
    member: { email: string; name: string; password: string; role: Role; locationId?: string },
  ): Promise<string>;
  /**
   * Invites an address in the name of the organization, whoever its people are.
   *
   * @param invitation its location by name or id; without one it is everywhere.
   * @returns the link, which is nowhere else: the hub keeps its hash.
   * @throws UnknownPlaceError when there is no such organization or location.
   */
  inviteMember(
    organizationId: string,
    invitation: { email: string; role: Role; location?: string; language: NoticeLanguage },
  ): Promise<string>;
  /**
   * Ends the membership of the account with this address wherever it is one, takes the name out of everything that is
   * kept, and deletes the account.
   */
  forgetPerson(email: string): Promise<ForgetOutcome>;
  /** Ends every session of the account and pushes to its devices as well. False when there is no account with this address. */
  setPassword(email: string, password: string): Promise<boolean>;
  /** @returns how many events were read; see {@link rebuildRollups}. */
  rebuildRollups(organizationId: string, days: DayRange): Promise<number>;
  /** A link by which anybody may answer the touchpoint's question, until it is revoked. */
  createSurveyLink(
    organizationId: string,
    touchpointId: string,
    language?: PageLanguage,
  ): Promise<SurveyLink>;
  /** @returns false when the organization has no such link. */
  revokeSurveyLink(organizationId: string, url: string): Promise<boolean>;
  /**
   * Ends the codes that the touchpoint's start screen has shown; its terminals fetch another one.
   *
   * @returns false when it has shown none yet.
   * @throws UnknownPlaceError when the organization has no such touchpoint.
   */
  renewStartCode(organizationId: string, touchpointId: string): Promise<boolean>;
  /** The version published last, or 0. */
  questionnaireVersion(organizationId: string, questionnaireId: string): Promise<number>;
};

const DEFAULT_LANGUAGES = ['nl', 'en'];
/** Of the reference box. */
const DEFAULT_BUTTONS: Readonly<Record<string, ButtonMeaning>> = {
  0: 'positive',
  1: 'neutral',
  2: 'negative',
  5: 'staff',
};
const DEFAULT_THANKS_MS = 3_000;
const DEFAULT_HEARTBEAT_MS = 60_000;

/** Ids may be handed in so that a seed can be run again; a row that is there already is left as it is. */
export function createAdministration(on: {
  database: AppDatabase;
  signIn: SignIn;
  keySafe: KeySafe;
  /** Origin under which terminals reach the hub. */
  publicUrl: string;
  now: () => number;
  newId: () => string;
}): Administration {
  const { database, signIn, keySafe, publicUrl, now, newId } = on;
  const keyMaking = (organizationId: string) => ({ organizationId, keySafe, nowMs: now() });

  return {
    async createOrganization({ id = newId(), name }) {
      await inOrganization(database, id, async (transaction) => {
        await transaction
          .insertInto('organizations')
          .values({ organization_id: id, name, created_at_ms: now() })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        await transaction
          .insertInto('configurations')
          .values({
            organization_id: id,
            version: 1,
            languages: JSON.stringify(DEFAULT_LANGUAGES),
            buttons: JSON.stringify(DEFAULT_BUTTONS),
            thanks_ms: DEFAULT_THANKS_MS,
            heartbeat_ms: DEFAULT_HEARTBEAT_MS,
          })
          .onConflict((conflict) => conflict.doNothing())
          .execute();
        await currentSealingKey(transaction, keyMaking(id));
        await ensureDefaultRules(transaction, id, { nowMs: now(), newId });
      });
      return id;
    },

    async createLocation(organizationId, { id = newId(), name, parentId }) {
      await inOrganization(database, organizationId, (transaction) =>
        transaction
          .insertInto('locations')
          .values({
            organization_id: organizationId,
            location_id: id,
            parent_id: parentId ?? null,
            name,
          })
          .onConflict((conflict) => conflict.doNothing())
          .execute(),
      );
      return id;
    },

    async createTouchpoint(organizationId, { id = newId(), name, locationId, questionnaireId }) {
      await inOrganization(database, organizationId, (transaction) =>
        transaction
          .insertInto('touchpoints')
          .values({
            organization_id: organizationId,
            touchpoint_id: id,
            location_id: locationId,
            name,
            questionnaire_id: questionnaireId ?? null,
          })
          .onConflict((conflict) => conflict.doNothing())
          .execute(),
      );
      return id;
    },

    async publishQuestionnaire(organizationId, { id = newId(), ...content }) {
      return inOrganization(database, organizationId, async (transaction) => {
        await countUpConfiguration(transaction);
        const read = QuestionnaireContent.parse(content);
        return { id, version: await publishQuestionnaire(transaction, organizationId, id, read) };
      });
    },

    publishConfiguration: (organizationId, publication) =>
      inOrganization(database, organizationId, (transaction) =>
        publishConfiguration(transaction, organizationId, Publication.parse(publication), on),
      ),

    rotateSealingKey: (organizationId) =>
      inOrganization(database, organizationId, async (transaction) => {
        await requireOrganization(transaction, organizationId);
        return rotateSealingKey(transaction, keyMaking(organizationId));
      }),

    async assignTerminal(organizationId, terminalId, touchpointId) {
      await inOrganization(database, organizationId, async (transaction) => {
        await countUpConfiguration(transaction);
        await transaction
          .updateTable('terminals')
          .set({ touchpoint_id: touchpointId })
          .where('terminal_id', '=', terminalId)
          .execute();
      });
    },

    async revokeTerminal(organizationId, terminalId) {
      await inOrganization(database, organizationId, async (transaction) => {
        await transaction
          .updateTable('terminals')
          .set({ revoked_at_ms: now() })
          .where('terminal_id', '=', terminalId)
          .execute();
        await transaction
          .deleteFrom('access_tokens')
          .where('terminal_id', '=', terminalId)
          .execute();
      });
    },

    async createEnrolmentKey(organizationId, options = {}) {
      const id = newId();
      const key = options.key ?? randomBytes(20).toString('base64url');
      await inOrganization(database, organizationId, (transaction) =>
        transaction
          .insertInto('enrolment_keys')
          .values({
            organization_id: organizationId,
            enrolment_key_id: id,
            key_sha256: sha256(key),
            touchpoint_id: options.touchpointId ?? null,
            use_limit: options.useLimit ?? null,
            expires_at_ms: options.expiresAtMs ?? null,
          })
          .execute(),
      );
      return { id, key };
    },

    async revokeEnrolmentKey(organizationId, enrolmentKeyId) {
      await inOrganization(database, organizationId, (transaction) =>
        transaction
          .updateTable('enrolment_keys')
          .set({ revoked_at_ms: now() })
          .where('enrolment_key_id', '=', enrolmentKeyId)
          .execute(),
      );
    },

    provisionTerminal: (organizationId, touchpointId) =>
      provisionTerminal({ ...on, nowMs: now() }, organizationId, touchpointId),

    async saveMember(organizationId, { email, name, password, role, locationId = null }) {
      const account = await signIn.ensureUser({ email, name, password, isVerified: true });
      const { userId } = account;
      await inOrganization(database, organizationId, async (transaction) => {
        await saveAccount(transaction, organizationId, account);
        await giveGrants(transaction, { organizationId, userId }, [{ role, locationId }]);
      });
      return userId;
    },

    inviteMember: (organizationId, { email, role, location, language }) =>
      inOrganization(database, organizationId, async (transaction) => {
        await requireOrganization(transaction, organizationId);
        const { name } = await transaction
          .selectFrom('organizations')
          .select('name')
          .executeTakeFirstOrThrow();
        const locationId =
          location === undefined ? null : await findLocation(transaction, location);
        const { token } = await createInvitation(transaction, {
          id: newId(),
          organizationId,
          email: email.toLowerCase(),
          grants: [{ role, locationId }],
          language,
          by: { userId: null, name, giver: RUNS_THE_HUB },
          nowMs: now(),
        });
        return invitationUrl(publicUrl, token);
      }),

    rebuildRollups: (organizationId, days) => rebuildRollups(database, organizationId, days),

    createSurveyLink: (organizationId, touchpointId, language) =>
      inOrganization(database, organizationId, (transaction) =>
        createSurveyLink(
          transaction,
          { organizationId, touchpointId },
          { publicUrl, language: language ?? null, nowMs: now() },
        ),
      ),

    revokeSurveyLink: (organizationId, url) =>
      inOrganization(database, organizationId, (transaction) =>
        revokeSurveyLink(transaction, url, now()),
      ),

    renewStartCode: (organizationId, touchpointId) =>
      inOrganization(database, organizationId, (transaction) =>
        renewStartCode(transaction, { organizationId, touchpointId }),
      ),

    forgetPerson: (email) => forgetPerson({ database, signIn, now }, email),

    async setPassword(email, password) {
      const userId = await signIn.setPassword(email, password);
      if (userId === null) {
        return false;
      }
      for (const organizationId of await findOrganizationsOf(database, userId)) {
        await inOrganization(database, organizationId, (transaction) =>
          deleteDevices(transaction, userId),
        );
      }
      return true;
    },

    async questionnaireVersion(organizationId, questionnaireId) {
      return inOrganization(database, organizationId, (transaction) =>
        latestVersion(transaction, questionnaireId),
      );
    },
  };
}
