// The function keys of an open sheet: F2 goes to the number box, F8 to the hang-up. Typed text can never dial or cut.
// Neither key acts by itself: the one only takes the focus there, the other only begins what must be held or confirmed.

function press(event: KeyboardEvent): void {
  if (event.repeat || event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
  if (event.key === 'F2') {
    const box = document.querySelector<HTMLInputElement>('[role="dialog"] [data-number-box]');
    if (!box) return;
    event.preventDefault();
    box.focus();
    box.select();
    return;
  }
  if (event.key !== 'F8') return;
  // Several open legs: which one is meant is for the person to say.
  const held = document.querySelectorAll<HTMLElement>('[data-hold]');
  const asks = document.querySelectorAll<HTMLElement>('[data-hang-up-key]');
  const [hold] = held;
  if (hold && held.length === 1) {
    if (hold === document.activeElement) return;
    event.preventDefault();
    hold.focus();
    hold.dispatchEvent(new KeyboardEvent('keydown', { key: 'F8', bubbles: true, cancelable: true }));
  } else if (asks.length === 1 && held.length === 0) {
    event.preventDefault();
    asks[0]?.click();
  }
}

/** Returns a function that ends it. */
export function listenForCallKeys(): () => void {
  addEventListener('keydown', press);
  return () => removeEventListener('keydown', press);
}
