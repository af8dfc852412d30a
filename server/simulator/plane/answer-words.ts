// Keys and words of answers in both dialects. The three states of agents are Spanish in either.
import type { Result } from '../world/types.ts';
import type { Dialect } from './names.ts';

export const answerKeys = {
  es: {
    number: 'numero',
    agent: 'agente',
    state: 'estado',
    page: 'pagina',
    records: 'registros',
    sent: 'env_registros',
    id: 'Identificador',
    caller: 'Llamante',
    called: 'Llamado',
    status: 'Estado',
    duration: 'Duracion',
    direction: 'Direccion',
    queue: 'Cola',
    queueAgent: 'Agente',
    wait: 'Espera',
    talk: 'Conversacion',
    campaigns: 'Camp',
    name: 'Nombre',
    form: 'Form',
    type: 'Tipo',
  },
  pt: {
    number: 'número',
    agent: 'agente',
    state: 'estado',
    page: 'página',
    records: 'registos',
    sent: 'env_records',
    id: 'Identificador',
    caller: 'Chamador',
    called: 'Chamado',
    status: 'Estado',
    duration: 'Duração',
    direction: 'Direcção',
    queue: 'Fila',
    queueAgent: 'Agente',
    wait: 'Espera',
    talk: 'Conversa',
    campaigns: 'Campo',
    name: 'Nome',
    form: 'Formulário',
    type: 'Tipo',
  },
} as const;

export const callTaken = { es: 'Llamada', pt: 'Chamada' } as const;
export const hungUp = { es: 'Colgado', pt: 'Desligado' } as const;
export const directionWord = {
  es: { in: 'Entrante', out: 'Saliente' },
  pt: { in: 'Entrada', out: 'Saída' },
} as const;
export const campaignType = {
  es: { power: 'Power', preview: 'Preview' },
  pt: { power: 'Potência', preview: 'Pré-visualização' },
} as const;

const results = {
  es: { answered: 'Contestada', busy: 'Ocupado', abandoned: 'Abandonada', other: 'No contestada' },
  pt: { answered: 'Respondido', busy: 'Ocupado', abandoned: 'Abandonada', other: 'Não respondido' },
} as const;

export function resultWord(result: Result, dialect: Dialect, queue: boolean): string {
  const words = results[dialect];
  if (result === 'answered' || result === 'busy') return words[result];
  return result === 'abandoned' && queue ? words.abandoned : words.other;
}
