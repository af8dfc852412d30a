// An answer that is bytes already, or comes piece by piece: made elsewhere, handed out as it is.
import type { Readable } from 'node:stream';

export class ReadyAnswer {
  readonly body: Buffer | Readable;
  /** With its charset. */
  readonly media: string;
  /** What the bytes say, to be held against the table in tests; null = no JSON. */
  readonly json: (() => unknown) | null;

  private constructor(body: Buffer | Readable, media: string, json: (() => unknown) | null) {
    this.body = body;
    this.media = media;
    this.json = json;
  }

  static json(bytes: Uint8Array<ArrayBuffer>): ReadyAnswer {
    const body = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    return new ReadyAnswer(body, 'application/json; charset=utf-8', () => JSON.parse(body.toString()));
  }
  static stream(stream: Readable, media: string): ReadyAnswer {
    return new ReadyAnswer(stream, media, null);
  }
}
