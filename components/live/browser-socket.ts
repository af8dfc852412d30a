// The real socket: websocket only, one attempt at a time (when to try again is decided by the connection).
import { io } from 'socket.io-client';
import type { BoardSocket, Handshake } from './open-connection.ts';

export function browserSocket(handshake: () => Handshake): BoardSocket {
  const socket = io({
    path: '/socket.io',
    transports: ['websocket'],
    reconnection: false,
    autoConnect: false,
    forceNew: true,
    timeout: 8_000,
    auth: (give) => give({ ...handshake() }),
  });
  return {
    on: (event, listener) => {
      socket.on(event, listener);
    },
    emit: (event, ...message) => {
      socket.emit(event, ...message);
    },
    connect: () => {
      socket.connect();
    },
    disconnect: () => {
      socket.disconnect();
    },
  };
}
