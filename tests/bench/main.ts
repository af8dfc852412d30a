// npm run bench: what the product must reach, measured on this machine, beside a floor of the same run.
// BENCH_SECONDS (60) is the length of each load; nothing here asserts a time, it prints and writes a table.

import { serverBundle } from '../../server/cli/ensure.mjs';
import { reachOf } from './board-5000.ts';
import { type Figure, quantile, report } from './figures.ts';
import { firstLoadKb } from './first-load.ts';
import { floorBeside, measureFloor } from './floor.ts';
import { load } from './load.ts';
import { latencies } from './match.ts';
import { openGrid } from './pixels.ts';
import { quietPbx } from './quiet-pbx.ts';
import { watch } from './sockets.ts';
import { startWallboard } from './wallboard.ts';

const seconds = Number(process.env.BENCH_SECONDS ?? 60);
const eventsPerSecond = 100;
const agents = 500;
const socketCount = 50;
const extensions = Array.from({ length: agents }, (_, i) => String(1000 + i));
const figures: Figure[] = [];
const add = (name: string, value: number, unit: string, goal: number | null, floor: number | null = null) =>
  figures.push({ name, value, unit, goal, floor });

console.log(`floor: ${eventsPerSecond} events/s, ${socketCount} sockets, ${Math.min(20, seconds)} s`);
const floor = await measureFloor({ extensions, eventsPerSecond, seconds: Math.min(20, seconds), sockets: socketCount });

console.log('5,000 agents: reading, comparing and publishing a poll');
const poll = reachOf();
add('poll of 5,000 agents: read, compared, published', poll.wholeMs, 'ms (median)', 50, poll.parseFloorMs);
add('the same, p99', poll.wholeP99Ms, 'ms', null);
add('change seen by a poll, on the wire', poll.bytesPerChange, 'bytes', 300);

const pbx = await quietPbx(agents);
const entry = process.argv[2] ?? serverBundle;
const wall = await startWallboard({ PBX_URL: pbx.url, PBX_TOKEN: pbx.token, PBX_AGENT: '1000' }, entry);
try {
  const watchers = await watch(wall.url, wall.apiToken, socketCount - 1);
  const alone = await load({
    url: `${wall.url}/hooks`,
    token: wall.hookToken,
    extensions,
    eventsPerSecond,
    // Ring, answer and hang-up of everybody once: nobody is left on a call.
    seconds: (3 * agents) / eventsPerSecond,
    words: pbx.words,
  });
  const aloneMs = alone.sent.map((s) => s.answeredAt - s.sentAt);
  add(
    'webhook -> answer, p99, before a browser shares the cores',
    quantile(aloneMs, 0.99),
    'ms',
    null,
    floor.answerP99Ms,
  );
  const grid = await openGrid(wall.url, wall.admin);
  console.log(
    `load: ${eventsPerSecond} events/s, ${agents} agents, ${await grid.tiles()} tiles, ${socketCount} sockets, ${seconds} s`,
  );
  // The barest program answers a few requests meanwhile: what the machine itself keeps everybody waiting.
  const [{ sent, refused }, besideMs] = await Promise.all([
    load({
      url: `${wall.url}/hooks`,
      token: wall.hookToken,
      extensions,
      eventsPerSecond,
      seconds,
      words: pbx.words,
    }),
    floorBeside({ extensions, eventsPerSecond: 10, seconds }),
  ]);
  await new Promise((resolve) => setTimeout(resolve, 1_500));
  const answers = sent.map((s) => s.answeredAt - s.sentAt);
  const socket = latencies(sent, await watchers.heard());
  const pixel = latencies(sent, await grid.painted());
  const longTasks = await grid.longTasks();
  add('webhook accepted -> answer, p50', quantile(answers, 0.5), 'ms', null);
  add('webhook accepted -> answer, p99', quantile(answers, 0.99), 'ms', 20, besideMs);
  add('webhook -> socket, p99', quantile(socket.ms, 0.99), 'ms', 100, floor.socketP99Ms);
  add('webhook -> pixel, p50', quantile(pixel.ms, 0.5), 'ms', 40, floor.socketP50Ms);
  add('webhook -> pixel, p99', quantile(pixel.ms, 0.99), 'ms', 250, floor.socketP99Ms);
  add('long tasks over 50 ms in the browser', longTasks.length, `of ${sent.length} events`, 0);
  add('longest task in the browser', Math.max(0, ...longTasks), 'ms', null);
  add('answered event on the wire', poll.bytesPerAnswer, 'bytes', 700);
  add('process, 500 agents after the load', wall.rssMb(), 'MB', 250);
  add('events refused', refused, '', 0);
  add('events never seen on a socket', socket.missing, '', 0);
  add('events never seen as a pixel', pixel.missing, '', 0);
  add('first-load JavaScript of /wall, gzip', await firstLoadKb(wall.url, wall.admin), 'kB', 200);
  await grid.close();
  await watchers.close();
} finally {
  await wall.close();
  await pbx.close();
}
const missed = report('bench', figures, 'data/bench.json');
if (missed > 0) console.log(`${missed} of ${figures.filter((f) => f.goal !== null).length} goals missed`);
