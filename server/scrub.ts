// Takes known secrets out of a text that came from elsewhere or goes somewhere: an answer of the PBX that echoes its key,
// a webhook that carries ours, a line of the log. In every form a text may hold them; it knows nothing of fields.

/** One of fewer characters would black out innocent words, and guards nothing. */
const shortest = 6;

export function createScrub(secrets: readonly (string | null | undefined)[]): (text: string) => string {
  const known = secrets.filter((value): value is string => typeof value === 'string' && value.length >= shortest);
  const forms = known.flatMap((value) => [
    value,
    encodeURIComponent(value),
    new URLSearchParams({ v: value }).toString().slice(2),
    JSON.stringify(value).slice(1, -1),
    Buffer.from(value).toString('base64'),
  ]);
  // The longest first: one may be a part of another.
  const wanted = [...new Set(forms)].sort((a, b) => b.length - a.length);
  return (text) =>
    wanted.reduce((clean, form) => (clean.includes(form) ? clean.replaceAll(form, '[secret]') : clean), text);
}
