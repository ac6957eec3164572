import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { HeartbeatRequest } from '../../contract/protocol/heartbeat.ts';
import type { PublicKeyJwk } from '../../contract/protocol/enrolment.ts';
import type { Role } from '../../contract/protocol/me.ts';
import type { Appearance } from '../../contract/appearance.ts';
import type { LocalizedText } from '../../contract/localized-text.ts';
import type { OpeningHours } from '../../contract/opening-hours.ts';
import type { Questionnaire } from '../../contract/questionnaire.ts';
import type { Rating } from '../../contract/rating.ts';
import type { Scale } from '../../contract/scales.ts';
import type { StaffPin } from '../../contract/staff-pin.ts';
import type { ButtonMeaning } from '../../contract/terminal-configuration.ts';

/** JSON that may be missing; written as text. */
type NullableJson<T> = ColumnType<T | null, string | null | undefined, string | null>;

/** Tables of the schema `app` as the hub reads and writes them; `bigint` arrives as a number. */
export type AppSchema = {
  organizations: { organization_id: string; name: string; created_at_ms: number };
  members: { organization_id: string; user_id: string; role: Role };
  locations: {
    organization_id: string;
    location_id: string;
    parent_id: string | null;
    name: string;
    hours: NullableJson<OpeningHours>;
  };
  questionnaires: {
    organization_id: string;
    questionnaire_id: string;
    version: number;
    kind: Questionnaire['kind'];
    question: JSONColumnType<LocalizedText>;
    ends: NullableJson<NonNullable<Questionnaire['ends']>>;
    paths: NullableJson<Questionnaire['paths']>;
    step_timeout_ms: number | null;
  };
  configurations: {
    organization_id: string;
    version: number;
    languages: JSONColumnType<string[]>;
    buttons: JSONColumnType<Record<string, ButtonMeaning>>;
    thanks_ms: number;
    heartbeat_ms: number;
    appearance: ColumnType<Partial<Appearance>, string | undefined, string>;
    hours: NullableJson<OpeningHours>;
    staff_pin: NullableJson<StaffPin>;
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
    heartbeat: NullableJson<HeartbeatRequest>;
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
    /** Null: the first of it came by a link. */
    terminal_id: string | null;
    late_day: string | null;
    presses: number;
    opened_at_ms: number;
    last_press_at_ms: number;
    acknowledged_at_ms: number | null;
    acknowledged_by: string | null;
    acknowledged_by_user_id: string | null;
    help_asked_at_ms: Generated<number | null>;
    contact_left_at_ms: Generated<number | null>;
    changed_xid: ColumnType<string, never, never>;
  };
  sealing_keys: {
    organization_id: string;
    kid: string;
    public_key: JSONColumnType<PublicKeyJwk>;
    wrapped_key: string;
    secret_id: string;
    created_at_ms: number;
  };
  sealed_parts: {
    organization_id: string;
    sha256: Buffer;
    event_id: string;
    received_ms: number;
    jwe: string | null;
    erased_at_ms: Generated<number | null>;
  };
  answer_links: {
    organization_id: string;
    link: string;
    touchpoint_id: string;
    kind: 'start' | 'survey';
    day_key: Buffer | null;
    created_at_ms: number;
    revoked_at_ms: Generated<number | null>;
  };
  web_answers: {
    organization_id: string;
    answer_id: string;
    touchpoint_id: string;
    number: number;
    link: string;
    questionnaire_id: string | null;
    questionnaire_version: number | null;
    language: string;
    rating: Rating;
    scale: Scale | null;
    score: number | null;
    occurred_ms: number;
    fingerprint: Buffer;
  };
  follow_up_pages: {
    organization_id: string;
    press_id: string;
    terminal_id: string | null;
    opened_ms: number;
    bound_sha256: Generated<Buffer | null>;
    bound_until_ms: Generated<number | null>;
  };
  follow_up_answers: {
    organization_id: string;
    answer_id: string;
    press_id: string;
    kind: 'choice' | 'text' | 'contact';
    step: string;
    choices: ColumnType<string[] | null, string | null, never>;
    sha256: Buffer | null;
    language: string;
    received_ms: number;
    fingerprint: Buffer;
  };
};
