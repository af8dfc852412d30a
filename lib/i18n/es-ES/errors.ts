// What a refusal means for the person, and what to do about it. One text per code the server may answer.
import type { errors as reference } from '../pt-PT/errors.ts';

export const errors: typeof reference = {
  code: {
    bad_request: 'No se entendió la petición. Recargue la página.',
    invalid_json: 'No se entendió la petición. Recargue la página.',
    unauthorized: 'La sesión ha terminado. Inicie sesión de nuevo.',
    wrong_credentials: 'Nombre o contraseña incorrectos.',
    not_permitted: 'No tiene permiso. Pídalo al administrador.',
    number_not_allowed: 'Este número no se puede marcar.',
    calling_stopped:
      'Las llamadas desde el panel están suspendidas. Marque en el teléfono; un gestor puede volver a permitirlas.',
    bad_origin: 'Abra el panel por su dirección habitual.',
    password_change_required: 'Cambie primero la contraseña.',
    not_found: 'No encontrado.',
    method_not_allowed: 'No se entendió la petición. Recargue la página.',
    repeat_too_soon: 'Se llamó a este número hace un momento. Espere {seconds} s.',
    no_call: 'No hay llamada que colgar.',
    idempotency_in_progress: 'La misma petición sigue en curso.',
    body_too_large: 'El archivo es demasiado grande.',
    unsupported_media_type: 'Este tipo de archivo no se acepta.',
    invalid_input: 'Hay un valor que no es válido.',
    invalid_number: 'Número no válido.',
    idempotency_mismatch: 'No se entendió la petición. Recargue la página.',
    too_many_attempts: 'Demasiados intentos. Vuelva a intentarlo en {seconds} s.',
    too_many_requests: 'Demasiadas peticiones. Espere un momento.',
    name_taken: 'Ese nombre ya existe. Elija otro.',
    last_admin: 'Es el último administrador. Cree antes otro.',
    fixed_token: 'Este token viene de API_TOKEN: quítelo del entorno y reinicie.',
    too_many_calls: 'Demasiadas llamadas. La próxima será posible en {seconds} s.',
    internal: 'Error en el servidor. Si persiste, copie los detalles y hable con el administrador.',
    pbx_refused: 'La centralita lo rechazó.',
    not_ready: 'El servidor aún está arrancando.',
    hooks_not_configured: 'Los eventos de la centralita no están configurados.',
    cannot_store: 'El servidor no puede guardar. Hable con el administrador.',
    pbx_down: 'La centralita no responde; no se envió nada.',
    pbx_timeout: 'La centralita no respondió a tiempo: no se sabe si se cumplió.',
    network: 'Sin conexión con el servidor.',
  },
  pbxSays: 'La centralita dice: {words}',
  reason: {
    empty: 'Escriba un número.',
    characters: 'El número tiene caracteres que no se pueden marcar.',
    too_short: 'El número es demasiado corto.',
    too_long: 'El número es demasiado largo.',
    no_such_number: 'No existe un número así.',
    emergency: 'Los números de emergencia se marcan en el teléfono.',
    country: 'Este país no está autorizado.',
    range: 'Los números de tarificación especial no están autorizados.',
    caller_id: 'Este número de origen no se puede mostrar.',
  },
  limit: {
    active: 'Una llamada a la vez: cuelgue la que está abierta o espere a que termine.',
    perMinute:
      'Cada extensión puede hacer {allowed, plural, one {# llamada} many {# llamadas} other {# llamadas}} por minuto. La próxima será posible en {seconds} s.',
    perHour:
      'Cada extensión puede hacer {allowed, plural, one {# llamada} many {# llamadas} other {# llamadas}} por hora. La próxima será posible en {seconds} s.',
    perDay:
      'Cada extensión puede hacer {allowed, plural, one {# llamada} many {# llamadas} other {# llamadas}} en 24 horas. Un gestor puede subir el límite.',
    housePerMinute:
      'Toda la casa puede hacer {allowed, plural, one {# llamada} many {# llamadas} other {# llamadas}} por minuto. La próxima será posible en {seconds} s.',
  },
  page: {
    title: 'Algo ha fallado en esta página',
    text: 'El resto del panel sigue funcionando. Inténtelo de nuevo; si persiste, copie los detalles para el administrador.',
    reference: 'Referencia {reference}',
    notFoundTitle: 'Esta página no existe',
    notFoundText: 'La dirección puede haber cambiado.',
    toWall: 'Ir al panel',
    noPermissionTitle: 'Sin permiso para esta página',
    noPermissionText: 'Solo gestores y administradores pueden cambiar los ajustes. Pídalo a un administrador.',
  },
};
