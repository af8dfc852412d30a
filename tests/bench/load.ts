// Call events at a given rate, as the PBX would send them: every agent in turn rings, answers, hangs up.
// Polls stay in step with it (see quiet-pbx). Bounded in time and in requests under way; keep-alive.
import { Agent, request } from 'undici';

export interface Sent {
  readonly extension: string;
  readonly state: 'ringing' | 'talking' | 'free';
  /** performance.timeOrigin-based Unix ms with fractions: when the request left, and when the 200 was complete. */
  readonly sentAt: number;
  answeredAt: number;
}

export const nowMs = () => performance.timeOrigin + performance.now();

export interface LoadOptions {
  readonly url: string;
  readonly token: string;
  readonly extensions: readonly string[];
  readonly eventsPerSecond: number;
  readonly seconds: number;
  readonly words?: Map<string, string>;
  /** Called when the request is about to leave. */
  readonly onSend?: (sent: Sent) => void;
}

const iso = (ms: number) => new Date(ms).toISOString();

export async function load(options: LoadOptions): Promise<{ sent: Sent[]; refused: number }> {
  const agent = new Agent({ connections: 32, pipelining: 1, keepAliveTimeout: 30_000 });
  const sent: Sent[] = [];
  let refused = 0;
  let sequence = 0;
  const total = Math.round(options.eventsPerSecond * options.seconds);
  const started = nowMs();
  const underWay = new Set<Promise<void>>();
  const calls = new Map<string, { id: string; at: number }>();
  for (let i = 0; i < total; i++) {
    const due = started + (i * 1000) / options.eventsPerSecond;
    const wait = due - nowMs();
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
    const round = Math.floor(i / options.extensions.length) % 3;
    const extension = options.extensions[i % options.extensions.length] ?? '1000';
    const now = nowMs();
    if (round === 0) calls.set(extension, { id: `${Math.floor(now / 1000)}.${++sequence}`, at: now });
    const call = calls.get(extension) ?? { id: `${Math.floor(now / 1000)}.${++sequence}`, at: now };
    const phase = (['timbre', 'descolgado', 'colgado'] as const)[round] ?? 'timbre';
    const state = (['ringing', 'talking', 'free'] as const)[round] ?? 'ringing';
    const body = {
      Id_llamada: call.id,
      Extension: extension,
      Tipo: 'entrante',
      Estado_llamado: phase,
      Final: phase === 'colgado' ? 'atendida' : ' ',
      Info: phase === 'colgado' ? 'ANSWER' : ' ',
      Telefono_contacto: `9${String(10_000_000 + (sequence % 80_000_000))}`,
      Ddi: '210000000',
      Cola: `${200 + (i % 5)}_Fila`,
      Duration: 0,
      Datetime_llamada: iso(call.at),
      Datetime_fin: phase === 'colgado' ? iso(now) : ' ',
    };
    options.words?.set(extension, phase === 'colgado' ? 'Libre' : phase === 'descolgado' ? 'Ocupada' : 'Libre');
    const one: Sent = { extension, state, sentAt: nowMs(), answeredAt: Number.NaN };
    options.onSend?.(one);
    const done = request(options.url, {
      method: 'POST',
      dispatcher: agent,
      headers: { authorization: options.token, 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
      .then(async (response) => {
        await response.body.dump();
        if (response.statusCode === 200) {
          one.answeredAt = nowMs();
          sent.push(one);
        } else refused++;
      })
      .catch(() => {
        refused++;
      });
    const tracked = done.finally(() => underWay.delete(tracked));
    underWay.add(tracked);
    if (underWay.size >= 200) await Promise.race(underWay);
  }
  await Promise.all(underWay);
  await agent.close();
  return { sent, refused };
}
