// A board told by hand, over the protocol a page really speaks: for what a simulated PBX would take too long to bring
// about (five minutes without an answer, a night, five hundred people). The page itself comes from a real house.
import type { Page, WebSocketRoute } from '@playwright/test';
import type { Board, Source } from '../../lib/protocol/board.ts';

export interface ToldBoard {
  /** The whole board anew. */
  tell(board: Board): void;
  source(source: Source): void;
  /** Ends the connection and answers no other, until told to. */
  lose(): void;
  back(): void;
}

/** Put before the page is opened. `board` is asked for at each handshake. */
export async function toldBoard(page: Page, first: Board): Promise<ToldBoard> {
  let board = first;
  let version = 1;
  let away = false;
  const sockets = new Set<WebSocketRoute>();
  const say = (socket: WebSocketRoute, event: string, message: unknown) =>
    socket.send(`42${JSON.stringify([event, message])}`);
  const snapshot = (socket: WebSocketRoute) =>
    say(socket, 'board:snapshot', { epoch: 'told', version, now: Date.now(), board });
  await page.routeWebSocket(/\/socket\.io\//, (socket) => {
    if (away) {
      void socket.close();
      return;
    }
    sockets.add(socket);
    // Engine and namespace open, as socket.io writes them on the wire.
    socket.send(
      `0${JSON.stringify({ sid: 'e', upgrades: [], pingInterval: 600_000, pingTimeout: 600_000, maxPayload: 65_536 })}`,
    );
    socket.onMessage((text) => {
      if (String(text).startsWith('40')) {
        socket.send('40{"sid":"s"}');
        snapshot(socket);
      } else if (String(text).includes('board:resync')) snapshot(socket);
    });
    socket.onClose(() => {
      sockets.delete(socket);
    });
  });
  return {
    tell(next) {
      board = next;
      version += 1;
      for (const socket of sockets) snapshot(socket);
    },
    source(source) {
      board = { ...board, source };
      for (const socket of sockets) say(socket, 'board:source', { ...source, now: Date.now() });
    },
    lose() {
      away = true;
      for (const socket of sockets) void socket.close();
      sockets.clear();
    },
    back() {
      away = false;
    },
  };
}
