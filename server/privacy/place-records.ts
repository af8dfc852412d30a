// Call records, with their notes and the ledger of abandoned calls.
import { eraseNumber, findNumber, type SoughtInRecords, type Walk } from '../records/erase-number.ts';
import { inPages } from './in-pages.ts';
import type { Place, Work } from './place.ts';

export const placeRecords: Place = {
  name: 'records',
  async find(parts, work) {
    return (await findNumber(parts.db, soughtOf(work), walkOf(work))).map((hit) => hit.startedAt);
  },
  erase: (parts, work) => eraseNumber(parts.db, soughtOf(work), walkOf(work)),
};

/** The PBX writes numbers in one run: their last digits find the rows that are worth a look. */
const soughtOf = ({ number, trace }: Work): SoughtInRecords => ({
  tail: number.text.replace(/[^0-9]/g, '').slice(-6),
  in: trace.in,
  hide: trace.hide,
});
const walkOf =
  (work: Work): Walk =>
  (step) =>
    inPages(work, step);
