/** Older than this, compared with the heartbeat that says so, and nothing was painted or heard. In milliseconds. */
const FRAME_WITHIN_MS = 60_000;
const INPUT_WITHIN_MS = 300_000;

/** Whether something of the heartbeat lies so much before the heartbeat itself, or cannot be compared with it. */
const isOld = (field: string, withinMs: number): string => `(
  heartbeat->'${field}'->>'bootId' is distinct from heartbeat->'at'->>'bootId'
  or (heartbeat->'at'->>'monotonicMs')::float8 - (heartbeat->'${field}'->>'monotonicMs')::float8 > ${withinMs})`;

/** A frame is forced for each heartbeat. Only in Electron an input event is made; where none ever came none is passed on. */
const NO_FRAMES = isOld('lastFrameAt', FRAME_WITHIN_MS);
const NO_INPUT = `(heartbeat->>'shell' = 'electron' and heartbeat->'lastInputAt'->>'bootId' is not null
  and ${isOld('lastInputAt', INPUT_WITHIN_MS)})`;

/** Terminals whose screen paints or hears no more, or that do not use the configuration they were given. */
export const migration0011Screens = {
  name: '0011-screens',
  sql: `
-- By the last heartbeat; null before the first.
alter table app.terminals add column screen text generated always as (
  case
    when heartbeat is null then null
    when ${NO_FRAMES} then 'no-frames'
    when ${NO_INPUT} then 'no-input'
    else 'ok'
  end
) stored;
-- It seldom changes, so the index over it costs a heartbeat nothing.
alter table app.terminals add column screen_troubled boolean not null generated always as (
  heartbeat is not null
    and (${NO_FRAMES} or ${NO_INPUT} or heartbeat->>'configurationRefused' is not null)
) stored;
create index terminals_screen_troubled on app.terminals (organization_id, terminal_id) where screen_troubled;
`,
} as const;
