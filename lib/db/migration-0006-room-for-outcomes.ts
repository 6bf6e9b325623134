/**
 * Every row is written twice: when it comes up, and with its outcome. With room for the second beside the first neither index
 * has to be told of it (PostgreSQL's heap-only tuples), which takes a third off; the room would be taken elsewhere otherwise.
 */
export const ROOM_FOR_OUTCOMES = `
alter table rows set (fillfactor = 50);
`;
