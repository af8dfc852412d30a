// npm run build: pages and server, always anew.
import { build, install } from './ensure.mjs';

install();
build({ force: true });
