// Rows of records as a PBX would give them: a year of a house with 500 agents and ten queues, in order of time, 500 a
// page. The same every time.
export interface MadePage {
  readonly kind: 'calls' | 'queue';
  readonly rows: readonly Record<string, string>[];
}

export const yearBegin = Date.UTC(2025, 0, 1);
export const yearMs = 365 * 86_400_000;
const pageRows = 500;
const numbers = 1_200_000;

export function* madeRecords(count: number): Generator<MadePage> {
  let state = 7;
  const draw = (below: number) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 4_294_967_296) * below);
  };
  const days = 365;
  for (let made = 0; made < count; ) {
    const kind = Math.floor(made / pageRows) % 2 === 0 ? ('queue' as const) : ('calls' as const);
    const rows: Record<string, string>[] = [];
    for (let i = 0; i < pageRows && made < count; i++, made++) {
      // Thirteen hours a day.
      const share = made / count;
      const day = Math.floor(share * days);
      const within = share * days - day;
      const at = Math.floor(yearBegin / 1000 + day * 86_400 + 8 * 3_600 + within * 13 * 3_600);
      // Some call again and again, most once.
      const party = String(910_000_000 + Math.min(draw(numbers), draw(numbers)));
      const agent = String(1_000 + draw(500));
      const lost = draw(100) < 9;
      const out = kind === 'calls' && draw(10) < 3;
      const shared = {
        identificador: `${at}.${made}`,
        estado: lost ? 'No contestada' : 'Contestada',
        duracion: String(20 + draw(500)),
      };
      rows.push(
        kind === 'queue'
          ? {
              ...shared,
              ...{
                llamante: party,
                cola: `${200 + draw(10)}_Fila`,
                agente: lost ? '' : agent,
                ddi: `21500210${draw(10)}`,
              },
              ...{ espera: String(draw(draw(100) < 80 ? 30 : 240)), conversacion: lost ? '0' : String(20 + draw(500)) },
            }
          : {
              ...shared,
              ...{ llamante: out ? agent : party, llamado: out ? party : agent, ddi: `21500210${draw(10)}` },
              direccion: out ? 'Saliente' : 'Entrante',
            },
      );
    }
    yield { kind, rows };
  }
}
