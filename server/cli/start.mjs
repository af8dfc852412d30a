// npm start: production, against the PBX named in the environment. Builds first if the build is stale.
import { become, build, install, serverBundle, serverEnv, serverFlags } from './ensure.mjs';

install();
build();
become('node', [...serverFlags, serverBundle], { NODE_ENV: 'production', ...serverEnv });
