// The words of signing in and of the first change of password.
import type { signIn as reference } from '../pt-PT/sign-in.ts';

export const signIn: typeof reference = {
  title: 'Iniciar sesión',
  username: 'Usuario o extensión',
  password: 'Contraseña',
  show: 'Mostrar contraseña',
  hide: 'Ocultar contraseña',
  capsLock: 'Bloq Mayús está activado',
  submit: 'Entrar',
  submitting: 'Entrando…',
  needUsername: 'Escriba el usuario.',
  needPassword: 'Escriba la contraseña.',
  code: 'Código de un solo uso',
  codeHint: 'De su aplicación, o un código de recuperación.',
  needCode: 'Escriba el código.',
  back: 'Volver',
  changeTitle: 'Elija una contraseña nueva',
  changeText: 'La primera contraseña solo sirve una vez. La nueva debe tener al menos 10 caracteres.',
  current: 'Contraseña actual',
  next: 'Contraseña nueva',
  repeat: 'Repetir la contraseña nueva',
  tooShort: 'Al menos 10 caracteres.',
  notEqual: 'Las dos no son iguales.',
  mustDiffer: 'Debe ser distinta de la actual.',
  cancel: 'Cancelar',
  change: 'Cambiar contraseña',
  over: {
    title: 'La sesión ha terminado',
    text: 'Vuelva a iniciar sesión: lo que ha escrito se conserva.',
    leave: 'Salir de esta página',
  },
};
