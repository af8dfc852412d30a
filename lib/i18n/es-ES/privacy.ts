// Las palabras de la privacidad: quién ve números, y qué se olvida.
import type { privacy as reference } from '../pt-PT/privacy.ts';

export const privacy: typeof reference = {
  title: 'Privacidad',
  numbers: {
    title: 'Números completos',
    choice: { whole: 'Según el rol y el alcance de cada cuenta', own_queues: 'Solo de las colas propias' },
    text: {
      whole: 'Supervisores y gestores ven completos los números de todas las llamadas a las que llegan.',
      own_queues:
        'Los números de llamadas de otras colas quedan ocultos. Quien necesita uno lo pide en la llamada, y queda registrado.',
    },
    changed: 'Guardado. Vale para todos desde ahora.',
  },
  erase: {
    title: 'Un número',
    text: 'Busca un número en todo lo guardado, escrito de cualquier manera, y lo borra. Las llamadas y los recuentos se quedan; el número no.',
    number: 'Número',
    numberHint: 'Por ejemplo +34 612 345 678. Sin prefijo se lee como número de este país.',
    find: 'Buscar',
    finding: 'Buscando…',
    foundTitle: 'Lo que hay de {number}',
    none: 'No hay nada guardado con el número {number}.',
    place: 'Dónde',
    count: 'Cuántas',
    oldest: 'La más antigua',
    newest: 'La más reciente',
    places: {
      board: 'Tablero y memoria',
      checkpoints: 'Estados guardados del tablero',
      log: 'Eventos y respuestas de la centralita',
      dead_letters: 'Eventos sin leer',
      calls: 'Llamadas terminadas',
      orders: 'Órdenes dadas',
      records: 'Registros de llamadas',
      answers: 'Respuestas guardadas',
    },
    blocked: {
      number_in_use: 'Hay una llamada con este número en el tablero. Puede borrarlo un minuto después de que termine.',
      own_number:
        'Este número es de la casa: está en los ajustes de agentes, colas o marcación. Quítelo de ahí primero.',
    },
    confirm: 'Últimas cuatro cifras',
    confirmHint: 'Escríbalas para confirmar. No hay vuelta atrás.',
    confirmNeeded: 'Escriba las últimas cuatro cifras del número.',
    erase: 'Borrar este número',
    running: 'Borrando {number}: {seen} de {total} filas vistas…',
    done: 'El número {number} está borrado: {changed, plural, =0 {no hizo falta cambiar nada} one {# fila cambiada} many {# de filas cambiadas} other {# filas cambiadas}}.',
    failed: 'El número {number} no se borró en todas partes. Búsquelo y bórrelo otra vez.',
    file: {
      clean: 'El archivo de la base de datos ya no lo contiene.',
      rewritten: 'El archivo de la base de datos se escribió de nuevo y ya no lo contiene.',
      left: 'El archivo de la base de datos se escribió de nuevo y aún contiene estas cifras: dentro de un número más largo, o en un nombre o una nota. Búsquelas ahí.',
      failed:
        'Las filas cambiaron, pero el archivo de la base de datos no se pudo escribir de nuevo. Mire el disco y borre otra vez.',
      server: 'Los archivos del servidor de base de datos son de quien lo administra.',
    },
    copies: 'Las copias de seguridad y exportaciones anteriores aún lo contienen.',
  },
  retention: {
    title: 'Cuánto tiempo se guarda',
    text: 'En días. Lo que pasa del plazo se olvida por la noche.',
    kinds: {
      log: 'Eventos y respuestas de la centralita',
      calls: 'Llamadas terminadas',
      deadLetters: 'Eventos sin leer',
      orders: 'Órdenes dadas, y las claves de los números en el registro',
      records: 'Registros de llamadas',
    },
    bounds: 'De {least} a {most} días',
    bad: 'Un número entero de {least} a {most}.',
    badLetters: 'No puede ser menos que los eventos.',
    lastRun:
      'Última vez: {at}. Eliminados: {log} eventos, {calls} llamadas, {deadLetters} sin leer, {orders} órdenes, {records} registros, {answers} respuestas, {numberKeys} claves.',
    neverRan: 'Aún no ha pasado ninguna noche.',
    name: 'plazos',
  },
};
