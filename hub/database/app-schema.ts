import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { HeartbeatRequest } from '../../contract/protocol/heartbeat.ts';
import type { PublicKeyJwk } from '../../contract/protocol/enrolment.ts';
import type { Role } from '../../contract/protocol/me.ts';
import type { LocalizedText } from '../../contract/localized-text.ts';
import type { ButtonMeaning } from '../../contract/terminal-configuration.ts';

/** Tables of the schema `app` as the hub reads and writes them; `bigint` arrives as a number. */
export type AppSchema = {
  organizations: { organization_id: string; name: string; created_at_ms: number };
  members: { organization_id: string; user_id: string; role: Role };
  locations: {
    organization_id: string;
    location_id: string;
    parent_id: string | null;
    name: string;
  };
  questionnaires: {
    organization_id: string;
    questionnaire_id: string;
    version: number;
    kind: 'smileys-3';
    question: JSONColumnType<LocalizedText>;
  };
  configurations: {
    organization_id: string;
    version: number;
    languages: JSONColumnType<string[]>;
    buttons: JSONColumnType<Record<string, ButtonMeaning>>;
    thanks_ms: number;
    heartbeat_ms: number;
  };
  touchpoints: {
    organization_id: string;
    touchpoint_id: string;
    location_id: string;
    name: string;
    questionnaire_id: string | null;
  };
  terminals: {
    organization_id: string;
    terminal_id: string;
    name: string;
    touchpoint_id: string | null;
    public_key: JSONColumnType<PublicKeyJwk>;
    thumbprint: string;
    shell: 'electron' | 'browser';
    app_version: string;
    enrolled_at_ms: number;
    revoked_at_ms: Generated<number | null>;
    heartbeat: ColumnType<HeartbeatRequest | null, string | null | undefined, string | null>;
    heartbeat_at_ms: Generated<number | null>;
    books_stated_at_ms: Generated<number | null>;
    leaves_out: Generated<boolean>;
    retry_parked: Generated<string | null>;
  };
  enrolment_keys: {
    organization_id: string;
    enrolment_key_id: string;
    key_sha256: Buffer;
    touchpoint_id: string | null;
    uses: Generated<number>;
    use_limit: number | null;
    expires_at_ms: number | null;
    revoked_at_ms: Generated<number | null>;
  };
  access_tokens: {
    organization_id: string;
    token_sha256: Buffer;
    terminal_id: string;
    expires_at_ms: number;
  };
  used_assertions: {
    organization_id: string;
    terminal_id: string;
    jti_sha256: Buffer;
    expires_at_ms: number;
  };
  alerts: {
    organization_id: string;
    alert_id: string;
    kind: 'live' | 'late';
    subject_id: string;
    touchpoint_id: string | null;
    terminal_id: string;
    late_day: string | null;
    presses: number;
    opened_at_ms: number;
    last_press_at_ms: number;
    acknowledged_at_ms: number | null;
    acknowledged_by: string | null;
    acknowledged_by_user_id: string | null;
    changed_xid: ColumnType<string, never, never>;
  };
};
