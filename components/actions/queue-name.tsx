// A queue by the name it was given, else by its number.
'use client';
import { useQueueRecord } from '../live/connection.tsx';

export function QueueName({ number }: { readonly number: string }) {
  return useQueueRecord(number)?.name ?? number;
}
