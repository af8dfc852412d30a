// In a real browser: every page runs under a policy that lets no foreign script in, no answer or frame holds a secret,
// and a page of elsewhere can neither act with somebody's cookie nor put a page into a frame.
import { readdirSync, readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join, relative } from 'node:path';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { houseOf } from './house.ts';

const frameHost = 'http://localhost';
const house = houseOf({ agents: 5, variables: { LOG_LEVEL: 'trace', PBX_TENANT: '101' } });
const appFolder = join(import.meta.dirname, '../../app');
const pages = readdirSync(appFolder, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('page.tsx'))
  .map((file) => `/${relative('.', join(file, '..')).replace(/\[\w+\]/g, '200')}`.replace(/\/$/, '') || '/');

/** Everything a page got, and what its policy forbade. */
function listenTo(page: Page) {
  const got: { where: string; text: string }[] = [];
  const forbidden: string[] = [];
  const bodies: Promise<unknown>[] = [];
  page.on('response', (response) => {
    const where = new URL(response.url()).pathname;
    const keep = async () => {
      const text = await response.text().catch(() => ''); // A redirect has none, and what was left at once is gone.
      got.push({ where, text: `${JSON.stringify(response.headers())}${text}` });
    };
    bodies.push(keep());
  });
  page.on('websocket', (socket) => {
    socket.on('framereceived', ({ payload }) => got.push({ where: 'frame', text: String(payload) }));
  });
  page.on('console', (message) => {
    if (/Content Security Policy|Refused to/i.test(message.text())) forbidden.push(message.text());
  });
  return { got, forbidden, settled: () => Promise.all(bodies) };
}

