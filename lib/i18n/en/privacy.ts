// The words of privacy: who sees numbers, and what is forgotten.
import type { privacy as reference } from '../pt-PT/privacy.ts';

export const privacy: typeof reference = {
  title: 'Privacy',
  numbers: {
    title: 'Whole numbers',
    choice: { whole: 'By the role and scope of each account', own_queues: 'Of one’s own queues alone' },
    text: {
      whole: 'Supervisors and managers see the whole numbers of all calls within their reach.',
      own_queues:
        'Numbers of calls in other queues are masked. Whoever needs one asks for it at the call, and that is written down.',
    },
    changed: 'Saved. It holds for everybody from now on.',
  },
};
