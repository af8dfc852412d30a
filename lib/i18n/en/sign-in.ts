// The words of signing in and of the first change of password.
import type { signIn as reference } from '../pt-PT/sign-in.ts';

export const signIn: typeof reference = {
  title: 'Sign in',
  username: 'User name or extension',
  password: 'Password',
  show: 'Show password',
  hide: 'Hide password',
  capsLock: 'Caps Lock is on',
  submit: 'Sign in',
  submitting: 'Signing in…',
  needUsername: 'Type your user name.',
  needPassword: 'Type your password.',
  code: 'One-time code',
  codeHint: 'From your app, or a recovery code.',
  needCode: 'Type the code.',
  back: 'Back',
  changeTitle: 'Choose a new password',
  changeText: 'The first password serves once. The new one must have at least 10 characters.',
  current: 'Current password',
  next: 'New password',
  repeat: 'Repeat the new password',
  tooShort: 'At least 10 characters.',
  notEqual: 'The two are not the same.',
  mustDiffer: 'It must differ from the current one.',
  cancel: 'Cancel',
  change: 'Change password',
  over: {
    title: 'Your session has ended',
    text: 'Sign in again: what you typed stays as it is.',
    leave: 'Leave this page',
  },
};
