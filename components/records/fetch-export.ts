// Fetches a file of the filtered records piece by piece, so that its progress can be told and its end be asked for.
// Nothing is saved of a file that was cancelled or broke off.
import { ApiFailure } from '../actions/api.ts';
import { tellSessionOver } from '../live/session-over.ts';

export interface ExportProgress {
  readonly bytes: number;
  /** Rows so far; null where they cannot be counted in the stream. */
  readonly rows: number | null;
}
const newLine = 10;

/** @throws ApiFailure */
export async function fetchExport(
  query: string,
  format: 'csv' | 'xlsx',
  signal: AbortSignal,
  onProgress: (progress: ExportProgress) => void,
): Promise<Blob> {
  const wanted = new URLSearchParams(query);
  wanted.set('format', format);
  wanted.set('locale', document.documentElement.lang);
  const response = await fetch(`/api/v1/records/export?${wanted}`, { signal, cache: 'no-store' }).catch(
    (error: unknown) => {
      throw new ApiFailure('network', String(error));
    },
  );
  if (!response.ok || !response.body) throw await refusalOf(response);
  const pieces: Uint8Array<ArrayBuffer>[] = [];
  let [bytes, lines] = [0, 0];
  const reader = response.body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      pieces.push(value);
      bytes += value.length;
      if (format === 'csv') for (const byte of value) if (byte === newLine) lines += 1;
      onProgress({ bytes, rows: format === 'csv' ? lines : null });
    }
  } catch (error) {
    throw new ApiFailure('network', String(error));
  }
  return new Blob(pieces, { type: response.headers.get('content-type') ?? 'application/octet-stream' });
}

async function refusalOf(response: Response): Promise<ApiFailure> {
  const answer: unknown = await response.json().catch(() => null); // A proxy's page: told by its status.
  const told = fieldsOf(fieldsOf(answer).error);
  if (response.status === 401) tellSessionOver();
  const code = errorCodes.find((one) => one === told.code) ?? 'internal';
  const message = typeof told.message === 'string' ? told.message : `HTTP ${response.status}`;
  return new ApiFailure(code, message, told.details ?? null);
}

/** What a file can be refused with. */
const errorCodes = [
  'unauthorized',
  'not_permitted',
  'invalid_input',
  'too_many_rows',
  'too_many_requests',
  'cannot_store',
] as const;

const fieldsOf = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null ? { ...value } : {};
