// Registos de chamadas: palavras das linhas, colunas dos ficheiros, e o que cada número quer dizer.
export const records = {
  kinds: { calls: 'Chamada', queue: 'Entrada em fila' },
  directions: { in: 'Recebida', out: 'Efetuada' },
  statuses: {
    answered: 'Atendida',
    abandoned: 'Abandonada',
    missed: 'Não atendida',
    busy: 'Ocupado',
    cancelled: 'Cancelada',
    failed: 'Falhada',
    unknown: 'Desconhecido',
  },
  columns: {
    startedAt: 'Início',
    kind: 'Tipo',
    direction: 'Sentido',
    caller: 'De',
    called: 'Para',
    agent: 'Agente',
    queue: 'Fila',
    ddi: 'Número chamado',
    status: 'Resultado',
    word: 'Palavra da central',
    waitSeconds: 'Espera (s)',
    talkSeconds: 'Conversa (s)',
    durationSeconds: 'Duração (s)',
    id: 'Id',
    outcome: 'Código',
    note: 'Nota',
  },
  figures: {
    count: { name: 'Registos', formula: 'Linhas da lista com os mesmos filtros.' },
    offered: {
      name: 'Oferecidas',
      formula: 'Entradas em filas; quando se pedem só chamadas gerais, as recebidas.',
    },
    answered: { name: 'Atendidas', formula: 'Oferecidas que a central dá como atendidas.' },
    abandoned: {
      name: 'Abandonadas',
      formula: 'Oferecidas que ninguém atendeu, sem as desistências rápidas.',
    },
    shortAbandoned: {
      name: 'Desistências rápidas',
      formula: 'Abandonadas antes do limite da fila; não contam no nível de serviço.',
    },
    serviceLevel: {
      name: 'Nível de serviço',
      formula: 'Atendidas dentro do objetivo ÷ (atendidas + abandonadas); com menos de dez, não se mostra.',
    },
    asaMs: { name: 'Espera média', formula: 'Soma das esperas das atendidas ÷ atendidas com espera conhecida.' },
    ahtMs: { name: 'Conversa média', formula: 'Soma das conversas ÷ atendidas com conversa conhecida.' },
    longestWaitMs: { name: 'Maior espera', formula: 'A maior espera conhecida entre as atendidas.' },
  },
  known: {
    agentsOnly: 'A central só guarda chamadas dos agentes que conhece: as restantes não entram nestas contas.',
    limits: 'Objetivo e limite de desistência são os que valiam quando o registo foi lido.',
  },
};
