// What is said when the data is late, missing, or back.
import type { connection as reference } from '../pt-PT/connection.ts';

export const connection: typeof reference = {
  label: 'Connection state',
  lost: 'No connection to the server',
  dataOf: 'data of {time}',
  noData: 'no data yet',
  retryIn: 'next try in {seconds} s',
  retrying: 'connecting…',
  retryNow: 'Try now',
  pbxDown: 'The PBX has not answered since {time}',
  pbxNever: 'The PBX has not answered yet',
  pbxStale: 'PBX is late: data of {time}',
  pbxWhy: {
    starting: 'starting',
    timeout: 'no answer in time',
    unreachable: 'unreachable',
    unauthorized: 'credentials refused',
    server_error: 'error at the PBX',
    unreadable: 'unreadable answer',
    empty: 'empty answer',
    unknown_action: 'the PBX does not know the request',
  },
  stillTrue: 'today’s totals still hold; calling and hanging up are unavailable',
  hooksSilent: 'Events are silent: calls may be missing',
  hooksSilentFor: 'Events silent for {minutes} min: calls may be missing',
  hooksOff: 'Events are off: calls do not appear',
  hooksWhy: {
    not_configured: 'no sender is configured',
    none_since_start: 'no event since the start',
    busy_without_event: 'an agent is busy without an event',
    cannot_store: 'events cannot be stored',
  },
  recovered: 'Connection restored · missing {from}–{to}',
  reload: 'New version of the wallboard: reload',
};
