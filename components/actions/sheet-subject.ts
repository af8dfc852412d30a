// What a sheet may be about. `id`: extension, queue number, or call id.
export type SheetSubject = { readonly kind: 'agent' | 'queue' | 'call'; readonly id: string };
