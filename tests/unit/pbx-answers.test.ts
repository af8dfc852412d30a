import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold } from '../../lib/pbx/fold.ts';
import { readAgents } from '../../lib/pbx/rest/agents.ts';
import { isLive, readCallInfo } from '../../lib/pbx/rest/call-info.ts';
import { readCampaigns } from '../../lib/pbx/rest/campaigns.ts';
import { readOrder } from '../../lib/pbx/rest/order.ts';
import { readQueues } from '../../lib/pbx/rest/queues.ts';
import { readRecords } from '../../lib/pbx/rest/records.ts';

const samples: Record<string, unknown> = JSON.parse(readFileSync('tests/samples/answers.json', 'utf8'));
const sample = (name: string) => JSON.stringify(samples[name]);
const text = (value: unknown) => JSON.stringify(value);

describe('the answers printed in the manual', () => {
  test('[T20] agents: free, busy, not registered', () => {
    const reading = readAgents(sample('agentsStatus'));
    if (!reading.ok) throw new Error(reading.why);
    expect(Object.keys(reading.value)).toHaveLength(9);
    expect(reading.value['116']).toEqual({ state: 'free', word: 'Libre' });
    expect(reading.value['117']).toEqual({ state: 'busy', word: 'Ocupada' });
    expect(reading.value['100']).toEqual({ state: 'disconnected', word: 'Desconectada' });
  });
  test('[T21] a page of records, in Portuguese, keeps its words under one name each', () => {
    expect(readRecords(sample('cdrPage'))).toEqual({
      ok: true,
      value: {
        page: 2,
        totalPages: 20,
        rows: [
          {
            identificador: '1645022130.56',
            llamante: '300',
            llamado: '621260068',
            estado: 'Respondido',
            duracion: '33',
            direccion: 'Saída',
            ddi: '935955436',
          },
        ],
      },
    });
    expect(readRecords(sample('cdrOne'))).toMatchObject({ value: { rows: [{ identificador: '1581048700.217298' }] } });
    expect(readRecords(text({ registros: 0 }))).toMatchObject({ ok: true, value: { rows: [] } });
    expect(readRecords(text({ registros: '25', CDR: 'mal' }))).toMatchObject({ ok: false, why: 'unreadable' });
  });
  test('[T21] the same page in Spanish reads the same', () => {
    const spanish =
      '{"pagina":2,"registros":"25","env_registros":25,"tot_paginas":"20","CDR":[{"Identificador":1645022130.50,' +
      '"Llamante":300,"Llamado":"621260068","Estado":"No contestada","Duracion":33,"Direccion":"Saliente"}]}';
    expect(readRecords(spanish)).toMatchObject({
      value: { page: 2, totalPages: 20, rows: [{ identificador: '1645022130.50', llamante: '300', duracion: '33' }] },
    });
  });
  test('[T22] campaigns, with their words and fields', () => {
    const reading = readCampaigns(sample('campaigns'));
    if (!reading.ok) throw new Error(reading.why);
    expect(reading.value.map(({ fields, ...rest }) => ({ ...rest, count: fields.length }))).toEqual([
      { id: '22', name: 'Fase A-Records', state: 'inactive', type: 'power', word: 'Inactivo', count: 2 },
      { id: '159', name: 'números de teste', state: 'active', type: 'preview', word: 'Activo', count: 11 },
    ]);
    const spanish = {
      registros: 1,
      Camp: [{ ID: 7, Nombre: 'n', Estado: 'Pausado', Tipo: 'Power', Form: ['a', 'a'] }],
    };
    expect(readCampaigns(text(spanish))).toMatchObject({
      value: [{ id: '7', state: 'unknown', word: 'Pausado', type: 'power', fields: ['a', 'a'] }],
    });
    expect(readCampaigns(text({ registros: 0 }))).toEqual({ ok: true, value: [] });
  });
  test('[T23] orders that were taken', () => {
    expect(readOrder(sample('call'))).toEqual({ said: 'accepted', words: 'Chamada' });
    for (const name of ['campaignInsert', 'campaignAppend', 'campaignForm']) {
      expect(readOrder(sample(name)), name).toMatchObject({ said: 'accepted' });
    }
  });
});

