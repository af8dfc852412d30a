// How a number is read and whether it may be dialled, as the server says. One question per spelling and minute.
'use client';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { NumberAnswer } from '../../lib/protocol/endpoint-shapes.ts';
import { ask } from './api.ts';

/** The text after it was left alone for a moment. */
export function useSettled(text: string, ms = 200): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), ms);
    return () => clearTimeout(timer);
  }, [text, ms]);
  return settled;
}

/** @param number blank asks nothing */
export function useNumberCheck(number: string) {
  const text = number.trim().slice(0, 200);
  return useQuery({
    queryKey: ['number-check', text],
    queryFn: () => ask(NumberAnswer, 'POST', '/api/v1/numbers/check', { body: { number: text } }),
    enabled: text !== '',
    staleTime: 60_000,
  });
}
