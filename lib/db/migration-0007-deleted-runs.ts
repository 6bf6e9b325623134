/** Runs of which rows and tellings may be left: a million of them are not deleted by one statement. */
export const DELETED_RUNS = `
create table deleted_runs (
  run integer primary key
);
`;