describe('tolerance', () => {
  test('[T23] an order is refused in any of four ways, and unclear in every other', () => {
    for (const refusal of [
      { error: 'No permitido' },
      { mensaje: 'No permitido' },
      { message: 'No permitido' },
      { status: 'No permitido' },
      { error: { mensaje: 'No permitido' } },
      { estado: 'Error', mensaje: 'No permitido' },
    ]) {
      expect(readOrder(text(refusal)), text(refusal)).toMatchObject({ said: 'refused', words: 'No permitido' });
    }
    for (const body of ['', ' ', '{}', '[]', '<html>', '{"IDcamp":"1","JSON_form":"a "b""}', 'true', '{"ok":true}']) {
      expect(readOrder(body).said, body).toBe('unclear');
    }
    expect(readOrder(text({ error: '', estado: 'Llamada' })).said).toBe('accepted');
    expect(readOrder(text({ error: 'Acción no válida' }))).toMatchObject({ unknownAction: true });
    expect(readOrder(text({ error: 'Extensión inválida' }))).toMatchObject({ unknownAction: false });
    expect(readOrder('{}')).toMatchObject({ unknownAction: true });
  });
  test('[T20] other shapes of the agents, and words nobody knows', () => {
    const free = { state: 'free', word: 'LIBRE' };
    for (const body of [
      { agentes: { '116': 'LIBRE' } },
      [{ Agente: 116, Estado: 'LIBRE' }],
      { '116': 'LIBRE', x: 1 },
    ]) {
      expect(readAgents(text(body)), text(body)).toEqual({ ok: true, value: { '116': free } });
    }
    expect(readAgents('{"116":"Almorzando"}')).toMatchObject({
      value: { '116': { state: 'unknown', word: 'Almorzando' } },
    });
  });
  test('[T24] three shapes of the queues say the same', () => {
    const members = ['116', '117'];
    for (const body of [
      { '200_Ventas': { '116': 'Libre', '117': 'Ocupada' } },
      [{ cola: '200', nombre: 'Ventas', agentes: [{ agente: '116', estado: 'Libre' }, { agente: 117 }] }],
      { colas: { '200_Ventas': ['116', 117, '116'] } },
    ]) {
      expect(readQueues(text(body)), text(body)).toEqual({ ok: true, value: { '200': { name: 'Ventas', members } } });
    }
    expect(readQueues(text({ '200': ['116', '117'], '300': [] }))).toEqual({
      ok: true,
      value: { '200': { name: null, members }, '300': { name: null, members: [] } },
    });
  });
  test('[T25] a call: its data, nothing known of it, its end', () => {
    expect(readCallInfo(text({ registros: 0 }))).toEqual({ ok: true, value: null });
    expect(readCallInfo(text({ registros: '0', CDR: [] }))).toEqual({ ok: true, value: null });
    expect(readCallInfo('{"registros":1,"CDR":[{"Identificador":1630050329.2100,"Estado":"timbre"}]}')).toEqual({
      ok: true,
      value: { identificador: '1630050329.2100', estado: 'timbre' },
    });
    expect(isLive(null)).toBe(false);
    expect(isLive({ estado: 'descolgado' })).toBe(true);
    expect(isLive({ estado: 'colgado' })).toBe(false);
    expect(isLive({ estado: 'descolgado', fecha_fin: '2026-01-01' })).toBe(false);
    expect(isLive({ estado: 'En curso', duracion: '33', direccion: 'Saliente' })).toBe(true);
    for (const ended of ['Contestada', 'No contestada', 'Não respondido', 'Abandonada', 'Ocupado']) {
      expect(isLive({ estado: ended, duracion: '33' }), ended).toBe(false);
    }
    expect(isLive({ estado: 'Quizás', duracion: '33' })).toBeNull();
    const both = { registros: 2, CDR: [{ Estado: 'Contestada' }, { Estado: 'En cola' }] };
    expect(readCallInfo(text(both))).toMatchObject({ value: { estado: 'En cola' } });
  });
  test('[T26] what is no answer is told apart', () => {
    const why = (body: string) => {
      const reading = readAgents(body);
      return reading.ok ? 'ok' : `${reading.why}${reading.ill ? ' ill' : ''}`;
    };
    expect(why('')).toBe('empty ill');
    expect(why('\uFEFF')).toBe('empty ill');
    expect(why('{}')).toBe('empty');
    expect(why('[]')).toBe('empty');
    expect(why('<html>')).toBe('unreadable ill');
    expect(why('{"116":"Li')).toBe('unreadable ill');
    expect(why('{"x":"y","z":1}')).toBe('unreadable');
    expect(why('No está autorizado')).toBe('unauthorized');
    expect(why('{"error":"No está autorizado"}')).toBe('unauthorized');
    expect(why('{"error":"Acción desconocida"}')).toBe('unknown_action');
    expect(why('{"error":"base de datos"}')).toBe('server_error');
  });
  test('[T26] keys fold alike however they are written', () => {
    expect(['Direcção', 'DIRECCAO', ' direcção '].map(fold)).toEqual(Array(3).fill('direccao'));
    expect(fold('Cola  Agentes')).toBe('cola_agentes');
  });
  test('[T26] no bytes make a reader throw', () => {
    const body = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.json(),
      fc.json().map((json) => json.slice(1)),
    );
    fc.assert(
      fc.property(body, (bytes) => {
        for (const read of [readAgents, readQueues, readCallInfo, readRecords, readCampaigns]) {
          expect(typeof read(bytes).ok).toBe('boolean');
        }
        expect(readOrder(bytes).said).not.toBe('');
      }),
      { numRuns: 500 },
    );
  });
});
