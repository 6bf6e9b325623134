/** Names to ask for, each once, with the ids of the rows that it stands for. */
export class AskedNames {
  readonly #rows = new Map<string, number[]>();

  get size(): number {
    return this.#rows.size;
  }

  add(name: string, row: number): void {
    const same = this.#rows.get(name);
    if (same) same.push(row);
    else this.#rows.set(name, [row]);
  }

  /** The next names; they stay on the list until they are settled. */
  next(most: number): string[] {
    const names: string[] = [];
    for (const name of this.#rows.keys()) if (names.push(name) === most) break;
    return names;
  }

  /** Takes a name off the list; returns the rows it stands for. */
  settle(name: string): readonly number[] {
    const rows = this.#rows.get(name) ?? [];
    this.#rows.delete(name);
    return rows;
  }
}
