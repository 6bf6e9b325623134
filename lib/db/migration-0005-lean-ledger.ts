/**
 * Less work for each row. A foreign key looks the run up for every row that comes in: deleting a run takes its rows along by
 * itself. What became of many rows is written by one call, as ranges of ids. A statement for it would have to join rows with
 * ranges, and without statistics, which a young table never has, the planner reads the whole run for that; in the loop each
 * range is one look into the index.
 */
export const LEAN_LEDGER = `
alter table rows drop constraint rows_run_fkey;
alter table tellings drop constraint tellings_run_fkey;
alter table tellings rename column ids to firsts;
alter table tellings add column lasts integer[];
update tellings set lasts = firsts;
alter table tellings alter column lasts set not null;

create function settle_rows(its_run integer, its_number integer, news json) returns void language plpgsql as $$
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
    from json_to_recordset(news) as n (first integer, last integer) having count(*) > 0;
  end $$;
`;
