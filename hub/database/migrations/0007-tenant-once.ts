/**
 * Asks which organization a statement may see once, and no longer for each row: of a batch of events that cost the
 * database a twentieth.
 */
export const migration0007TenantOnce = {
  name: '0007-tenant-once',
  sql: `
do $$
declare name text;
begin
  for name in select tablename from pg_policies where schemaname = 'app' and policyname = 'tenant' loop
    execute format(
      'alter policy tenant on app.%I
         using (organization_id = (select nullif(current_setting(''app.organization_id'', true), '''')::uuid))
         with check (organization_id = (select nullif(current_setting(''app.organization_id'', true), '''')::uuid))',
      name);
  end loop;
end $$;
`,
} as const;
