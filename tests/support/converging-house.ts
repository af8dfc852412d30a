// A house whose time is ours: simulated PBX and whole server on one hand-driven clock, over real HTTP, sockets and
// SQLite. Hours pass in seconds, and the same seed gives the same day.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Board } from '../../lib/protocol/board.ts';
import { type App, createApp } from '../../server/app.ts';
import { choosePort } from '../../server/cli/free-port.ts';
import { readEnv } from '../../server/env.ts';
import { createLog } from '../../server/log.ts';
import { createSimulator, type Simulator } from '../../server/simulator/create.ts';
import { type BoardClient, boardClient } from './board-client.ts';
import { manualClock } from './manual-clock.ts';

const token = { api: 'made-up-api-token', hook: 'made-up-hook-token' };

export interface ConvergingHouse {
  readonly simulator: Simulator;
  /** What was logged at warn and above. */
  readonly complaints: string[];
  board(): Board;
  /** Lets simulated time pass, with everything that is under way, a step at a time. */
  pass(ms: number, stepMs?: number): Promise<void>;
  /** Lets time pass until the PBX answers again. The breaker in front of it rests in real time, up to 5 s of it. */
  recover(): Promise<void>;
  /** A screen from now on; closed with the house. */
  screen(): BoardClient;
  /** Closes the server and opens another on the same database and port, while the world stands still. */
  restart(): Promise<void>;
  close(): Promise<void>;
}

export async function convergingHouse(options: {
  readonly seed: number;
  readonly agents: number;
  readonly queuesRing?: boolean;
}): Promise<ConvergingHouse> {
  const clock = manualClock();
  const directory = mkdtempSync(join(tmpdir(), 'wallboard-converge-'));
  const port = await choosePort('PORT', undefined, 41_000 + (process.pid % 9_000), '127.0.0.1');
  const url = `http://127.0.0.1:${port}`;
  const simulator = await createSimulator({
    seed: options.seed,
    agents: options.agents,
    queuesRing: options.queuesRing ?? false,
    dialPlan: 'random',
    clock: { now: clock.now, after: clock.after },
    hook: { url: `${url}/hooks`, vocabulary: 'recommended', auth: { kind: 'token', token: token.hook } },
  });
  const complaints: string[] = [];
  const reading = readEnv(
    {
      HOST: '127.0.0.1',
      PORT: String(port),
      DATABASE_URL: `file:${join(directory, 'wallboard.db')}`,
      PBX_URL: simulator.url,
      PBX_TOKEN: simulator.keys.globalToken,
      PBX_AGENT: simulator.office.agents[0]?.extension ?? '',
      HOOK_TOKEN: token.hook,
      API_TOKEN: token.api,
      ADMIN_PASSWORD: 'made-up-admin-password',
      LOG_LEVEL: 'warn',
    },
    directory,
  );
  if (!reading.ok) throw new Error(reading.problems.join('\n'));
  const { env } = reading;
  const log = createLog({ level: 'warn', secrets: [] }, { write: (line) => void complaints.push(line) });
  const start = async (): Promise<App> => {
    const made = await createApp({ env, clock, log });
    await made.listen();
    return made;
  };
  let app = await start();
  const screens: BoardClient[] = [];

  /** Real input and output take real time; simulated time stands still meanwhile. */
  const breathe = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const house: ConvergingHouse = {
    simulator,
    complaints,
    board: () => app.services.liveBoard.board(),
    async pass(ms, stepMs = 250) {
      for (let passed = 0; passed < ms; passed += stepMs) {
        await clock.advance(Math.min(stepMs, ms - passed));
        await simulator.settled();
        await breathe(1);
      }
      await breathe(20);
      // A hub sends what it gathered when its window ends.
      await clock.advance(30);
      await breathe(20);
    },
    async recover() {
      for (let tries = 0; house.board().source.pbx !== 'live'; tries++) {
        if (tries > 400) throw new Error(`the PBX stays ${house.board().source.pbx}`);
        await house.pass(500);
      }
    },
    screen() {
      const screen = boardClient(url, { auth: { token: token.api } });
      screens.push(screen);
      return screen;
    },
    async restart() {
      await simulator.settled();
      const closing = app.close();
      // Closing waits on timers of the same clock.
      for (let i = 0; i < 200; i++) {
        await clock.advance(10);
        if (await Promise.race([closing.then(() => true), breathe(5).then(() => false)])) break;
      }
      await closing;
      app = await start();
    },
    async close() {
      for (const screen of screens) screen.close();
      const closing = app.close();
      for (let i = 0; i < 200; i++) {
        await clock.advance(10);
        if (await Promise.race([closing.then(() => true), breathe(5).then(() => false)])) break;
      }
      await closing;
      await simulator.close();
      rmSync(directory, { recursive: true, force: true });
    },
  };
  return house;
}
