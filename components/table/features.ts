import { tableFeatures } from "@tanstack/react-table";

/** Filtering, sorting and paging happen in the worker: the table needs no feature but its columns. */
export const features = tableFeatures({});
