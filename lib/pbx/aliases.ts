// The one table of other names: what the PBX, its translated manual and the operators' templates call a thing, to what
// we read it as. Keys and values are folded. It names fields only; words (states, results) are read in `words.ts`.

/** Keys of REST answers: the Portuguese and English ones to the Spanish one. */
export const answerAliases: ReadonlyMap<string, string> = new Map([
  ['chamador', 'llamante'],
  ['caller', 'llamante'],
  ['chamado', 'llamado'],
  ['called', 'llamado'],
  ['id_llamada', 'identificador'],
  ['identifier', 'identificador'],
  ['duracao', 'duracion'],
  ['duration', 'duracion'],
  ['direccao', 'direccion'],
  ['direcao', 'direccion'],
  ['direction', 'direccion'],
  ['registos', 'registros'],
  ['records', 'registros'],
  ['env_records', 'env_registros'],
  ['env_registos', 'env_registros'],
  ['site', 'pagina'],
  ['page', 'pagina'],
  ['campo', 'camp'],
  ['campanhas', 'camp'],
  ['nome', 'nombre'],
  ['name', 'nombre'],
  ['forma', 'form'],
  ['formulario', 'form'],
  ['numbers', 'numeros'],
  ['number', 'numero'],
  ['message', 'mensaje'],
  ['mensagem', 'mensaje'],
  ['erro', 'error'],
  ['agent', 'agente'],
  ['agents', 'agentes'],
  ['fila', 'cola'],
  ['queue', 'cola'],
  ['queues', 'colas'],
  ['filas', 'colas'],
]);

/** The PBX's variables, as events carry them. `COLA_AGENTES` is an extension that is a queue; `REF` is our own reference. */
export const hookVariables = [
  'ESTADO',
  'SENTIDO',
  'CALLER_ID',
  'EXTENSION',
  'COLA_AGENTES',
  'QUEUE_NAME',
  'DDI',
  'ID',
  'FULL_ID',
  'DURACION',
  'FINAL',
  'INFO',
  'FECHA_ISO',
  'FECHA_FIN_ISO',
  'REF',
] as const;
export type HookVariable = (typeof hookVariables)[number];

/** Field names of hook bodies, the surest first. `caller_id` is left out: what it means depends on `from`. */
export const hookAliases: Readonly<Record<HookVariable, readonly string[]>> = {
  ESTADO: ['estado', 'estado_llamado', 'estado_llamada', 'status'],
  SENTIDO: ['sentido', 'tipo', 'direction', 'direccion'],
  CALLER_ID: ['telefono_contacto', 'from'],
  EXTENSION: ['extension'],
  COLA_AGENTES: ['colaagentes', 'cola_agentes'],
  QUEUE_NAME: ['queue_name', 'cola'],
  DDI: ['ddi', 'co', 'to'],
  ID: ['id', 'id_llamada'],
  FULL_ID: ['full_id'],
  DURACION: ['duracion', 'duration'],
  FINAL: ['final', 'result'],
  INFO: ['info'],
  FECHA_ISO: ['fecha_iso', 'datetime_llamada', 'start_time'],
  FECHA_FIN_ISO: ['fecha_fin_iso', 'datetime_fin', 'end_time'],
  REF: ['wallref'],
};
