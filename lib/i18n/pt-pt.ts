// European Portuguese, section by section.
import { actions } from './pt-PT/actions.ts';
import { common } from './pt-PT/common.ts';
import { connection } from './pt-PT/connection.ts';
import { errors } from './pt-PT/errors.ts';
import { explorer } from './pt-PT/explorer.ts';
import { people } from './pt-PT/people.ts';
import { privacy } from './pt-PT/privacy.ts';
import { records } from './pt-PT/records.ts';
import { screens } from './pt-PT/screens.ts';
import { settings } from './pt-PT/settings.ts';
import { signIn } from './pt-PT/sign-in.ts';
import { wall } from './pt-PT/wall.ts';

export const ptPT = {
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
