// Whole calls as the PBX would tell them, for tests that permute, repeat and lose events. Each story says what must
// come out; the stories are written by hand from the contract's table, never from what the board printed.
import type { CallHeard } from '../../lib/board/input.ts';
import type { CallResult } from '../../lib/protocol/board.ts';
import { heard } from './board-events.ts';

export interface Story {
  readonly name: string;
  readonly events: readonly CallHeard[];
  readonly result: CallResult;
  readonly direction: 'in' | 'out';
  /** Distinct outcomes, sorted: `116 missed`, `117 answered blind`. */
  readonly outcomes: readonly string[];
  readonly queue: string | null;
  readonly offered: number;
  readonly answered: number;
  readonly abandoned: number;
}

const q = { queue: '200' };
const end = (extension: string | null, at: number, final: CallHeard['final'], info: CallHeard['info'], more = {}) =>
  heard('hung_up', extension, at, { final, info, ...more });
const ringEnd = (extension: string, at: number, more = {}) =>
  heard('ring_ended', extension, at, { final: 'ring_ended', info: 'no_answer', ...more });

const out = { direction: 'out' as const };

export const stories: readonly Story[] = [
  {
    name: 'outbound busy',
    events: [heard('ringing', '300', 0, out), end('300', 5000, null, 'busy', out)],
    result: 'busy',
    direction: 'out',
    outcomes: ['300 busy'],
    queue: null,
    offered: 0,
    answered: 0,
    abandoned: 0,
  },
  {
    name: 'dialler hand-over: one id, the origin hangs up first, the agent is never told to have answered',
    events: [
      heard('ringing', '300', 0, out),
      heard('answered', '300', 4000, out),
      heard('ringing', '116', 5000),
      end('300', 9000, null, 'answer', out),
      end('116', 40_000, null, 'answer'),
    ],
    result: 'answered',
    direction: 'out',
    outcomes: ['116 answered', '300 answered'],
    queue: null,
    offered: 0,
    answered: 0,
    abandoned: 0,
  },
  {
    name: 'a queue that is an extension: neighbouring ids, the hang-up comes from the queue alone',
    events: [
      heard('ringing', '116', 2000, { shortId: '1772442001', fullId: '1772442001.2101' }),
      heard('answered', '116', 6000, { shortId: '1772442001', fullId: '1772442001.2101' }),
      end('200', 40_000, null, 'answer', { shortId: '1772442000', fullId: '1772442000.2100', extensionIsQueue: true }),
    ],
    result: 'answered',
    direction: 'in',
    outcomes: ['116 answered'],
    queue: '200',
    offered: 1,
    answered: 1,
    abandoned: 0,
  },
  {
    name: 'hops, then abandoned where it never rang',
    events: [
      heard('ringing', '116', 1000, q),
      ringEnd('116', 16_000, q),
      end('117', 30_000, 'abandoned', 'no_answer', q),
    ],
    result: 'abandoned',
    direction: 'in',
    outcomes: ['116 missed'],
    queue: '200',
    offered: 1,
    answered: 0,
    abandoned: 1,
  },
  {
    name: '116, 117, and 116 again, who answers',
    events: [
      heard('ringing', '116', 1000, q),
      ringEnd('116', 16_000, q),
      heard('ringing', '117', 16_500, q),
      ringEnd('117', 31_000, q),
      heard('ringing', '116', 31_500, q),
      heard('answered', '116', 35_000, q),
      end('116', 95_000, 'answered', 'answer', q),
    ],
    result: 'answered',
    direction: 'in',
    outcomes: ['116 answered', '116 missed', '117 missed'],
    queue: '200',
    offered: 1,
    answered: 1,
    abandoned: 0,
  },
  {
    name: 'ringall, one answers and the others hear nothing more',
    events: [
      heard('ringing', '116', 1000, q),
      heard('ringing', '117', 1000, q),
      heard('ringing', '118', 1010, q),
      heard('answered', '117', 6000, q),
      end('117', 66_000, 'answered', 'answer', q),
    ],
    result: 'answered',
    direction: 'in',
    outcomes: ['116 elsewhere', '117 answered', '118 elsewhere'],
    queue: '200',
    offered: 1,
    answered: 1,
    abandoned: 0,
  },
  {
    name: 'ringall, nobody answers',
    events: [
      heard('ringing', '116', 1000, q),
      heard('ringing', '117', 1000, q),
      ringEnd('116', 12_000, q),
      ringEnd('117', 12_000, q),
      end('117', 12_100, 'abandoned', 'no_answer', q),
    ],
    result: 'abandoned',
    direction: 'in',
    outcomes: ['116 missed', '117 missed'],
    queue: '200',
    offered: 1,
    answered: 0,
    abandoned: 1,
  },
  {
    name: 'blind transfer',
    events: [
      heard('ringing', '116', 1000, q),
      heard('answered', '116', 6000, q),
      end('116', 20_000, 'finished', 'answer', q),
      heard('ringing', '117', 20_500, { ...q, info: 'transfer' }),
      heard('answered', '117', 24_000, q),
      end('117', 33_000, 'answered', 'answer', q),
    ],
    result: 'answered',
    direction: 'in',
    outcomes: ['116 transferred', '117 answered blind'],
    queue: '200',
    offered: 1,
    answered: 1,
    abandoned: 0,
  },
  {
    name: 'attended transfer',
    events: [
      heard('ringing', '116', 1000, q),
      heard('answered', '116', 6000, q),
      end('116', 32_000, 'finished', 'answer', q),
      heard('answered', '117', 32_500, { ...q, info: 'attended_transfer' }),
      end('117', 45_000, 'answered', 'answer', q),
    ],
    result: 'answered',
    direction: 'in',
    outcomes: ['116 transferred', '117 answered attended'],
    queue: '200',
    offered: 1,
    answered: 1,
    abandoned: 0,
  },
  {
    name: 'transferred to 117 and back to 116',
    events: [
      heard('ringing', '116', 1000, q),
      heard('answered', '116', 6000, q),
      end('116', 20_000, 'finished', 'answer', q),
      heard('ringing', '117', 20_500, { ...q, info: 'transfer' }),
      heard('answered', '117', 24_000, q),
      end('117', 33_000, 'finished', 'answer', q),
      heard('ringing', '116', 33_500, { ...q, info: 'transfer' }),
      heard('answered', '116', 36_000, q),
      end('116', 50_000, 'answered', 'answer', q),
    ],
    result: 'answered',
    direction: 'in',
    outcomes: ['116 answered blind', '116 transferred', '117 transferred blind'],
    queue: '200',
    offered: 1,
    answered: 1,
    abandoned: 0,
  },
  {
    name: 'missed in a known queue is abandoned',
    events: [heard('ringing', '116', 1000, q), end('116', 21_000, 'missed', 'no_answer', q)],
    result: 'abandoned',
    direction: 'in',
    outcomes: ['116 missed'],
    queue: '200',
    offered: 1,
    answered: 0,
    abandoned: 1,
  },
  {
    name: 'missed on an own line is missed',
    events: [
      heard('ringing', '116', 1000, { queue: null }),
      end('116', 21_000, 'missed', 'no_answer', { queue: null }),
    ],
    result: 'missed',
    direction: 'in',
    outcomes: ['116 missed'],
    queue: null,
    offered: 0,
    answered: 0,
    abandoned: 0,
  },
  {
    name: 'click-to-call, the outside party cancels nothing and does not answer',
    events: [heard('ringing', '116', 1000, out), end('116', 31_000, 'lost', 'no_answer', out)],
    result: 'missed',
    direction: 'out',
    outcomes: ['116 missed'],
    queue: null,
    offered: 0,
    answered: 0,
    abandoned: 0,
  },
];
