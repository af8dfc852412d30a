// The thread that reads records: reports, pages and files. It has a connection of its own that cannot write, answers
// several questions in turns, and gives one up as soon as nobody wants it.
import { parentPort, workerData } from 'node:worker_threads';
import { openReader } from '../db/open-reader.ts';
import { answerExport, answerQuestion } from './answer-question.ts';
import { createNumberIndex } from './number-index.ts';
import type { FromReader, ReaderData, ToReader } from './reader-protocol.ts';

interface Running {
  readonly end: AbortController;
  readonly pieces: AsyncGenerator<Uint8Array<ArrayBuffer>> | null;
}

const port = parentPort;
if (!port) throw new Error('This file is a thread of the server and does nothing by itself.');
const { databaseUrl }: ReaderData = workerData;
const reader = openReader(databaseUrl);
const numbers = createNumberIndex(reader.kysely);
const running = new Map<number, Running>();

const tell = (message: FromReader, bytes?: Uint8Array<ArrayBuffer>) =>
  port.postMessage(message, bytes ? [bytes.buffer] : []);

/** Small buffers share their memory with others and cannot be handed over. */
const owned = (bytes: Uint8Array<ArrayBuffer>) =>
  bytes.byteLength === bytes.buffer.byteLength ? bytes : new Uint8Array(bytes);

async function settle(id: number, work: (signal: AbortSignal) => Promise<void>): Promise<void> {
  const { signal } = running.get(id)?.end ?? new AbortController();
  try {
    await work(signal);
  } catch (error) {
    running.delete(id);
    const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
    tell({ type: 'failed', id, name: error instanceof Error ? error.name : 'Error', message });
  }
}

async function piece(id: number): Promise<void> {
  const pieces = running.get(id)?.pieces;
  if (!pieces) return;
  await settle(id, async () => {
    const next = await pieces.next();
    if (next.done) {
      running.delete(id);
      tell({ type: 'end', id });
      return;
    }
    const bytes = owned(next.value);
    tell({ type: 'piece', id, bytes }, bytes);
  });
}

async function take(message: ToReader): Promise<void> {
  switch (message.type) {
    case 'ask': {
      const { id, question } = message;
      running.set(id, { end: new AbortController(), pieces: null });
      return settle(id, async (signal) => {
        const bytes = owned(await answerQuestion(reader.kysely, numbers, question, signal));
        running.delete(id);
        tell({ type: 'answer', id, bytes }, bytes);
      });
    }
    case 'export': {
      const end = new AbortController();
      const pieces = answerExport(reader.kysely, numbers, message.asked, end.signal);
      running.set(message.id, { end, pieces });
      return piece(message.id);
    }
    case 'more':
      return piece(message.id);
    case 'cancel': {
      const one = running.get(message.id);
      one?.end.abort();
      running.delete(message.id);
      // A generator that waits between two pieces ends here; one at work ends by its signal.
      await one?.pieces?.return(undefined);
      return;
    }
    case 'numbers':
      numbers.add(message.parties);
      return;
    case 'forget-numbers':
      numbers.forget();
      return;
    case 'checkpoint':
      reader.checkpoint();
  }
}

port.on('message', (message: ToReader) => {
  take(message).catch((error: unknown) => {
    // What belongs to no question is a fault of ours: the server hears of it by the end of this thread.
    setImmediate(() => {
      throw error;
    });
  });
});
tell({ type: 'ready' });
