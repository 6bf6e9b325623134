/** Other work (scrolling, editing) gets a turn in the worker at least this often while a long one is under way. */
export const TURN_MS = 12;

/** Lets the worker answer the page before it goes on; setTimeout would be held back to 4 ms a turn. */
export function nextTurn(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}
