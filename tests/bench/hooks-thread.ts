// Sends webhooks from a thread of its own, so that what keeps the server waiting does not keep the sender from noticing.
import { parentPort, workerData } from 'node:worker_threads';
import { load } from './load.ts';

const { url, token, extensions, eventsPerSecond, seconds } = workerData;
const { sent, refused } = await load({ url, token, extensions, eventsPerSecond, seconds });
parentPort?.postMessage({ answersMs: sent.map((one) => one.answeredAt - one.sentAt), refused });
