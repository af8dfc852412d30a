// A call's number as the PBX writes it: `EPOCH.SEQ`, or the part before the dot alone. Ids are text and stay text.
export interface CallId {
  readonly full: string | null;
  readonly short: string;
}

// Some Asterisk systems put their name before the epoch: `pbx1-1630045541.2270734`.
const shape = /^(?:[A-Za-z][A-Za-z0-9]*-)?\d{1,20}(?:\.\d{1,20})?$/;

/** null for what is no id. */
export function readCallId(text: string): CallId | null {
  if (text.length > 64 || !shape.test(text)) return null;
  const dot = text.indexOf('.');
  return dot < 0 ? { full: null, short: text } : { full: text, short: text.slice(0, dot) };
}

/** `1.63005e9`: somebody's float, whose digits are gone for good. */
export const hasLostDigits = (text: string) => /^-?\d+(\.\d+)?[eE][+-]?\d+$/.test(text);
