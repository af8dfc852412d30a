// English, section by section.
import { actions } from './en/actions.ts';
import { common } from './en/common.ts';
import { connection } from './en/connection.ts';
import { errors } from './en/errors.ts';
import { explorer } from './en/explorer.ts';
import { people } from './en/people.ts';
import { privacy } from './en/privacy.ts';
import { records } from './en/records.ts';
import { screens } from './en/screens.ts';
import { settings } from './en/settings.ts';
import { signIn } from './en/sign-in.ts';
import { wall } from './en/wall.ts';

export const en = {
  actions,
  common,
  connection,
  errors,
  explorer,
  people,
  privacy,
  records,
  screens,
  settings,
  signIn,
  wall,
};
