// npm start: production, against the PBX named in the environment. Builds first if the build is stale.
import { become, build, install, serverBundle } from './ensure.mjs';

install();
build();
become('node', ['--enable-source-maps', serverBundle], { NODE_ENV: 'production' });
