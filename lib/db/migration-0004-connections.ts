/**
 * Pools that rows may go to, the secrets of their keys sealed, and who may use which. People are named by id alone: whoever
 * is gone uses nothing, and what they made stays.
 */
export const CONNECTIONS = `
create table connections (
  id uuid primary key,
  name text not null,
  host text not null,
  access_key_id text not null,
  sealed_secret bytea not null,
  tenant_id text,
  everyone boolean not null,
  made_by text not null,
  made_at timestamptz not null default now()
);

create unique index connections_name on connections (lower(name));

create table connection_people (
  connection uuid not null references connections (id) on delete cascade,
  person text not null,
  primary key (connection, person)
);
create index connection_people_person on connection_people (person);

create table last_connections (
  person text primary key,
  connection text not null
);
`;
