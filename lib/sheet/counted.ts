import type { Source } from "@/lib/formats/source";

/** The source, telling how much of it has been handed out (0 to 1, roughly: characters against bytes). */
export function counted(source: Source, tell: (read: number) => void): Source {
  async function* told<T extends { length: number }>(pieces: AsyncIterable<T>): AsyncGenerator<T> {
    let read = 0;
    for await (const piece of pieces) {
      read += piece.length;
      tell(Math.min(1, read / source.size));
      yield piece;
    }
  }
  return { ...source, chunks: () => told(source.chunks()), utf8: () => told(source.utf8()) };
}
