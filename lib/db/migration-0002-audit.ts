/** Who did what. Nothing is ever changed or deleted here: each entry seals the one before it. */
export const AUDIT = `
create table audit (
  id bigint primary key,
  at timestamptz not null,
  who text not null,
  name text not null,
  action text not null,
  subject text not null,
  details jsonb not null,
  seal bytea not null
);
create index audit_at on audit (at);
`;
