// A browser on the wall: when a tile's new state was painted, and how long the main thread was kept busy.
import { existsSync } from 'node:fs';
import { type Browser, chromium } from '@playwright/test';

export interface Painted {
  readonly extension: string;
  readonly state: string;
  readonly at: number;
}
export interface Page500 {
  painted(): Promise<Painted[]>;
  longTasks(): Promise<number[]>;
  tiles(): Promise<number>;
  close(): Promise<void>;
}

const flags = ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-quic', '--no-first-run'];
flags.push('--disable-background-networking', '--disable-component-update', '--disable-sync');

/** Signs in, opens the grid, and records every change of `data-state` with the time of the frame that showed it. */
export async function openGrid(url: string, admin: { username: string; password: string }): Promise<Page500> {
  const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
  const browser: Browser = await chromium.launch({ ...(executablePath ? { executablePath } : {}), args: flags });
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  await context.request.post(`${url}/api/v1/session`, { data: admin, headers: { origin: url } });
  const page = await context.newPage();
  await page.goto(`${url}/wall/agents?density=grid`);
  await page.waitForSelector('[data-testid^="agent-"]');
  await page.evaluate(() => {
    const store = { painted: [] as Painted[], long: [] as number[] };
    Object.assign(window, { bench: store });
    let pending: { extension: string; state: string }[] = [];
    new MutationObserver((records) => {
      for (const record of records) {
        const tile = record.target as HTMLElement;
        const extension = tile.dataset.testid?.replace('agent-', '');
        if (extension) pending.push({ extension, state: tile.dataset.state ?? '' });
      }
      if (pending.length === records.length)
        requestAnimationFrame(() => {
          // A message posted in a frame callback runs after that frame was painted.
          const channel = new MessageChannel();
          channel.port1.onmessage = () => {
            const at = performance.timeOrigin + performance.now();
            for (const one of pending) store.painted.push({ ...one, at });
            pending = [];
          };
          channel.port2.postMessage(0);
        });
    }).observe(document.body, { subtree: true, attributes: true, attributeFilter: ['data-state'] });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) store.long.push(entry.duration);
    }).observe({ type: 'longtask' });
  });
  type Bench = { bench: { painted: Painted[]; long: number[] } };
  return {
    painted: () => page.evaluate(() => (window as unknown as Bench).bench.painted),
    longTasks: () => page.evaluate(() => (window as unknown as Bench).bench.long),
    tiles: () => page.locator('[data-testid^="agent-"]').count(),
    close: () => browser.close(),
  };
}
