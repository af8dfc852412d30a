// What is said when the data is late, missing, or back.
import type { connection as reference } from '../pt-PT/connection.ts';

export const connection: typeof reference = {
  label: 'Estado de la conexión',
  lost: 'Sin conexión con el servidor',
  dataOf: 'datos de las {time}',
  noData: 'aún sin datos',
  retryIn: 'nuevo intento en {seconds} s',
  retrying: 'intentando conectar…',
  retryNow: 'Intentar ya',
  pbxDown: 'La centralita no responde desde las {time}',
  pbxNever: 'La centralita aún no ha respondido',
  pbxStale: 'Centralita con retraso: datos de las {time}',
  pbxWhy: {
    starting: 'iniciando',
    timeout: 'sin respuesta a tiempo',
    unreachable: 'inaccesible',
    unauthorized: 'credenciales rechazadas',
    server_error: 'error en la centralita',
    unreadable: 'respuesta ilegible',
    empty: 'respuesta vacía',
    unknown_action: 'la centralita no conoce la petición',
  },
  stillTrue: 'los totales del día se mantienen; llamar y colgar no están disponibles',
  hooksSilent: 'Eventos en silencio: pueden faltar llamadas',
  hooksSilentFor: 'Eventos en silencio desde hace {minutes} min: pueden faltar llamadas',
  hooksOff: 'Eventos desactivados: las llamadas no aparecen',
  hooksWhy: {
    not_configured: 'ningún remitente configurado',
    none_since_start: 'ningún evento desde el arranque',
    busy_without_event: 'agente ocupado sin evento',
    cannot_store: 'no se pueden guardar los eventos',
  },
  recovered: 'Conexión restablecida · faltan {from}–{to}',
  reload: 'Nueva versión del panel: recargar',
};
