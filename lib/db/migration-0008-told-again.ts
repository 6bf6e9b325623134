/**
 * What was written while the connection broke is written again, as nobody knows whether it was: the same telling a second time
 * is no fault.
 */
export const TOLD_AGAIN = `
create or replace function settle_rows(its_run integer, its_number integer, news json) returns void language plpgsql as $$
  declare
    new record;
  begin
    for new in
      select * from json_to_recordset(news) as n (first integer, last integer, state text, code text,
        status_code integer, api_code text, request_id text, earlier timestamptz, attempts smallint)
    loop
      update rows set state = new.state, code = new.code, status_code = new.status_code, api_code = new.api_code,
        request_id = new.request_id, earlier = new.earlier, attempts = new.attempts, at = now()
      where run = its_run and id between new.first and new.last;
    end loop;
    insert into tellings (run, number, firsts, lasts)
    select its_run, its_number, array_agg(first), array_agg(last)
    from json_to_recordset(news) as n (first integer, last integer) having count(*) > 0
    on conflict do nothing;
  end $$;
`;
