/** Terminals with a button box that needs somebody are listed first, as those with troubled books are. */
export const migration0008Boxes = {
  name: '0008-boxes',
  sql: `
-- By the last heartbeat: a box is looked for or silent, or has a button that counts nothing. It seldom changes, so the
-- index over it costs a heartbeat nothing.
alter table app.terminals add column box_troubled boolean not null generated always as (
  coalesce(
    jsonb_path_exists(heartbeat, '$.boxes[*] ? (@.state != "live" || exists(@.troubles[*]))'), false)
) stored;
create index terminals_box_troubled on app.terminals (organization_id, terminal_id) where box_troubled;
`,
} as const;
