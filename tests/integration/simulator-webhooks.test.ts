import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createSimulator, type Simulator } from '../../server/simulator/create.ts';
import { openReceiver, type Receiver } from './simulator-receiver.ts';

const Samples = z.object({
  scenarios: z.array(z.object({ name: z.string(), bodies: z.array(z.record(z.string(), z.unknown())) })),
});
const samples = Samples.parse(JSON.parse(readFileSync(new URL('../samples/webhooks.json', import.meta.url), 'utf8')));
const Placed = z.object({ call: z.object({ id: z.string(), legs: z.array(z.object({ extension: z.string() })) }) });

let receiver: Receiver;
let sim: Simulator;
beforeEach(async () => {
  receiver = await openReceiver();
  sim = await createSimulator({ clock: 'manual', agents: 10, queues: 1 });
});
afterEach(async () => {
  await sim.close();
  await receiver.close();
});

const run = (command: string, input: unknown) => sim.control(command, input);
const place = (input: Record<string, unknown>) => Placed.parse(run('place', { party: '601620202', ...input })).call;
const dial = (input: Record<string, unknown>) => Placed.parse(run('dial', { number: '601620202', ...input })).call;
/** Only 116 and 117 are at their desks, as in the manual. */
const onlyTwo = () => {
  for (const agent of sim.office.agents) {
    run('agent', { extension: agent.extension, registered: ['116', '117'].includes(agent.extension) });
  }
};
const queueOf = (...extensions: string[]) => {
  const number = sim.office.queues.find((queue) =>
    extensions.every((one) => sim.world.queues.get(queue.number)?.members.includes(one)),
  );
  return number?.number ?? '';
};

const happenings: Record<string, { vocabulary: string; happens: () => Promise<void> }> = {
  'outbound-busy': {
    vocabulary: 'A',
    async happens() {
      const { id } = dial({ agent: '190' });
      await sim.advance(5_000);
      run('outside', { id, does: 'busy' });
    },
  },
  'outbound-answered': {
    vocabulary: 'A',
    async happens() {
      const { id } = dial({ agent: '190' });
      await sim.advance(4_000);
      run('outside', { id, does: 'answer' });
      await sim.advance(8_000);
      run('hangup', { id });
    },
  },
  'agent-answered': {
    vocabulary: 'A',
    async happens() {
      const { id } = dial({ agent: '190', kind: 'transit-agent', handTo: '116' });
      await sim.advance(4_000);
      run('outside', { id, does: 'answer' });
      await sim.advance(2_000);
      run('answer', { extension: '116' });
      await sim.advance(20_000);
      run('hangup', { id });
    },
  },
  'queue-answered': {
    vocabulary: 'A',
    async happens() {
      run('agent', { extension: '116', registered: false });
      const { id } = dial({ agent: '190', kind: 'transit-agent', handTo: queueOf('117') });
      await sim.advance(4_000);
      run('outside', { id, does: 'answer' });
      await sim.advance(1_000);
      run('answer', { extension: '117' });
      await sim.advance(37_000);
      run('hangup', { id });
    },
  },
  'inbound-abandoned': {
    vocabulary: 'B',
    async happens() {
      const to = queueOf('117');
      run('agent', { extension: '116', occupied: true });
      run('agent', { extension: '117', occupied: true });
      const { id } = place({ to });
      await sim.advance(12_000);
      run('hangup', { id });
    },
  },
  'queue-hops': {
    vocabulary: 'B',
    async happens() {
      run('settings', { ringEnd: 'state' });
      run('agent', { extension: '117', registered: false });
      const { id } = place({ to: queueOf('116') });
      await sim.advance(15_500);
      run('agent', { extension: '116', registered: false });
      await sim.advance(14_500);
      run('hangup', { id });
    },
  },
  'queue-ringall-abandoned': {
    vocabulary: 'B-to',
    async happens() {
      const to = queueOf('116', '117');
      run('queue', { number: to, strategy: 'ringall' });
      const { id } = place({ to });
      await sim.advance(11_000);
      run('hangup', { id });
    },
  },
  'blind-transfer': {
    vocabulary: 'B-to',
    async happens() {
      const { id } = place({ to: '116' });
      run('answer', { extension: '116' });
      await sim.advance(14_000);
      run('transfer', { extension: '116', to: '117', kind: 'blind' });
      await sim.advance(3_000);
      run('answer', { extension: '117' });
      await sim.advance(9_000);
      run('hangup', { id });
    },
  },
  'attended-transfer': {
    vocabulary: 'B-to',
    async happens() {
      const { id } = place({ to: '116' });
      run('answer', { extension: '116' });
      await sim.advance(26_000);
      run('transfer', { extension: '116', to: '117', kind: 'attended' });
      await sim.advance(13_000);
      run('hangup', { id });
    },
  },
  'custom-template': {
    vocabulary:
      'src:%*CALLER_ID*%,operator:%*EXTENSION*%,dest:%*QUEUE_NAME*%,duracionllamada:$*DURACION*$,idpromocion:123456a',
    async happens() {
      const { id } = place({ to: queueOf('117') });
      run('agent', { extension: '116', registered: false });
      await sim.advance(16_500);
      run('answer', { extension: '117' });
      await sim.advance(5_000);
      run('hangup', { id });
    },
  },
};

