// Spanish of Spain, section by section.
import { actions } from './es-ES/actions.ts';
import { common } from './es-ES/common.ts';
import { connection } from './es-ES/connection.ts';
import { errors } from './es-ES/errors.ts';
import { explorer } from './es-ES/explorer.ts';
import { people } from './es-ES/people.ts';
import { privacy } from './es-ES/privacy.ts';
import { records } from './es-ES/records.ts';
import { screens } from './es-ES/screens.ts';
import { settings } from './es-ES/settings.ts';
import { signIn } from './es-ES/sign-in.ts';
import { wall } from './es-ES/wall.ts';

export const esES = {
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
