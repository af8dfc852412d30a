// What the PBX's words mean: states, directions, results, causes. A word that is not here means nothing and is kept
// as it came; guessing would put an untruth on the wall.
import type { CallHeard } from '../board/input.ts';
import type { AgentState } from '../protocol/board.ts';
import { foldWord } from './fold.ts';

const phases: ReadonlyMap<string, CallHeard['phase']> = new Map([
  ['timbre', 'ringing'],
  ['descolgado', 'answered'],
  ['descolgada', 'answered'],
  ['colgado', 'hung_up'],
  ['colgada', 'hung_up'],
  ['fintimbre', 'ring_ended'],
]);
const directions: ReadonlyMap<string, 'in' | 'out'> = new Map([
  ['entrante', 'in'],
  ['entrada', 'in'],
  ['saliente', 'out'],
  ['salida', 'out'],
  ['saida', 'out'],
]);
const finals: ReadonlyMap<string, NonNullable<CallHeard['final']>> = new Map([
  ['atendida', 'answered'],
  ['atendido', 'answered'],
  ['noatendida', 'missed'],
  ['noatendido', 'missed'],
  ['finalizada', 'finished'],
  ['finalizado', 'finished'],
  ['perdida', 'lost'],
  ['perdido', 'lost'],
  ['abandono', 'abandoned'],
  ['abandonada', 'abandoned'],
  ['fintimbre', 'ring_ended'],
]);
const infos: ReadonlyMap<string, NonNullable<CallHeard['info']>> = new Map([
  ['answer', 'answer'],
  ['answered', 'answer'],
  ['busy', 'busy'],
  ['cancel', 'cancel'],
  ['noanswer', 'no_answer'],
  ['transfer', 'transfer'],
  ['atransfer', 'attended_transfer'],
]);
const agentStates: ReadonlyMap<string, AgentState> = new Map([
  ['libre', 'free'],
  ['livre', 'free'],
  ['ocupada', 'busy'],
  ['ocupado', 'busy'],
  ['desconectada', 'disconnected'],
  ['desconectado', 'disconnected'],
]);
/** States of a call as single-call answers may word them: running, or as in a finished record. */
const running = new Set([
  'timbre',
  'timbrando',
  'sonando',
  'encola',
  'emfila',
  'encurso',
  'emcurso',
  'hablando',
  'activa',
]);
const recorded =
  /^(no|nao)?(contestad|respondid|atendid)[ao]$|^(ocupad|abandonad|perdid|finalizad|terminad|cancelad)[ao]$/;
/** Callers who withheld their number, in the words of carriers and phones. */
const nobody =
  /^(?:numero)?(?:anonym|anonim|oculto|ocult|privad|private|restri|unknown|desconocid|desconhecid|withheld|unavailable)/;

export const phaseOf = (word: string) => phases.get(foldWord(word)) ?? null;
export const directionOf = (word: string) => directions.get(foldWord(word)) ?? null;
export const finalOf = (word: string) => finals.get(foldWord(word)) ?? null;
export const infoOf = (word: string) => infos.get(foldWord(word)) ?? null;
export const agentStateOf = (word: string): AgentState => agentStates.get(foldWord(word)) ?? 'unknown';
export const isRunningWord = (word: string) => running.has(foldWord(word)) || phaseOf(word) === 'answered';
export const isRecordedWord = (word: string) => recorded.test(foldWord(word)) || phaseOf(word) === 'hung_up';
export const isNobody = (party: string) => nobody.test(foldWord(party)) || /^-\d$/.test(party);
