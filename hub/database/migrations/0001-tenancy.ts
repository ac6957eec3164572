/**
 * Organizations and what they own. `organization_id` leads every key, and every table is closed by row-level security
 * that the tables' owner cannot step around either.
 */
export const migration0001Tenancy = {
  name: '0001-tenancy',
  sql: `
create schema app;
grant usage on schema app to glimlach_app, glimlach_lookup;
create schema auth authorization glimlach_auth;

create table app.organizations (
  organization_id uuid primary key,
  name text not null,
  created_at_ms bigint not null
);

create table app.members (
  organization_id uuid not null references app.organizations,
  user_id uuid not null,
  role text not null check (role in ('staff', 'manager', 'analyst', 'it', 'admin')),
  primary key (organization_id, user_id)
);
create index members_by_user on app.members (user_id);

create table app.locations (
  organization_id uuid not null references app.organizations,
  location_id uuid not null,
  parent_id uuid,
  name text not null,
  primary key (organization_id, location_id),
  foreign key (organization_id, parent_id) references app.locations
);

create table app.questionnaires (
  organization_id uuid not null references app.organizations,
  questionnaire_id uuid not null,
  version int not null check (version >= 1),
  kind text not null check (kind in ('smileys-3')),
  question jsonb not null,
  primary key (organization_id, questionnaire_id, version)
);

-- What every terminal of an organization shares; version counts every published change, of whichever part.
create table app.configurations (
  organization_id uuid primary key references app.organizations,
  version int not null check (version >= 1),
  languages jsonb not null,
  buttons jsonb not null,
  thanks_ms int not null,
  heartbeat_ms int not null
);

create table app.touchpoints (
  organization_id uuid not null references app.organizations,
  touchpoint_id uuid not null,
  location_id uuid not null,
  name text not null,
  questionnaire_id uuid,
  primary key (organization_id, touchpoint_id),
  foreign key (organization_id, location_id) references app.locations
);

create table app.terminals (
  organization_id uuid not null references app.organizations,
  terminal_id uuid not null unique,
  name text not null,
  touchpoint_id uuid,
  public_key jsonb not null,
  -- RFC 7638, SHA-256.
  thumbprint text not null,
  shell text not null,
  app_version text not null,
  enrolled_at_ms bigint not null,
  revoked_at_ms bigint,
  heartbeat jsonb,
  heartbeat_at_ms bigint,
  primary key (organization_id, terminal_id),
  unique (organization_id, thumbprint),
  foreign key (organization_id, touchpoint_id) references app.touchpoints
);

create table app.enrolment_keys (
  organization_id uuid not null references app.organizations,
  enrolment_key_id uuid not null,
  key_sha256 bytea not null unique,
  touchpoint_id uuid,
  uses int not null default 0,
  use_limit int,
  expires_at_ms bigint,
  revoked_at_ms bigint,
  primary key (organization_id, enrolment_key_id),
  foreign key (organization_id, touchpoint_id) references app.touchpoints
);

create table app.access_tokens (
  organization_id uuid not null references app.organizations,
  token_sha256 bytea not null unique,
  terminal_id uuid not null,
  expires_at_ms bigint not null,
  primary key (organization_id, token_sha256),
  foreign key (organization_id, terminal_id) references app.terminals
);
create index access_tokens_by_expiry on app.access_tokens (organization_id, terminal_id, expires_at_ms);

create table app.used_assertions (
  organization_id uuid not null references app.organizations,
  terminal_id uuid not null,
  jti_sha256 bytea not null,
  expires_at_ms bigint not null,
  primary key (organization_id, terminal_id, jti_sha256),
  foreign key (organization_id, terminal_id) references app.terminals
);
`,
} as const;
