/** Runs, their rows and what became of them. */
export const LEDGER = `
create table runs (
  id integer primary key generated always as identity,
  key uuid not null unique,
  who text not null,
  host text not null,
  pool text not null,
  sources jsonb not null,
  options jsonb not null,
  state text not null,
  command text not null default 'run',
  halt text,
  counts jsonb not null default '{}',
  total integer not null,
  received integer not null default 0,
  sealed boolean not null default false,
  sent_to integer not null default -1,
  told integer not null default 0,
  created_at timestamptz not null default now(),
  ended_at timestamptz,
  owner uuid,
  lease_until timestamptz not null default now()
);

-- Room on every page, so that an outcome is written beside its row and no index has to be changed.
create table rows (
  run integer not null references runs (id) on delete cascade,
  id integer not null,
  source smallint not null,
  line integer not null,
  user_id text collate "C" not null,
  fingerprint bytea not null,
  state text not null,
  code text,
  status_code integer,
  api_code text,
  request_id text,
  attempts smallint not null default 0,
  earlier timestamptz,
  at timestamptz,
  primary key (run, id)
) with (fillfactor = 70);
create index rows_user_id on rows (user_id);

create table tellings (
  run integer not null references runs (id) on delete cascade,
  number integer not null,
  ids integer[] not null,
  primary key (run, number)
);

create table settings (
  name text primary key,
  value jsonb not null
);
`;
