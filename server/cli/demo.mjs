// npm run demo: a wallboard and a simulated PBX with a lively office day.
import { become, build, install, serverBundle } from './ensure.mjs';

install();
build();
become('node', ['server/cli/demo.ts', serverBundle]);
