// One event as the variables of a template. Only what the switchboard knows; blanks where it says nothing.
import { isoLocal } from '../base/local-time.ts';
import type { CallEvent } from '../world/types.ts';

/** How the end of a ring is said: `timbre` with a FINAL, or as a state of its own. */
export type RingEndForm = 'final' | 'state';

export function variablesOf(event: CallEvent, zone: string, ringEnd: RingEndForm): Record<string, string> {
  const asState = ringEnd === 'state' && event.final === 'fintimbre';
  return {
    ESTADO: asState ? 'fintimbre' : event.state,
    SENTIDO: event.direction,
    CALLER_ID: event.party,
    EXTENSION: event.extension,
    QUEUE_NAME: event.queueName,
    DDI: event.ddi,
    ID: event.id.split('.')[0] ?? event.id,
    FULL_ID: event.id,
    DURACION: String(event.seconds),
    FINAL: asState ? '' : event.final,
    INFO: event.info,
    FECHA_ISO: isoLocal(event.startedAt, zone),
    FECHA_FIN_ISO: event.endedAt === null ? '' : isoLocal(event.endedAt, zone),
  };
}
