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
};
