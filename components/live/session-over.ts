// The session ended while a page was open. Whoever holds unsaved work answers, and asks to sign in again above the page;
// when nobody does, the page is left. Signing in again is told to everybody who had stopped.

const over = 'wallboard:session-over';
const back = 'wallboard:session-back';

/** true = somebody takes care of it, and the page stays. */
export function tellSessionOver(): boolean {
  return !dispatchEvent(new Event(over, { cancelable: true }));
}
/** @param take returns true when it takes care of it. Returns a function that ends the watch */
export function onSessionOver(take: () => boolean): () => void {
  const listen = (event: Event) => {
    if (take()) event.preventDefault();
  };
  addEventListener(over, listen);
  return () => removeEventListener(over, listen);
}

export function tellSessionBack(): void {
  dispatchEvent(new Event(back));
}
/** Returns a function that ends the watch. */
export function onSessionBack(listen: () => void): () => void {
  addEventListener(back, listen);
  return () => removeEventListener(back, listen);
}
