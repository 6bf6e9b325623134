/** People, how they sign in, and what keeps guessers out. Passwords are scrypt hashes, TOTP secrets encrypted, tokens of links hashed. */
export const PEOPLE = `
create table people (
  id text primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null,
  image text,
  role text not null,
  disabled boolean not null default false,
  second_factor boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table accounts (
  id text primary key,
  person text not null references people (id) on delete cascade,
  provider_id text not null,
  account_id text not null,
  password text,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index accounts_person on accounts (person);

create table sessions (
  id text primary key,
  person text not null references people (id) on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  seen_at timestamptz not null default now(),
  by_password boolean not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index sessions_person on sessions (person);

create table second_factors (
  id text primary key,
  person text not null references people (id) on delete cascade,
  secret text not null,
  backup_codes text not null,
  verified boolean not null default true,
  failed_verification_count integer not null default 0,
  locked_until timestamptz
);
create index second_factors_person on second_factors (person);

create table verifications (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index verifications_identifier on verifications (identifier);

create table invitations (
  id uuid primary key default gen_random_uuid(),
  token bytea not null unique,
  email text,
  role text not null,
  created_at timestamptz not null default now(),
  expires_at timestamptz not null
);

create table attempts (
  key bytea primary key,
  count integer not null,
  until timestamptz not null
);
`;
