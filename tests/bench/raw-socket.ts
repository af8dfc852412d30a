// The least a socket.io client can be: it connects, answers pings, acknowledges deltas, and reads nothing else.
// Forty-nine of them stand for forty-nine screens elsewhere, whose own work must not be measured as the server's.
const hello = '0';
const ping = '2';
const pong = '3';
const connect = '40';
const refused = '44';

export function openRawSocket(url: string, token: string): Promise<{ close(): void }> {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}/socket.io/?EIO=4&transport=websocket`);
  return new Promise((resolve, reject) => {
    socket.onerror = () => reject(new Error('a socket of the bench was cut'));
    socket.onmessage = ({ data }) => {
      const text = String(data);
      if (text.startsWith(hello)) socket.send(`${connect}${JSON.stringify({ protocol: 1, token })}`);
      else if (text === ping) socket.send(pong);
      else if (text.startsWith(refused)) reject(new Error(text));
      else if (text.startsWith('42["board:snapshot"')) resolve({ close: () => socket.close() });
      else if (text.startsWith('42["board:delta"')) {
        const to = /"to":(\d+)/.exec(text)?.[1];
        socket.send(`42["board:ack",{"version":${to}}]`);
      }
    };
  });
}
