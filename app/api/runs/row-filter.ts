/** What an address says of the rows it asks for: `states` (with commas) and `search` for a user. Still to be parsed. */
export function rowFilterOf(given: URLSearchParams): { states: string[]; search: string } {
  return {
    states: (given.get("states") ?? "").split(",").filter((state) => state !== ""),
    search: given.get("search") ?? "",
  };
}
