// Ready-made event configurations: the two that are met in the wild, and the one to recommend.
import type { CallEvent } from '../world/types.ts';
import { type Capture, type Field, parseCapture, parseTemplate } from './template.ts';

export type HookMethod = 'POST' | 'PUT' | 'GET';
export type HookFormat = 'json' | 'urlencoded' | 'query';
export interface HookConfig {
  readonly state: CallEvent['state'];
  readonly direction: CallEvent['direction'];
  readonly url: string;
  readonly method: HookMethod;
  readonly format: HookFormat;
  readonly fields: readonly Field[];
  readonly headers: Readonly<Record<string, string>>;
  readonly capture: readonly Capture[];
}
export interface HookSettings {
  readonly url: string;
  readonly method?: HookMethod | undefined;
  readonly format?: HookFormat | undefined;
  /** One of the ready ones, or the template itself. */
  readonly vocabulary?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** `wallref:[ref]`; blank captures nothing. Set with the recommended vocabulary unless given. */
  readonly capture?: string | undefined;
  /** Only these (state, direction) pairs; all six without it. */
  readonly only?: readonly (readonly [CallEvent['state'], CallEvent['direction']])[] | undefined;
}

export const recommendedTemplate =
  'Id_llamada:%*FULL_ID*%,Extension:%*EXTENSION*%,Tipo:%*SENTIDO*%,Estado_llamado:%*ESTADO*%,Final:%*FINAL*%,' +
  'Info:%*INFO*%,Telefono_contacto:%*CALLER_ID*%,Ddi:%*DDI*%,Cola:%*QUEUE_NAME*%,Duration:$*DURACION*$,' +
  'Datetime_llamada:%*FECHA_ISO*%,Datetime_fin:%*FECHA_FIN_ISO*%';
export const recommendedCapture = 'wallref:[ref]';

const states = ['timbre', 'descolgado', 'colgado'] as const;
const directions = ['entrante', 'saliente'] as const;

/** A template of its own for each state, direction, and for an extension that is a queue. */
function templateOf(vocabulary: string, state: string, direction: string, isQueue: boolean): string {
  if (vocabulary === 'recommended') return recommendedTemplate;
  if (vocabulary === 'B' || vocabulary === 'B-to') {
    return (
      `id:%*ID*%,${vocabulary === 'B' ? 'co' : 'to'}:%*DDI*%,status:%*ESTADO*%,result:%*FINAL*%,` +
      'start_time:%*FECHA_ISO*%,from:%*CALLER_ID*%,duration:$*DURACION*$,direction:%*SENTIDO*%,' +
      'caller_id:%*EXTENSION*%,info:%*INFO*%'
    );
  }
  if (vocabulary !== 'A') return vocabulary;
  const end =
    state !== 'colgado'
      ? ''
      : direction === 'saliente'
        ? ',Datetime_fin:%*FECHA_FIN_ISO*%,Info:%*INFO*%'
        : ',Info:%*INFO*%';
  return (
    `Id_llamada:%*FULL_ID*%,${isQueue ? 'ColaAgentes' : 'Extension'}:%*EXTENSION*%,Tipo:%*SENTIDO*%,` +
    'Datetime_llamada:%*FECHA_ISO*%,Telefono_contacto:%*CALLER_ID*%,Estado_llamado:%*ESTADO*%,' +
    `Duration:%*DURACION*%${end}`
  );
}

export function hookConfigs(settings: HookSettings, isQueue: boolean): readonly HookConfig[] {
  const vocabulary = settings.vocabulary ?? 'recommended';
  const capture = settings.capture ?? (vocabulary === 'recommended' ? recommendedCapture : '');
  const method = settings.method ?? 'POST';
  const wanted = settings.only ?? states.flatMap((state) => directions.map((direction) => [state, direction] as const));
  return wanted.map(([state, direction]) => ({
    state,
    direction,
    url: settings.url,
    method,
    format: settings.format ?? (method === 'GET' ? 'query' : 'json'),
    fields: parseTemplate(templateOf(vocabulary, state, direction, isQueue)),
    headers: settings.headers ?? {},
    capture: parseCapture(capture),
  }));
}