/** Words stay, what belongs to one call or one house goes. */
function worded(body: Record<string, unknown>): Record<string, unknown> {
  const variable = /^(Id_llamada|id|co|to|Datetime_.*|start_time|Telefono_contacto|from|src|dest)$/;
  const extension = /^(Extension|ColaAgentes|caller_id|operator)$/;
  return Object.fromEntries(
    Object.entries(body).map(([key, value]) => {
      if (variable.test(key) || extension.test(key)) return [key, typeof value];
      if (/^(duration|Duration|duracionllamada)$/.test(key)) return [key, typeof value];
      return [key, typeof value === 'string' ? value.trim() : value];
    }),
  );
}

describe('[golden] the simulated world says what the manual prints', () => {
  test.each(samples.scenarios.map((scenario) => [scenario.name, scenario] as const))('%s', async (name, scenario) => {
    const happening = happenings[name];
    expect(happening, 'every scenario has its happening').toBeDefined();
    onlyTwo();
    run('hooks', { url: receiver.url, vocabulary: happening?.vocabulary });
    await happening?.happens();
    await sim.settled();
    const sent = receiver.bodies().map(worded);
    let from = 0;
    for (const body of scenario.bodies.map(worded)) {
      const found = sent.findIndex((one, index) => index >= from && JSON.stringify(one) === JSON.stringify(body));
      expect(
        found,
        `${JSON.stringify(body)}\nin\n${sent.map((one) => JSON.stringify(one)).join('\n')}`,
      ).toBeGreaterThanOrEqual(0);
      from = found + 1;
    }
  });
});

