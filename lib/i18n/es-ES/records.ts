// Registros de llamadas: palabras de las filas, columnas de los ficheros y lo que quiere decir cada cifra.
import type { records as reference } from '../pt-PT/records.ts';

export const records: typeof reference = {
  kinds: { calls: 'Llamada', queue: 'Entrada en cola' },
  directions: { in: 'Entrante', out: 'Saliente' },
  statuses: {
    answered: 'Atendida',
    abandoned: 'Abandonada',
    missed: 'No atendida',
    busy: 'Ocupado',
    cancelled: 'Cancelada',
    failed: 'Fallida',
    unknown: 'Desconocido',
  },
  columns: {
    startedAt: 'Inicio',
    kind: 'Tipo',
    direction: 'Sentido',
    caller: 'De',
    called: 'A',
    agent: 'Agente',
    queue: 'Cola',
    ddi: 'Número llamado',
    status: 'Resultado',
    word: 'Palabra de la centralita',
    waitSeconds: 'Espera (s)',
    talkSeconds: 'Conversación (s)',
    durationSeconds: 'Duración (s)',
    id: 'Id',
    outcome: 'Código',
    note: 'Nota',
  },
  figures: {
    count: { name: 'Registros', formula: 'Filas de la lista con los mismos filtros.' },
    offered: {
      name: 'Ofrecidas',
      formula: 'Entradas en colas; si solo se piden llamadas generales, las entrantes.',
    },
    answered: { name: 'Atendidas', formula: 'Ofrecidas que la centralita da por atendidas.' },
    abandoned: {
      name: 'Abandonadas',
      formula: 'Ofrecidas que nadie atendió, sin los abandonos rápidos.',
    },
    shortAbandoned: {
      name: 'Abandonos rápidos',
      formula: 'Abandonadas antes del límite de la cola; no cuentan en el nivel de servicio.',
    },
    serviceLevel: {
      name: 'Nivel de servicio',
      formula: 'Atendidas dentro del objetivo ÷ (atendidas + abandonadas); con menos de diez no se muestra.',
    },
    asaMs: { name: 'Espera media', formula: 'Suma de las esperas de las atendidas ÷ atendidas con espera conocida.' },
    ahtMs: { name: 'Conversación media', formula: 'Suma de las conversaciones ÷ atendidas con conversación conocida.' },
    longestWaitMs: { name: 'Mayor espera', formula: 'La mayor espera conocida entre las atendidas.' },
  },
  known: {
    agentsOnly: 'La centralita solo guarda llamadas de los agentes que conoce: las demás no entran en estas cuentas.',
    limits: 'El objetivo y el límite de abandono son los que valían cuando se leyó el registro.',
  },
};
