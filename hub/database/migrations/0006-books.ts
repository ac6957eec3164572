/** What the fleet's books and the dashboards are read from. */
export const migration0006Books = {
  name: '0006-books',
  sql: `
-- Void events among those stored whose press had been kept once and was lost.
alter table app.ledgers add column lost bigint not null default 0;
-- Whether its books by themselves ask for somebody: forked, parked events, or numbers unaccounted for, as
-- hub/fleet/balance.ts counts them. It seldom changes, so the index over it costs a batch nothing.
alter table app.ledgers add column troubled boolean not null generated always as (
  forked or lost > 0 or not parked <@ stored
  or not int8multirange(int8range(1, greatest(1,
    least(oldest_queued, greatest(made + 1, upper(stored + parked)))))) <@ stored + parked
) stored;
create index ledgers_by_terminal on app.ledgers (organization_id, terminal_id);
create index ledgers_troubled on app.ledgers (organization_id, terminal_id) where troubled;
create index terminals_by_name on app.terminals (organization_id, name, terminal_id);

-- When this terminal last stated all of its ledgers: one that it keeps and left out then is lost.
alter table app.terminals add column books_stated_at_ms bigint;
-- Whether there was one; kept so that a large fleet is not searched for it.
alter table app.terminals add column leaves_out boolean not null default false;
create index terminals_leaving_out on app.terminals (organization_id, terminal_id) where leaves_out;
-- The last request to send parked events again.
alter table app.terminals add column retry_parked uuid;

-- What was refused, as it came, until the event is stored after all.
create table app.rejected_events (
  organization_id uuid not null references app.organizations,
  terminal_id uuid not null,
  -- The id it was sent under.
  id uuid not null,
  ledger_id uuid,
  number bigint,
  reason text not null,
  detail text not null,
  body text not null,
  received_ms bigint not null,
  primary key (organization_id, terminal_id, id),
  foreign key (organization_id, terminal_id) references app.terminals
);
create index rejected_events_newest on app.rejected_events (organization_id, terminal_id, received_ms desc, id desc);

-- Presses per hour, on the hub's clock in UTC; kept in the transaction that stores the events, and made anew from them
-- with the same result.
create table app.hourly_rollups (
  organization_id uuid not null references app.organizations,
  -- The touchpoint in force at the press, or the terminal where there was none.
  subject_id uuid not null,
  day date not null,
  -- 0 to 23; -1 for presses whose hour is not certain.
  hour smallint not null check (hour between -1 and 23),
  positive int not null default 0,
  neutral int not null default 0,
  negative int not null default 0,
  -- Presses marked as repeats; they count in none of the above.
  repeats int not null default 0,
  primary key (organization_id, subject_id, day, hour)
);
create index hourly_rollups_by_day on app.hourly_rollups (organization_id, day);

do $$
declare name text;
begin
  foreach name in array array['rejected_events', 'hourly_rollups'] loop
    execute format('alter table app.%I enable row level security', name);
    execute format('alter table app.%I force row level security', name);
    execute format(
      'create policy tenant on app.%I to glimlach_app
         using (organization_id = nullif(current_setting(''app.organization_id'', true), '''')::uuid)
         with check (organization_id = nullif(current_setting(''app.organization_id'', true), '''')::uuid)', name);
  end loop;
end $$;
grant select, insert, update, delete on app.rejected_events to glimlach_app;
grant select, insert, update, delete on app.hourly_rollups to glimlach_app;
`,
} as const;
