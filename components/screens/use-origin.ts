// The address this page was opened at; null while it is made on the server.
'use client';
import { useSyncExternalStore } from 'react';

const never = () => () => {};
/** `https://host:port` */
export const useOrigin = (): string | null =>
  useSyncExternalStore(
    never,
    () => location.origin,
    () => null,
  );
/** Without the scheme it is as good to type. */
export const withoutScheme = (address: string): string => address.replace(/^https?:\/\//, '');
