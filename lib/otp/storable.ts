import { z } from "zod";

/** What a text must be like that the database is to hold or to be asked for: PostgreSQL has none with a zero character in it. */
export const STORABLE = /^[^\0]*$/;

/** A time that the database can be asked for, in ISO 8601: PostgreSQL has no year 0. */
export const storableTime = z.iso.datetime().regex(/^(?!0000)/);
