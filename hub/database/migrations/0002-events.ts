/** What terminals report, and the books kept about it. */
export const migration0002Events = {
  name: '0002-events',
  sql: `
create table app.ledgers (
  organization_id uuid not null references app.organizations,
  ledger_id uuid not null,
  -- The terminal whose event was stored in it last, or who named it first; only its statements count.
  terminal_id uuid not null,
  -- The numbers we hold and those the terminal parked. Without gaps each is a single range, however long the ledger.
  stored int8multirange not null default '{}',
  parked int8multirange not null default '{}',
  -- Another event came with a number that was taken.
  forked boolean not null default false,
  made bigint not null default 0,
  queued bigint not null default 0,
  oldest_queued bigint,
  stated_at_ms bigint,
  primary key (organization_id, ledger_id),
  foreign key (organization_id, terminal_id) references app.terminals
);

-- Immutable: nobody is granted update or delete. Partitioned by id, which orders by the time it was made.
create table app.events (
  organization_id uuid not null,
  id uuid not null,
  type text not null,
  ledger_id uuid not null,
  number bigint not null,
  -- The terminal that sent it.
  terminal_id uuid not null,
  -- In force at the press, as the terminal knew it.
  touchpoint_id uuid,
  rating text,
  source text,
  repeat boolean,
  wall_ms bigint not null,
  monotonic_ms double precision not null,
  boot_id text not null,
  -- On the hub's clock, as well as the batch allowed to tell; the true time lies within the uncertainty when known.
  occurred_ms bigint not null,
  occurred_uncertainty_ms double precision,
  received_ms bigint not null,
  body text not null,
  body_sha256 bytea not null,
  primary key (organization_id, id)
) partition by range (id);
create table app.events_default partition of app.events default;
`,
} as const;
