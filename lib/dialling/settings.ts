// What the house sets about dialling while it runs, its bounds and its defaults. What costs money is bounded here too:
// no setting lifts a limit altogether.
import * as z from 'zod/mini';
import { isEmergency } from './emergency.ts';
import { defaultCallLimits } from './limits.ts';
import { shortCodeShape } from './number.ts';

const upTo = (most: number) => z.int().check(z.minimum(1), z.maximum(most));
const ShortCode = z.string().check(
  z.regex(shortCodeShape, 'a short code has three to six digits'),
  z.refine((digits) => !isEmergency(digits), 'emergency numbers are dialled on the telephone itself'),
);
const CallerId = z.string().check(z.regex(/^\+?[0-9]{3,15}$/, 'a caller id has 3 to 15 digits'));

export const DialSettings = z.strictObject({
  /** true: no order leaves, whoever gives it. Hanging up is always possible. */
  killed: z.boolean(),
  perMinute: upTo(60),
  perHour: upTo(1_000),
  perDay: upTo(5_000),
  housePerMinute: upTo(1_000),
  shortCodes: z.array(ShortCode).check(z.maxLength(100)),
  /** Caller ids that may be presented; empty = the PBX alone decides. */
  ddis: z.array(CallerId).check(z.maxLength(200)),
});
export type DialSettings = z.output<typeof DialSettings>;

export const defaultDialSettings: DialSettings = {
  killed: false,
  ...defaultCallLimits,
  shortCodes: [],
  ddis: [],
};
