// The server's end of the thread that reads records. It is started with the first question; when it dies, the questions
// under way fail, and the next one starts another. An answer nobody waits for any more is given up over there.
import { Worker } from 'node:worker_threads';
import type { Logger } from '../log.ts';
import type { Question } from './answer-question.ts';
import type { AskedExport } from './export-file.ts';
import type { FromReader, ReaderData, ToReader } from './reader-protocol.ts';

export interface RecordReader {
  /** JSON as it goes out. @throws the signal's reason once it is aborted */
  ask(question: Question, signal: AbortSignal): Promise<Uint8Array<ArrayBuffer>>;
  /** Pieces of a file; the next is made when it is asked for. Leaving the loop gives it up. */
  export(asked: AskedExport, signal: AbortSignal): AsyncGenerator<Uint8Array<ArrayBuffer>, void, undefined>;
  /** Numbers that were written just now. */
  wrote(parties: readonly number[]): void;
  /** After an erasure. */
  forgetNumbers(): void;
  /** Asks it to move the database's log into its file. Starts the thread if need be. */
  checkpoint(): void;
  close(): Promise<void>;
}

/** MB. A report that needs more ends its thread, not the server; young ones are dropped whole instead of being copied. */
const resourceLimits = { maxOldGenerationSizeMb: 512, maxYoungGenerationSizeMb: 128 };

interface Waiting {
  resolve(message: FromReader): void;
  reject(error: unknown): void;
}

export function createRecordReader(parts: {
  readonly databaseUrl: string;
  readonly log: Pick<Logger, 'error' | 'info'>;
}): RecordReader {
  const { databaseUrl, log } = parts;
  let worker: Worker | null = null;
  let nextId = 1;
  let closed = false;
  const waiting = new Map<number, Waiting>();

  function started(): Worker {
    if (closed) throw new Error('The reader of records is closed.');
    if (worker) return worker;
    const workerData: ReaderData = { databaseUrl };
    const made = new Worker(threadFile(), { workerData, name: 'records', execArgv: [], resourceLimits });
    worker = made;
    made.unref();
    made.on('message', (message: FromReader) => {
      if (message.type !== 'ready') waiting.get(message.id)?.resolve(message);
    });
    const gone = (why: unknown) => {
      if (worker !== made) return;
      worker = null;
      if (!closed) log.error({ err: why }, 'the thread that reads records ended; the next question starts another');
      for (const one of waiting.values()) one.reject(new Error('The thread that reads records ended', { cause: why }));
      waiting.clear();
    };
    made.on('error', gone);
    made.on('exit', (code) => gone(new Error(`exit code ${code}`)));
    return made;
  }
  const send = (message: ToReader) => started().postMessage(message);

  /** The next message about a question; an abort is told to the thread and thrown here at once. */
  function heard(id: number, signal: AbortSignal, sending: ToReader): Promise<FromReader> {
    return new Promise((resolve, reject) => {
      const leave = () => {
        waiting.delete(id);
        signal.removeEventListener('abort', abort);
      };
      function abort() {
        leave();
        if (worker) send({ type: 'cancel', id });
        reject(signal.reason);
      }
      waiting.set(id, {
        resolve(message) {
          leave();
          if (message.type !== 'failed') resolve(message);
          else reject(named(message.name, `Reading records failed: ${message.message}`));
        },
        reject(error) {
          leave();
          reject(error);
        },
      });
      signal.addEventListener('abort', abort);
      try {
        signal.throwIfAborted();
        send(sending);
      } catch (error) {
        leave();
        reject(error);
      }
    });
  }

  return {
    async ask(question, signal) {
      const id = nextId++;
      const message = await heard(id, signal, { type: 'ask', id, question });
      if (message.type === 'answer') return message.bytes;
      throw new Error(`A question about records was answered by ${message.type}`);
    },
    async *export(asked, signal) {
      const id = nextId++;
      let ended = false;
      try {
        let message = await heard(id, signal, { type: 'export', id, asked });
        while (message.type === 'piece') {
          yield message.bytes;
          message = await heard(id, signal, { type: 'more', id });
        }
        ended = true;
      } finally {
        if (!ended && worker) send({ type: 'cancel', id });
      }
    },
    wrote(parties) {
      if (worker && parties.length > 0) send({ type: 'numbers', parties });
    },
    forgetNumbers() {
      if (worker) send({ type: 'forget-numbers' });
    },
    checkpoint() {
      if (!closed) send({ type: 'checkpoint' });
    },
    async close() {
      closed = true;
      await worker?.terminate();
    },
  };
}

/** An error of the thread keeps its name, by which a caller may know it. */
function named(name: string, message: string): Error {
  const error = new Error(message);
  error.name = name;
  return error;
}

/** Beside the bundle when there is one, else the source itself. */
function threadFile(): URL {
  const here = import.meta.url;
  return new URL(here.endsWith('.ts') ? './reader-thread.ts' : './reader-thread.mjs', here);
}
