/** The database itself refuses to change or drop what has been written down, whoever asks by way of the console. */
export const AUDIT_GUARD = `
create function audit_refuses() returns trigger language plpgsql as $$
  begin raise exception 'audit is append-only'; end $$;
create trigger audit_append_only before update or delete or truncate on audit
  for each statement execute function audit_refuses();
create index audit_who on audit (who, id);
`;
