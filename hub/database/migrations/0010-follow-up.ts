/** What visitors answer by phone: more about a press, or answers of their own by a link. */
export const migration0010FollowUp = {
  name: '0010-follow-up',
  sql: `
-- Links that lead to a touchpoint's question. The start screen's is one per touchpoint; what it ends in changes daily and
-- is made with its key, so nothing has to be written when the day does.
create table app.answer_links (
  organization_id uuid not null references app.organizations,
  link text not null unique,
  touchpoint_id uuid not null,
  kind text not null check (kind in ('start', 'survey')),
  day_key bytea,
  created_at_ms bigint not null,
  revoked_at_ms bigint,
  primary key (organization_id, link),
  foreign key (organization_id, touchpoint_id) references app.touchpoints,
  check ((kind = 'start') = (day_key is not null))
);
create unique index answer_links_start on app.answer_links (organization_id, touchpoint_id) where kind = 'start';

-- Answers that no terminal made, numbered 1, 2, 3 … per touchpoint. Immutable, as events are.
create table app.web_answers (
  organization_id uuid not null,
  answer_id uuid not null,
  touchpoint_id uuid not null,
  number bigint not null check (number >= 1),
  link text not null,
  questionnaire_id uuid,
  questionnaire_version int,
  language text not null,
  rating text not null check (rating in ('positive', 'neutral', 'negative')),
  scale text,
  score smallint,
  occurred_ms bigint not null,
  -- Of the form and what was chosen, made with a key that only the visitor's phone has: sent twice, it is one answer.
  fingerprint bytea not null,
  primary key (organization_id, answer_id),
  unique (organization_id, touchpoint_id, number),
  unique (organization_id, fingerprint),
  foreign key (organization_id, link) references app.answer_links,
  foreign key (organization_id, touchpoint_id) references app.touchpoints,
  check ((scale is null) = (score is null))
);

-- Pages on which somebody may add to a press, or to an answer above. That of a press is noted here when it is opened
-- before the press has come, or when something is added.
create table app.follow_up_pages (
  organization_id uuid not null references app.organizations,
  press_id uuid not null,
  -- Null: a web answer's.
  terminal_id uuid,
  opened_ms bigint not null,
  -- SHA-256 of what the phone has that added first; it alone may go on, until then.
  bound_sha256 bytea,
  bound_until_ms bigint,
  primary key (organization_id, press_id),
  foreign key (organization_id, terminal_id) references app.terminals,
  check ((bound_sha256 is null) = (bound_until_ms is null))
);

-- What was added. Words and contact details are in sealed_parts, under the hash that stands here.
create table app.follow_up_answers (
  organization_id uuid not null,
  answer_id uuid not null,
  press_id uuid not null,
  kind text not null check (kind in ('choice', 'text', 'contact')),
  step text not null,
  choices jsonb,
  sha256 bytea,
  language text not null,
  received_ms bigint not null,
  fingerprint bytea not null,
  primary key (organization_id, answer_id),
  unique (organization_id, press_id, fingerprint),
  foreign key (organization_id, press_id) references app.follow_up_pages,
  check ((kind = 'choice') = (choices is not null)),
  check ((kind = 'choice') = (sha256 is null))
);

-- When somebody who pressed left a way to be reached.
alter table app.alerts add column contact_left_at_ms bigint;
-- Null where the first answer came by a link.
alter table app.alerts alter column terminal_id drop not null;

do $$
declare name text;
begin
  foreach name in array array['answer_links', 'web_answers', 'follow_up_pages', 'follow_up_answers'] loop
    execute format('alter table app.%I enable row level security', name);
    execute format('alter table app.%I force row level security', name);
    execute format(
      'create policy tenant on app.%I to glimlach_app
         using (organization_id = (select nullif(current_setting(''app.organization_id'', true), '''')::uuid))
         with check (organization_id = (select nullif(current_setting(''app.organization_id'', true), '''')::uuid))',
      name);
  end loop;
end $$;
grant select, insert, update on app.answer_links, app.follow_up_pages to glimlach_app;
grant select, insert on app.web_answers, app.follow_up_answers to glimlach_app;

grant select on app.answer_links to glimlach_lookup;
create policy lookup on app.answer_links for select to glimlach_lookup using (true);
create function app.find_answer_link(name text)
  returns table (organization_id uuid, touchpoint_id uuid, day_key bytea, revoked boolean)
  language sql stable security definer set search_path = pg_catalog, pg_temp
  as $$
    select l.organization_id, l.touchpoint_id, l.day_key, l.revoked_at_ms is not null
    from app.answer_links l where l.link = name
  $$;
grant create on schema app to glimlach_lookup;
alter function app.find_answer_link(text) owner to glimlach_lookup;
revoke create on schema app from glimlach_lookup;
set local role glimlach_lookup;
revoke execute on function app.find_answer_link(text) from public;
grant execute on function app.find_answer_link(text) to glimlach_app;
reset role;
`,
} as const;
