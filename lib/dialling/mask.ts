// How a number is shown to those who may not read it: the last three digits, to recognise a caller by, never more.

/** `912345678` → `••• ••• 678`. Numbers of six digits and fewer are hidden whole: three digits would be half of them. */
export function maskNumber(number: string): string {
  // Already masked by the server: there is nothing left to hide.
  if (number.includes('•')) return number;
  const digits = number.replace(/[^0-9]/g, '');
  return digits.length > 6 ? `••• ••• ${digits.slice(-3)}` : '•••';
}
