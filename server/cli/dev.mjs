// npm run dev: the demo, reloading as you edit. Pages reload by themselves; the server restarts when server or lib change.
import { become, install } from './ensure.mjs';

install();
become('node', ['server/cli/demo.ts', '--dev']);