describe('webhooks on their way', () => {
  test('what an answer holds is captured by path and resent in the later events of that call only', async () => {
    run('hooks', { url: receiver.url, capture: 'wallref:[ref],task:[data][0][id]' });
    receiver.answer = () => ({ status: 201, json: { ref: 'r7', data: [{ id: 12 }] } });
    place({ to: '110' });
    await sim.settled();
    run('answer', { extension: '110' });
    place({ to: '111' });
    await sim.settled();
    const [ring, answered, other] = receiver
      .bodies()
      .sort((a, b) => String(a.Extension).localeCompare(String(b.Extension)));
    expect(ring).not.toHaveProperty('wallref');
    expect(answered).toMatchObject({ wallref: 'r7', task: '12', Estado_llamado: 'descolgado' });
    expect(other).not.toHaveProperty('wallref');
    expect(sim.outbox.lastStatus).toBe(201);
  });

  test('tokens, Basic, fixed headers, PUT, forms and queries go out as configured', async () => {
    run('hooks', {
      url: receiver.url,
      method: 'PUT',
      format: 'urlencoded',
      headers: { 'X-House': '7' },
      auth: { kind: 'basic', user: 'u', password: 'p' },
    });
    run('hooks', { extension: '111', url: receiver.url, method: 'GET' });
    place({ to: '110' });
    await sim.settled();
    expect(receiver.received[0]).toMatchObject({
      method: 'PUT',
      headers: { 'x-house': '7', authorization: `Basic ${btoa('u:p')}` },
    });
    expect(new URLSearchParams(receiver.received[0]?.body).get('Estado_llamado')).toBe('timbre');
    run('hooks/copy', { from: '111', to: '112' });
    place({ to: '112' });
    await sim.settled();
    expect(receiver.received[1]?.path).toContain('Extension=112');
    expect(receiver.received[1]?.body).toBe('');
  });

  test("an agent's own token is sent when so told, nothing from an extension without events", async () => {
    run('hooks', { url: receiver.url, auth: { kind: 'token', own: true } });
    run('hooks/remove', { extension: '111' });
    place({ to: '111' });
    place({ to: '112' });
    await sim.settled();
    expect(receiver.received.map((hook) => hook.headers.authorization)).toEqual([sim.keys.agentToken('112')]);
  });

  test('faults lose, double and reorder; counts tell', async () => {
    run('hooks', { url: receiver.url });
    run('faults/hooks', { lost: 1 });
    place({ to: '110' });
    await sim.settled();
    expect(receiver.received).toHaveLength(0);
    expect(sim.outbox.counts.lost).toBe(1);
    run('faults/hooks', { doubled: 1 });
    place({ to: '111' });
    await sim.settled();
    expect(receiver.received).toHaveLength(2);
    run('faults/hooks', { reordered: 1 });
    place({ to: '112' });
    run('answer', { extension: '112' });
    await sim.advance(2_500);
    expect(
      receiver
        .bodies()
        .slice(2)
        .map((body) => body.Estado_llamado),
    ).toEqual(['descolgado', 'timbre']);
  });
});

describe('NTLM', () => {
  test('the challenge is answered on the same connection, with the body only then', async () => {
    const info = Buffer.from('0200020044000000' + '00000000', 'hex');
    const challenge = Buffer.alloc(48 + info.length);
    challenge.write('NTLMSSP\0', 'latin1');
    challenge.writeUInt32LE(2, 8);
    challenge.fill(7, 24, 32);
    challenge.writeUInt16LE(info.length, 40);
    challenge.writeUInt32LE(48, 44);
    info.copy(challenge, 48);
    receiver.answer = (hook) => {
      const bytes = Buffer.from(hook.headers.authorization?.replace('NTLM ', '') ?? '', 'base64');
      const done = bytes.length > 12 && bytes.readUInt32LE(8) === 3;
      const headers = { 'www-authenticate': `NTLM ${challenge.toString('base64')}` };
      return done ? { status: 200, json: {} } : { status: 401, json: {}, headers };
    };
    run('hooks', { url: receiver.url, auth: { kind: 'ntlm', user: 'pbx', password: 'secret', domain: 'HOUSE' } });
    place({ to: '110' });
    await sim.settled();
    expect(receiver.received.map((hook) => hook.body === '')).toEqual([true, false]);
    const message = Buffer.from(receiver.received[1]?.headers.authorization?.replace('NTLM ', '') ?? '', 'base64');
    const text = (at: number) =>
      message
        .subarray(message.readUInt32LE(at + 4))
        .subarray(0, message.readUInt16LE(at))
        .toString('utf16le');
    expect([text(28), text(36)]).toEqual(['HOUSE', 'pbx']);
    expect(sim.outbox.lastStatus).toBe(200);
  });
});
