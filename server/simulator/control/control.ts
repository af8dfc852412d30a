// The control plane: what a test or a person makes happen. Under /_sim only, and never part of what the PBX answers.
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { readBody } from '../plane/read-request.ts';
import { callCommands } from './call-commands.ts';
import { type Command, type ControlContext, Refusal } from './command.ts';
import { faultCommands } from './fault-commands.ts';
import { houseCommands } from './house-commands.ts';

export interface Control {
  run(command: string, input: unknown): unknown;
  handle(request: IncomingMessage, response: ServerResponse, target: URL): Promise<void>;
}

export function createControl(context: ControlContext): Control {
  const commands: ReadonlyMap<string, Command> = new Map(
    Object.entries({ ...callCommands, ...faultCommands, ...houseCommands }),
  );
  const run = (name: string, input: unknown) => {
    const command = commands.get(name);
    if (!command) throw new Refusal(404, `no such command: ${name}`);
    return command(context, input ?? {});
  };
  return {
    run,
    async handle(request, response, target) {
      const name = target.pathname.replace(/^\/_sim\/?/, '');
      const answer = (status: number, body: unknown) => {
        response.writeHead(status, { 'content-type': 'application/json; charset=utf-8' });
        response.end(JSON.stringify(body));
      };
      try {
        // A page of another site must not be able to drive it: no form can send this type.
        const json = request.headers['content-type']?.startsWith('application/json') ?? false;
        if (request.method === 'POST' && !json) throw new Refusal(415, 'send application/json');
        if (request.method !== 'POST' && request.method !== 'GET') throw new Refusal(405, 'GET or POST');
        const reads = ['', 'diary', 'state', 'log', 'events', 'office', 'credentials'];
        if (request.method === 'GET' && !reads.includes(name)) throw new Refusal(405, 'POST');
        const text = request.method === 'POST' ? await readBody(request) : '';
        if (text === null) throw new Refusal(413, 'too long');
        answer(200, await run(name === '' ? 'state' : name, jsonOf(text)));
      } catch (error) {
        if (error instanceof Refusal) answer(error.status, { error: error.message });
        else if (error instanceof z.ZodError) answer(400, { error: z.prettifyError(error) });
        else throw error;
      }
    },
  };
}

function jsonOf(text: string): unknown {
  if (text.trim() === '') return {};
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, 'no JSON');
  }
}
