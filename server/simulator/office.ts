// Who works in the simulated office: names, teams, queues, numbers. The PBX itself never tells names or targets;
// whoever shows this office to people fills them in from here. Same seed, same office.
import type { Office, OfficeAgent, OfficeQueue } from './base/office-shape.ts';
import { type Random, randomStream } from './base/random.ts';

// biome-ignore format: a list of names
const people = [
  'Ana Ferreira', 'Lucía Romero', 'João Almeida', 'Carlos Navarro', 'Beatriz Sousa', 'Marta Giménez', 'Rui Carvalho',
  'Íñigo Etxeberria', 'Inês Marques', 'Sofía Cabrera', 'Tiago Nogueira', 'Pablo Serrano', 'Mariana Pinto', 'Elena Vidal',
  'Gonçalo Ribeiro', 'Álvaro Muñoz', 'Catarina Lopes', 'Nuria Ibáñez', 'Diogo Fonseca', 'Javier Ortega', 'Filipa Antunes',
  'Carmen Castaño', 'Miguel Teixeira', 'Raúl Peña', 'Leonor Baptista', 'Alba Fuentes', 'André Conceição', 'Hugo Santamaría',
  'Rita Magalhães', 'Irene Quintana', 'Pedro Vasconcelos', 'Sergio Blázquez', 'Joana Figueiredo', 'Paula Montero',
  'Bruno Guimarães', 'Daniel Echevarría', 'Sara Simões', 'Rocío Benítez', 'Vasco Coutinho', 'Manuel Iglesias',
  'Teresa Brandão', 'Clara Bermúdez', 'Francisco Leitão', 'Adrián Zamora',
] as const;
const firstNames = people.map((name) => name.split(' ')[0] ?? name);
const lastNames = people.map((name) => name.split(' ')[1] ?? name);
const names: readonly string[] = [
  'Faturação',
  'Apoio técnico',
  'Comercial',
  'Atención ES',
  'Retención',
  'Receção',
  'Cobros',
];
const teams = ['Lisboa', 'Porto', 'Madrid', 'Sevilla'] as const;

export interface OfficeOptions {
  readonly seed: number;
  /** 1 to 5,000. */
  readonly agents: number;
  /** 1 to 90. */
  readonly queues: number;
}

export function makeOffice(options: OfficeOptions): Office {
  const random = randomStream(options.seed, 'office');
  const queues = Array.from({ length: options.queues }, (_, i) => queueOf(i));
  // The queue that rings everybody stays small: a hundred phones at once is no office.
  const ringall = queues.find((queue) => queue.strategy === 'ringall');
  let ringallMembers = 0;
  const agents = Array.from({ length: options.agents }, (_, i): OfficeAgent => {
    const wanted = new Set([queues[i % queues.length]?.number, ...moreQueues(random, queues)]);
    if (ringall && wanted.has(ringall.number) && ++ringallMembers > 12) wanted.delete(ringall.number);
    if (wanted.size === 0) wanted.add(queues.find((queue) => queue !== ringall)?.number);
    return {
      extension: extensionOf(i, options.agents),
      name: nameOf(i),
      team: teams[Math.floor((i * teams.length) / options.agents)] ?? teams[0],
      kind: 'agent',
      queues: [...wanted].filter((number) => number !== undefined).sort(),
    };
  });
  return {
    agents,
    queues,
    services: [{ extension: '190', name: 'Marcador', team: '', kind: 'service', queues: [] }],
  };
}

const extensionOf = (index: number, count: number) => String(count <= 80 ? 110 + index : 1_000 + index);

function queueOf(index: number): OfficeQueue {
  return {
    number: String(200 + index + (index >= 90 ? 10_000 : 0)),
    name: names[index] ?? `Fila ${index + 1}`,
    strategy: index === 2 ? 'ringall' : 'hops',
    ddis: [index === 3 || index === 4 ? `91500${2100 + index}` : `21500${2100 + index}`],
    targetSeconds: index === 1 ? 30 : 20,
    shortAbandonSeconds: 5,
  };
}

function moreQueues(random: Random, queues: readonly OfficeQueue[]): (string | undefined)[] {
  return random.chance(0.4) ? [random.pick(queues).number] : [];
}

/** The first ones by hand, then every first name with every last name, then with a number. */
function nameOf(index: number): string {
  const byHand = people[index];
  if (byHand) return byHand;
  const rest = index - people.length;
  const first = firstNames[rest % firstNames.length] ?? 'Ana';
  const shift = 1 + Math.floor(rest / firstNames.length);
  const last = lastNames[(rest + shift) % lastNames.length] ?? 'Sousa';
  const round = Math.floor(shift / lastNames.length);
  return round === 0 ? `${first} ${last}` : `${first} ${last} ${round + 1}`;
}
