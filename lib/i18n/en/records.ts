// Call records: words of rows, columns of files, and what each figure means.
import type { records as reference } from '../pt-PT/records.ts';

export const records: typeof reference = {
  kinds: { calls: 'Call', queue: 'Queue entry' },
  directions: { in: 'Incoming', out: 'Outgoing' },
  statuses: {
    answered: 'Answered',
    abandoned: 'Abandoned',
    missed: 'Not answered',
    busy: 'Busy',
    cancelled: 'Cancelled',
    failed: 'Failed',
    unknown: 'Unknown',
  },
  columns: {
    startedAt: 'Start',
    kind: 'Kind',
    direction: 'Direction',
    caller: 'From',
    called: 'To',
    agent: 'Agent',
    queue: 'Queue',
    ddi: 'Called number',
    status: 'Result',
    word: 'PBX’s word',
    waitSeconds: 'Wait (s)',
    talkSeconds: 'Talk (s)',
    durationSeconds: 'Duration (s)',
    id: 'Id',
    outcome: 'Code',
    note: 'Note',
  },
  figures: {
    count: { name: 'Records', formula: 'Rows of the list under the same filters.' },
    offered: { name: 'Offered', formula: 'Entries into queues; when only general calls are asked for, incoming ones.' },
    answered: { name: 'Answered', formula: 'Offered ones that the PBX tells as answered.' },
    abandoned: { name: 'Abandoned', formula: 'Offered ones that nobody answered, short abandons left out.' },
    shortAbandoned: {
      name: 'Short abandons',
      formula: 'Abandoned before the queue’s short limit; they count on no side of the service level.',
    },
    serviceLevel: {
      name: 'Service level',
      formula: 'Answered within the target ÷ (answered + abandoned); not shown below ten.',
    },
    asaMs: { name: 'Average wait', formula: 'Waits of answered calls ÷ answered calls with a known wait.' },
    ahtMs: { name: 'Average talk', formula: 'Talk ÷ answered calls with a known time of talk.' },
    longestWaitMs: { name: 'Longest wait', formula: 'The longest known wait of an answered call.' },
  },
  known: {
    agentsOnly: 'The PBX keeps calls of the agents it knows only: all others are missing from these counts.',
    limits: 'Target and short limit are those that held when the record was read.',
  },
};
