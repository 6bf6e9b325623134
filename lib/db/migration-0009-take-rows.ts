/**
 * A chunk of rows comes in by one call, so that the ledger's thread, or the network to its server, is crossed once, and no lock
 * is held while it is. In a function each statement sees what has been written by its beginning: those behind the lock see what
 * the chunk before them wrote. `offset 0` keeps the planner, which knows nothing of a young table, from reading all rows for
 * each user: one look into the index of users each.
 */
export const TAKE_ROWS = `
create function take_rows(its_run integer, its_owner uuid, its_received integer, its_sealed boolean, again integer,
  ids integer[], sources smallint[], lines integer[], users text[], prints bytea[]) returns json language plpgsql as $$
  declare
    its_host text;
    its_pool text;
    known json;
  begin
    select host, pool into its_host, its_pool from runs where id = its_run;
    perform pg_advisory_xact_lock(hashtextextended(its_host || ' ' || its_pool, 0));
    update runs set received = its_received, sealed = its_sealed
    where id = its_run and owner = its_owner and state = 'running';
    if not found then
      return null;
    end if;
    delete from rows where run = its_run and id > again;
    select coalesce(json_agg(last_word), '[]') into known
    from (select name from unnest(users) as name offset 0) as asked
    cross join lateral (
      select its.user_id as user, its.state, encode(its.fingerprint, 'hex') as fingerprint,
        extract(epoch from coalesce(its.earlier, its.at))::float8 as at
      from (select * from rows where rows.user_id = asked.name
        and rows.state in ('waiting', 'accepted', 'verified', 'unknown', 'mismatch') offset 0) as its
      where its.run in (select id from runs where host = its_host and pool = its_pool)
      order by its.state = 'waiting' desc, its.at desc
      limit 1) as last_word;
    insert into rows (run, id, source, line, user_id, fingerprint, state)
    select its_run, row.id, row.source, row.line, row.name, row.print, 'waiting'
    from unnest(ids, sources, lines, users, prints) as row (id, source, line, name, print);
    return known;
  end $$;
`;
