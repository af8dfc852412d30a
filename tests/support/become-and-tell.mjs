// Becomes a child that would run for ever, as the commands of npm do, and tells who it is.
import { become } from '../../server/cli/ensure.mjs';

const child = become('node', ['-e', 'setInterval(() => {}, 1000)']);
console.log(child.pid);
