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
  erase: {
    title: 'One number',
    text: 'Looks for one number in everything stored, however it is written, and erases it. Calls and counts stay; the number does not.',
    number: 'Number',
    numberHint: 'For example +351 912 345 678. Without a country code it is read as one of this country.',
    find: 'Find',
    finding: 'Looking…',
    foundTitle: 'What there is of {number}',
    none: 'Nothing is stored with the number {number}.',
    place: 'Where',
    count: 'How many',
    oldest: 'Oldest',
    newest: 'Newest',
    places: {
      board: 'Board and memory',
      checkpoints: 'Saved states of the board',
      log: 'Events and answers of the PBX',
      dead_letters: 'Unread events',
      calls: 'Ended calls',
      orders: 'Orders given',
      records: 'Call records',
      answers: 'Saved answers',
    },
    blocked: {
      number_in_use: 'A call with this number is on the board. You can erase it a minute after it ends.',
      own_number:
        'This number is one of the house: it stands in the settings of agents, queues or dialling. Take it out there first.',
    },
    confirm: 'Last four digits',
    confirmHint: 'Type them to confirm. There is no way back.',
    confirmNeeded: 'Type the last four digits of the number.',
    erase: 'Erase this number',
    running: 'Erasing {number}: {seen} of {total} rows looked at…',
    done: 'The number {number} is erased: {changed, plural, =0 {nothing had to change} one {# row changed} other {# rows changed}}.',
    failed: 'The number {number} was not erased everywhere. Find it and erase it again.',
    file: {
      clean: 'The file of the database holds it no longer.',
      rewritten: 'The file of the database was written anew and holds it no longer.',
      left: 'The file of the database was written anew and still holds these digits: within a longer number, or in a name or a note. Search for them there.',
      failed:
        'The rows changed, but the file of the database could not be written anew. Look at the disk and erase again.',
      server: 'The files of the database server are the affair of whoever runs it.',
    },
    copies: 'Backups and exports made before still hold it.',
  },
  retention: {
    title: 'How long things are kept',
    text: 'In days. What is older is forgotten at night.',
    kinds: {
      log: 'Events and answers of the PBX',
      calls: 'Ended calls',
      deadLetters: 'Unread events',
      orders: 'Orders given, and the keys of numbers in the audit trail',
      records: 'Call records',
    },
    bounds: '{least} to {most} days',
    bad: 'A whole number from {least} to {most}.',
    badLetters: 'It cannot be less than the events.',
    lastRun:
      'Last time: {at}. Removed: {log} events, {calls} calls, {deadLetters} unread, {orders} orders, {records} records, {answers} answers, {numberKeys} keys.',
    neverRan: 'No night has run yet.',
    name: 'times',
  },
};
