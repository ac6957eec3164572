/** What terminals do inside their store about a red press that the hub has not taken. */
export const migration0013InStore = {
  name: '0013-in-store',
  sql: `
alter table app.configurations add column in_store_alert jsonb not null default '{}';
`,
} as const;
