import { describe, expect, test } from 'vitest';
import { createNames, type Dialect, wireNames } from '../../lib/pbx/names.ts';
import { actionNames, actionOf, parameterNames, parameterOf, wireAction } from '../../server/simulator/plane/names.ts';

/** Canonical name, the wire's, the manual's taken literally: as the contract's table has them. */
const contract = `
param.action accion acao
param.authorization Authorization autorizacao
param.number numero numero
param.number2 numero2 numero2
param.agent agente agente
param.ddi ddi ddi
param.timeout time_out tempo_tempo
param.originExtension ext_origen ext_origin
param.hangupAgent agente_colgar agente_de_suspensao
param.id id id
param.cdrId id_cdr id_cdr
param.page pagina site
param.records registros registos
param.fromDate fecha_ini data_ini
param.fromTime hora_ini hora_ini
param.toDate fecha_fin data_final
param.toTime hora_fin hora_final
param.campaign IDcamp idcamp
param.numbers numeros numeros
param.form form forma
action.call llamada chamada
action.transit transito transito
action.transitAgent transito-agente transit-agent
action.hangup colgado desligado
action.callInfo estado estado
action.agentsStatus estado_agentes estado_do_agente
action.queueAgentsStatus estado_agentes_cola school_agents_status
action.cdrPage cdr_paginado cdr_paginado
action.cdrQueuePage cdr_cola_paginado cdr_fila_paginada
action.cdrOne cdr_uno cdr_um
action.campaigns lista_camp lista_campo
action.campaignInsert insertar_numeros_camp inserir_numeros_camp
action.campaignAppend anadir_numeros_camp adicionar_numeros_do_campo`
  .trim()
  .split('\n')
  .map((line) => line.split(' '));

describe('names of the wire', () => {
  test('both dialects hold the table of the contract, and nothing else', () => {
    const firsts = Object.entries(wireNames.es).map(([name, [es]]) => [
      name,
      es,
      Object.entries(wireNames.pt).find(([other]) => other === name)?.[1][0],
    ]);
    expect(firsts.sort()).toEqual(contract.sort());
  });
  test('the simulator, which shares no table with us, is addressed by the same names', () => {
    const dialects: Dialect[] = ['es', 'pt'];
    for (const dialect of dialects) {
      const names = createNames(dialect, {});
      for (const name of actionNames) {
        expect(names.action(name)[0]).toBe(wireAction(name, dialect));
        expect(actionOf(names.action(name)[0], dialect)).toBe(name);
      }
      for (const name of parameterNames) {
        const query = new URLSearchParams(names.param(name).map((wire) => [wire, 'x']));
        expect(parameterOf(query, name, dialect), `${dialect} ${name}`).toBe('x');
      }
    }
    expect(actionNames.length + parameterNames.length).toBe(contract.length);
  });
  test('PBX_NAMES overrides single names, a list is kept whole, what means nothing is told', () => {
    const names = createNames('es', {
      'param.timeout': 'timeout',
      'action.hangup': ['colgar', 'cortar'],
      'action.dance': 'bailar',
      'action.call': [],
    });
    expect(names.param('timeout')).toEqual(['timeout']);
    expect(names.action('hangup')).toEqual(['colgar', 'cortar']);
    expect(names.action('call')).toEqual(['llamada']);
    expect(names.unknown).toEqual(['action.dance', 'action.call']);
  });
});
