import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { HeartbeatRequest } from '../../contract/protocol/heartbeat.ts';
import type { PublicKeyJwk } from '../../contract/protocol/enrolment.ts';
import type {
  AlertCause,
  PolicyContent,
  RuleCondition,
  RuleScope,
} from '../../contract/alert-rule.ts';
import type { AlertEntry } from '../../contract/protocol/alerts.ts';
import type {
  ChannelKind,
  DeliveryReason,
  DeliveryState,
  SharedChannelKind,
} from '../../contract/protocol/channels.ts';
import type { Grant, Role } from '../../contract/protocol/me.ts';
import type { NoticeLanguage, QuietHours } from '../../contract/protocol/people.ts';
import type { HolidayRegion } from '../../contract/protocol/places.ts';
import type { Appearance } from '../../contract/appearance.ts';
import type { InStoreAlert } from '../../contract/in-store-alert.ts';
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
  members: {
    organization_id: string;
    user_id: string;
    name: string;
    email: string;
    /** Of the address. */
    is_verified: Generated<boolean>;
  };
  grants: { organization_id: string; user_id: string; location_id: string | null; role: Role };
  former_members: { organization_id: string; user_id: string; left_at_ms: number };
  invitations: {
    organization_id: string;
    invitation_id: string;
    token_sha256: Buffer;
    email: string;
    grants: JSONColumnType<Grant[]>;
    language: NoticeLanguage;
    mailed: Generated<boolean>;
    invited_by: string;
    /** Null: whoever runs the hub. */
    invited_by_user_id: string | null;
    created_at_ms: number;
    expires_at_ms: number;
    accepted_at_ms: Generated<number | null>;
    withdrawn_at_ms: Generated<number | null>;
  };
  profiles: {
    organization_id: string;
    user_id: string;
    language: NoticeLanguage;
    email: boolean;
    push: boolean;
    quiet: NullableJson<QuietHours>;
  };
  shifts: {
    organization_id: string;
    location_id: string;
    user_id: string;
    day: number;
    from_time: string;
    until_time: string;
  };
  locations: {
    organization_id: string;
    location_id: string;
    parent_id: string | null;
    name: string;
    hours: NullableJson<OpeningHours>;
    holidays: NullableJson<HolidayRegion>;
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
    in_store_alert: ColumnType<Partial<InStoreAlert>, string | undefined, string>;
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
    cause: Generated<AlertCause>;
    location_id: string | null;
    rule_id: string | null;
    rule_version: number | null;
    measured: NullableJson<{ value: number; limit: number }>;
    policy_id: string | null;
    policy_version: number | null;
    level: Generated<number>;
    level_since_ms: number | null;
    reminded_at_ms: number | null;
    snoozed_until_ms: number | null;
    snoozed_by: string | null;
    resolved_at_ms: number | null;
    /** Null where it ended by itself. */
    resolved_by: string | null;
    called_in_store_at_ms: number | null;
    comments: Generated<number>;
    /** When time alone changes it next. */
    due_at_ms: number | null;
    changed_xid: ColumnType<string, never, never>;
  };
  alert_entries: {
    organization_id: string;
    entry_id: Generated<string>;
    alert_id: string;
    at_ms: number;
    by_name: string | null;
    by_user_id: string | null;
    what: JSONColumnType<AlertEntry['what']>;
    /** In which order those of one moment happened. */
    number: Generated<number>;
  };
  store_calls: {
    organization_id: string;
    press_id: string;
    terminal_id: string;
    channel: 'lamp' | 'buzzer' | 'lan-webhook';
    called_at_ms: number;
    alert_id: string | null;
  };
  alert_rules: {
    organization_id: string;
    rule_id: string;
    version: number;
    name: string;
    enabled: boolean;
    condition: JSONColumnType<RuleCondition>;
    scope: JSONColumnType<RuleScope>;
    policy_id: string;
    changed_at_ms: number;
    changed_by: string | null;
    changed_by_user_id: string | null;
    deleted: Generated<boolean>;
  };
  escalation_policies: {
    organization_id: string;
    policy_id: string;
    version: number;
    name: string;
    levels: JSONColumnType<PolicyContent['levels']>;
    waits: PolicyContent['waits'];
    remind_every_ms: number | null;
    changed_at_ms: number;
    changed_by: string | null;
    changed_by_user_id: string | null;
    deleted: Generated<boolean>;
  };
  rule_findings: {
    organization_id: string;
    rule_id: string;
    subject_id: string;
    since_ms: number;
    alert_id: string | null;
  };
  rule_rounds: {
    organization_id: string;
    looked_at_ms: number;
    reachable_since_ms: number;
  };
  channels: {
    organization_id: string;
    channel_id: string;
    kind: SharedChannelKind;
    name: string;
    location_id: string | null;
    language: NoticeLanguage;
    enabled: boolean;
    per_minute: number;
    origin: string;
    wrapped_url: string;
    wrapped_secret: string | null;
    wrapped_earlier_secret: string | null;
    earlier_until_ms: number | null;
    gone_at_ms: Generated<number | null>;
    deleted_at_ms: Generated<number | null>;
    changed_at_ms: number;
  };
  push_keys: { organization_id: string; public_key: string; wrapped_key: string };
  push_devices: {
    organization_id: string;
    device_id: string;
    user_id: string;
    name: string;
    endpoint_sha256: Buffer;
    wrapped_subscription: string;
    created_at_ms: number;
  };
  deliveries: {
    organization_id: string;
    delivery_id: string;
    alert_id: string | null;
    location_id: string | null;
    reason: DeliveryReason;
    level: Generated<number>;
    occasion: string;
    channel: ChannelKind;
    target_id: string;
    user_id: string | null;
    to_name: string;
    state: DeliveryState;
    created_at_ms: number;
    sent_at_ms: Generated<number | null>;
    next_at_ms: number | null;
    slot_at_ms: Generated<number | null>;
    by_hand: Generated<boolean>;
    summary_id: string | null;
  };
  delivery_attempts: {
    organization_id: string;
    delivery_id: string;
    number: number;
    at_ms: number;
    error: string | null;
    took_ms: number;
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
