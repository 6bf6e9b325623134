import "server-only";

/**
 * Streams events until the listener leaves: the signal fires at once then, even while the generator is waiting and
 * would hear of it only later.
 * @param open is called now; what it opens should start with the first `next()`
 */
export function untilLeft<T>(
  open: (gone: AbortSignal) => AsyncGenerator<T, undefined>,
): AsyncIterableIterator<T, undefined, undefined> {
  const gone = new AbortController();
  const events = open(gone.signal);
  const leave = async () => {
    gone.abort();
    return events.return(undefined);
  };
  return {
    next: () => events.next(),
    return: leave,
    // React calls this one when the connection breaks. Nobody is left to tell of an error.
    throw: leave,
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}
