// Keys and who they belong to: the global one, one per agent, and OAuth2 tokens that expire by the simulator's clock.
import type { SimClock } from '../base/clock.ts';
import { hashOf } from '../base/random.ts';

export const tokenLifetimeSeconds = 3_600;

export interface Credentials {
  readonly globalToken: string;
  readonly tenant: string;
  /** Fixed key of one agent; never expires. */
  agentToken(extension: string): string;
  webPassword(extension: string): string;
}
/** Whose key it is: an agent's, or the whole house's. */
export type Owner = { readonly agent: string | null; readonly how: 'global' | 'agent' | 'oauth2' };

export interface Grant {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly expires_in: number;
  readonly token_type: 'Bearer';
}
export interface Keys extends Credentials {
  ownerOf(token: string): Owner | null;
  /** Client credentials; null = refused. */
  grant(clientId: string, secret: string, scope: string): Grant | null;
  /** A refresh token works once; null = refused. */
  refresh(token: string): Grant | null;
  /** Makes every access token, or every refresh token, worthless at once. */
  revoke(what: 'access' | 'refresh'): void;
}

export function createKeys(seed: number, clock: SimClock, isAgent: (extension: string) => boolean): Keys {
  const text = (name: string) =>
    [0, 1, 2].map((i) => hashOf(`${seed}/${name}/${i}`).toString(36).padStart(7, '0')).join('');
  const access = new Map<string, { agent: string; until: number }>();
  const refreshes = new Map<string, string>();
  let issued = 0;
  const agentToken = (extension: string) => `sim_agent_${extension}_${text(`agent/${extension}`)}`;
  const issue = (agent: string): Grant => {
    const now = clock.now();
    for (const [token, { until }] of access) if (until <= now) access.delete(token);
    const accessToken = `sim_access_${++issued}_${text(`access/${issued}`)}`;
    const refreshToken = `sim_refresh_${issued}_${text(`refresh/${issued}`)}`;
    access.set(accessToken, { agent, until: now + tokenLifetimeSeconds * 1000 });
    refreshes.set(refreshToken, agent);
    return {
      access_token: accessToken,
      refresh_token: refreshToken,
      expires_in: tokenLifetimeSeconds,
      token_type: 'Bearer',
    };
  };
  const keys: Keys = {
    globalToken: `sim_global_${text('global')}`,
    tenant: String(100 + (seed % 900)).padStart(3, '0'),
    agentToken,
    webPassword: (extension) => `web-${extension}-${text(`password/${extension}`).slice(0, 6)}`,
    ownerOf(token) {
      if (token === keys.globalToken) return { agent: null, how: 'global' };
      const claimed = /^sim_agent_(\d+)_/.exec(token)?.[1];
      if (claimed && isAgent(claimed) && agentToken(claimed) === token) return { agent: claimed, how: 'agent' };
      const granted = access.get(token);
      if (!granted || granted.until <= clock.now()) return null;
      return { agent: granted.agent, how: 'oauth2' };
    },
    grant(clientId, secret, scope) {
      if (scope !== keys.tenant || !isAgent(clientId) || secret !== keys.webPassword(clientId)) return null;
      return issue(clientId);
    },
    refresh(token) {
      const agent = refreshes.get(token);
      if (agent === undefined) return null;
      refreshes.delete(token);
      return issue(agent);
    },
    revoke(what) {
      (what === 'access' ? access : refreshes).clear();
    },
  };
  return keys;
}
