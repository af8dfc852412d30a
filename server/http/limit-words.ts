// What a limit says to an API caller: what was refused, and what would be allowed.
import type { TooMany } from '../../lib/dialling/limits.ts';

export function limitWords({ limit, allowed, retryAfterSeconds }: TooMany): string {
  const again = `Possible again in ${retryAfterSeconds} s.`;
  switch (limit) {
    case 'active':
      return 'A call ordered for this extension has not ended yet: one at a time. Hang it up, or wait for its end.';
    case 'perMinute':
      return `This extension may call ${allowed} times a minute. ${again}`;
    case 'perHour':
      return `This extension may call ${allowed} times an hour. ${again}`;
    case 'perDay':
      return `This extension may call ${allowed} times in 24 hours. ${again}`;
    case 'housePerMinute':
      return `The whole house may call ${allowed} times a minute. ${again}`;
  }
}
