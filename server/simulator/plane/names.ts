// The switchboard's two dialects: what is really on the wire (es), and the translated manual taken literally (pt).
// Known names are case-sensitive, unknown parameters are ignored: behind it is PHP.
export type Dialect = 'es' | 'pt';
export type Strictness = 'both' | Dialect;

const parameters = {
  action: { es: ['accion'], pt: ['acao'] },
  authorization: { es: ['Authorization', 'Autorization'], pt: ['Authorization', 'autorizacao'] },
  number: { es: ['numero'], pt: ['numero'] },
  number2: { es: ['numero2'], pt: ['numero2'] },
  agent: { es: ['agente'], pt: ['agente'] },
  ddi: { es: ['ddi'], pt: ['ddi'] },
  timeout: { es: ['time_out'], pt: ['tempo_tempo'] },
  originExtension: { es: ['ext_origen'], pt: ['ext_origin'] },
  hangupAgent: { es: ['agente_colgar'], pt: ['agente_de_suspensao'] },
  id: { es: ['id'], pt: ['id'] },
  cdrId: { es: ['id_cdr'], pt: ['id_cdr'] },
  page: { es: ['pagina'], pt: ['site'] },
  records: { es: ['registros'], pt: ['registos'] },
  fromDate: { es: ['fecha_ini'], pt: ['data_ini'] },
  fromTime: { es: ['hora_ini'], pt: ['hora_ini'] },
  toDate: { es: ['fecha_fin'], pt: ['data_final'] },
  toTime: { es: ['hora_fin'], pt: ['hora_final'] },
  campaign: { es: ['IDcamp'], pt: ['idcamp'] },
  numbers: { es: ['numeros'], pt: ['numeros'] },
  form: { es: ['form'], pt: ['forma'] },
} as const satisfies Record<string, Record<Dialect, readonly string[]>>;
export type Parameter = keyof typeof parameters;

const actions = {
  call: { es: 'llamada', pt: 'chamada' },
  transit: { es: 'transito', pt: 'transito' },
  transitAgent: { es: 'transito-agente', pt: 'transit-agent' },
  hangup: { es: 'colgado', pt: 'desligado' },
  callInfo: { es: 'estado', pt: 'estado' },
  agentsStatus: { es: 'estado_agentes', pt: 'estado_do_agente' },
  queueAgentsStatus: { es: 'estado_agentes_cola', pt: 'school_agents_status' },
  cdrPage: { es: 'cdr_paginado', pt: 'cdr_paginado' },
  cdrQueuePage: { es: 'cdr_cola_paginado', pt: 'cdr_fila_paginada' },
  cdrOne: { es: 'cdr_uno', pt: 'cdr_um' },
  campaigns: { es: 'lista_camp', pt: 'lista_campo' },
  campaignInsert: { es: 'insertar_numeros_camp', pt: 'inserir_numeros_camp' },
  campaignAppend: { es: 'anadir_numeros_camp', pt: 'adicionar_numeros_do_campo' },
} as const satisfies Record<string, Record<Dialect, string>>;
export type ActionName = keyof typeof actions;
export const actionNames = Object.keys(actions).filter((name): name is ActionName => name in actions);
export const parameterNames = Object.keys(parameters).filter((name): name is Parameter => name in parameters);

const dialectsOf = (strictness: Strictness): readonly Dialect[] =>
  strictness === 'both' ? ['es', 'pt'] : [strictness];

export const wireAction = (name: ActionName, dialect: Dialect): string => actions[name][dialect];

export function actionOf(word: string, strictness: Strictness): ActionName | null {
  const dialects = dialectsOf(strictness);
  return actionNames.find((name) => dialects.some((dialect) => actions[name][dialect] === word)) ?? null;
}

/** The first name that is there wins; blank counts as absent. */
export function parameterOf(query: URLSearchParams, name: Parameter, strictness: Strictness): string | null {
  for (const dialect of dialectsOf(strictness)) {
    for (const wire of parameters[name][dialect]) {
      const value = query.get(wire)?.trim();
      if (value) return value;
    }
  }
  return null;
}