test('[A30] every page has scripts of its own nonce alone, and what people do holds no secret', async ({
  page,
  context,
}) => {
  const { url, admin, apiToken, simulator, directory } = house();
  const heard = listenTo(page);
  await page.goto(`${url}/sign-in`);
  const answer = await context.request.post(`${url}/api/v1/session`, { data: admin, headers: { origin: url } });
  expect(answer.status()).toBe(200);
  const cookies = await context.cookies();
  const session = cookies.find(({ name }) => name === 'wallboard');
  expect(session).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' });
  let scripts = 0;
  for (const path of pages) {
    await page.goto(`${url}${path}`);
    // Asked for once more by itself: what a page was made of is gone once it leads on to another.
    const shown = await context.request.get(`${url}${path}`);
    expect(shown.status(), path).toBe(200);
    const policy = shown.headers()['content-security-policy'] ?? '';
    const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? 'none';
    expect(policy, path).not.toMatch(/script-src[^;]*unsafe-(inline|eval)/);
    const html = await shown.text();
    heard.got.push({ where: path, text: html });
    for (const [tag] of html.matchAll(/<script\b[^>]*>/g)) {
      scripts += 1;
      expect(tag, path).toContain(`nonce="${nonce}"`);
    }
    expect(html, path).not.toMatch(/<[^>]+\son(click|error|load)=/i);
    expect(html, path).not.toContain('javascript:');
  }
  await page.goto(`${url}/wall`);
  simulator.control('place', { to: simulator.office.agents[1]?.extension ?? '', party: '912345678' });
  await expect.poll(() => heard.got.filter(({ where }) => where === 'frame').length).toBeGreaterThan(0);
  const agent = simulator.office.agents[2]?.extension ?? '';
  const wrong = { extension: agent, password: simulator.keys.webPassword(agent), tenant: simulator.keys.tenant };
  await context.request.post(`${url}/api/v1/session`, { data: wrong, headers: { origin: url } });
  await heard.settled();

  const secrets = {
    'API token': apiToken,
    'PBX token': simulator.keys.globalToken,
    'webhook token': 'made-up-hook-token',
    password: admin.password,
    'web password': wrong.password,
    cookie: session?.value ?? 'no cookie',
    APP_SECRET: readFileSync(join(directory, 'app-secret'), 'utf8').trim(),
  };
  const kept = readdirSync(directory)
    .filter((name) => /^(wallboard\.db|server\.log)/.test(name))
    .map((name) => ({ where: name, text: readFileSync(join(directory, name), 'latin1') }));
  const told = heard.got.map(({ where, text }) => ({ where, text: text.replace(/"set-cookie":"[^"]*"/g, '') }));
  const hits = Object.entries(secrets).flatMap(([name, secret]) =>
    [...told, ...kept].filter(({ text }) => text.includes(secret)).map(({ where }) => `${name} in ${where}`),
  );
  console.info(
    `browser: ${pages.length} pages, ${scripts} scripts, ${heard.got.length} answers and frames, ${kept.length} files: secrets found ${hits.length}, forbidden by a policy ${heard.forbidden.length}`,
  );
  expect(hits).toEqual([]);
  expect(heard.forbidden).toEqual([]);
  expect(scripts).toBeGreaterThan(pages.length);
});

/** A page of another origin, with this body; ends with the test. */
async function elsewhere<T>(body: string, use: (url: string) => Promise<T>): Promise<T> {
  const server = createServer((_request, response) => response.setHeader('content-type', 'text/html').end(body));
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  try {
    return await use(`${frameHost}:${address.port}`);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

async function signedIn(browser: Browser): Promise<Page> {
  const { url, admin } = house();
  const context = await browser.newContext();
  await context.request.post(`${url}/api/v1/session`, { data: admin, headers: { origin: url } });
  return context.newPage();
}

test('[A13] a page of elsewhere signs nobody out and changes nothing, by form, fetch or socket', async ({
  browser,
}) => {
  const { url } = house();
  const page = await signedIn(browser);
  const form = `<form method=post enctype="text/plain" action="${url}/api/v1/settings/users"><input name='{"username":"evil","role":"admin","x":"' value='"}'></form>`;
  await elsewhere(`<!doctype html><title>evil</title>${form}`, async (evil) => {
    await page.goto(evil);
    const tried = await page.evaluate(async (target) => {
      const fetched = await fetch(`${target}/api/v1/session`, { method: 'DELETE', credentials: 'include' }).then(
        (answer) => answer.status,
        () => 'blocked' as const, // The browser does not even ask.
      );
      const opaque = await fetch(`${target}/api/v1/settings/users`, {
        method: 'POST',
        mode: 'no-cors',
        credentials: 'include',
        body: '{"username":"evil","role":"admin"}',
      }).then(
        (answer) => answer.type,
        () => 'blocked' as const,
      );
      const socket = await new Promise<string>((resolve) => {
        const opened = new WebSocket(`${target.replace('http', 'ws')}/socket.io/?EIO=4&transport=websocket`);
        opened.onopen = () => resolve('open');
        opened.onerror = () => resolve('refused');
      });
      return { fetched, opaque, socket };
    }, url);
    expect(tried.socket).toBe('refused');
    expect(tried.fetched).toBe('blocked');
    await page.evaluate(() => document.querySelector('form')?.submit());
    await page.waitForURL(/\/api\/v1\/settings\/users/);
  });
  expect((await page.context().request.get(`${url}/api/v1/session`)).status()).toBe(200);
  expect(await (await page.context().request.get(`${url}/api/v1/settings/users`)).text()).not.toContain('evil');
});

test('[A30] no page is shown in a frame of elsewhere', async ({ browser }) => {
  const { url } = house();
  const page = await signedIn(browser);
  for (const path of ['/wall', '/sign-in', '/screen', '/pair', '/settings/users']) {
    await elsewhere(`<!doctype html><iframe src="${url}${path}"></iframe>`, async (evil) => {
      const refused = page.waitForEvent('console', { predicate: (said) => /frame/i.test(said.text()) });
      await page.goto(evil);
      expect((await refused).text(), path).toMatch(/frame-ancestors|X-Frame-Options|refused/i);
      const frame = page.frames()[1];
      expect(frame?.url(), path).not.toBe(`${url}${path}`);
    });
  }
});
