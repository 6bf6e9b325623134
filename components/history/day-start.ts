/** The beginning of a day of this browser, `after` days later, in ISO 8601; null for none. */
export function dayStart(date: string, after = 0): string | null {
  if (date === "") return null;
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  return new Date(year, month - 1, day + after).toISOString();
}
