// What our requests call things on the wire: one table with two dialects, and the operator's own names over it.
// Only one name in three was ever seen on a real wire, so a wrong guess must be mended by configuration alone.

export type Dialect = 'es' | 'pt';
type Table = Readonly<Record<CanonicalName, readonly string[]>>;

/** `es` is the wire. A second name of an action is tried when the first is unknown, for reads and hang-up only. */
const es = {
  'param.action': ['accion'],
  'param.authorization': ['Authorization'],
  'param.number': ['numero'],
  'param.number2': ['numero2'],
  'param.agent': ['agente'],
  'param.ddi': ['ddi'],
  'param.timeout': ['time_out'],
  'param.originExtension': ['ext_origen'],
  'param.hangupAgent': ['agente_colgar'],
  'param.id': ['id'],
  'param.cdrId': ['id_cdr'],
  'param.page': ['pagina'],
  'param.records': ['registros'],
  'param.fromDate': ['fecha_ini'],
  'param.fromTime': ['hora_ini'],
  'param.toDate': ['fecha_fin'],
  'param.toTime': ['hora_fin'],
  'param.campaign': ['IDcamp'],
  'param.numbers': ['numeros'],
  'param.form': ['form'],
  'action.call': ['llamada'],
  'action.transit': ['transito'],
  'action.transitAgent': ['transito-agente'],
  'action.hangup': ['colgado', 'colgar'],
  'action.callInfo': ['estado'],
  'action.agentsStatus': ['estado_agentes', 'estado_agente'],
  'action.queueAgentsStatus': ['estado_agentes_cola', 'estado_agentes_colas'],
  'action.cdrPage': ['cdr_paginado'],
  'action.cdrQueuePage': ['cdr_cola_paginado', 'cdr_cola_paginada'],
  'action.cdrOne': ['cdr_uno'],
  'action.campaigns': ['lista_camp'],
  'action.campaignInsert': ['insertar_numeros_camp'],
  'action.campaignAppend': ['anadir_numeros_camp', 'agregar_numeros_camp'],
} as const satisfies Record<string, readonly string[]>;

export type CanonicalName = keyof typeof es;
export type ActionName = CanonicalName extends infer N ? (N extends `action.${infer A}` ? A : never) : never;
export type ParamName = CanonicalName extends infer N ? (N extends `param.${infer P}` ? P : never) : never;

/** The manual's translated text taken literally. */
const pt: Table = {
  ...es,
  'param.action': ['acao'],
  'param.authorization': ['autorizacao'],
  'param.timeout': ['tempo_tempo'],
  'param.originExtension': ['ext_origin'],
  'param.hangupAgent': ['agente_de_suspensao'],
  'param.page': ['site'],
  'param.records': ['registos'],
  'param.fromDate': ['data_ini'],
  'param.toDate': ['data_final'],
  'param.toTime': ['hora_final'],
  'param.campaign': ['idcamp'],
  'param.form': ['forma'],
  'action.call': ['chamada'],
  'action.transitAgent': ['transit-agent'],
  'action.hangup': ['desligado'],
  'action.agentsStatus': ['estado_do_agente'],
  'action.queueAgentsStatus': ['school_agents_status'],
  'action.cdrQueuePage': ['cdr_fila_paginada'],
  'action.cdrOne': ['cdr_um'],
  'action.campaigns': ['lista_campo'],
  'action.campaignInsert': ['inserir_numeros_camp'],
  'action.campaignAppend': ['adicionar_numeros_do_campo'],
};

export const wireNames: Readonly<Record<Dialect, Table>> = { es, pt };

export interface Names {
  /** Every one of them is sent. */
  param(name: ParamName): readonly string[];
  /** In the order in which they are tried. Never empty. */
  action(name: ActionName): readonly [string, ...string[]];
  /** Names of the operator's that mean nothing here, to be warned of. */
  readonly unknown: readonly string[];
}

/** `overrides` is PBX_NAMES: canonical name to wire name or names. */
export function createNames(dialect: Dialect, overrides: Readonly<Record<string, string | readonly string[]>>): Names {
  const table = new Map<string, readonly string[]>(Object.entries(wireNames[dialect]));
  const unknown: string[] = [];
  for (const [name, value] of Object.entries(overrides)) {
    const list = (typeof value === 'string' ? [value] : value).filter((item) => item !== '');
    if (table.has(name) && list.length > 0) table.set(name, list);
    else unknown.push(name);
  }
  return {
    param: (name) => table.get(`param.${name}`) ?? [],
    action(name) {
      const [first = name, ...rest] = table.get(`action.${name}`) ?? [];
      return [first, ...rest];
    },
    unknown,
  };
}
