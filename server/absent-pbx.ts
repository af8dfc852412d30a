// Stands where no PBX is configured (outside production only): every question fails and every order is not sent.
import { type Pbx, type PbxOrder, PbxReadError } from './pbx/pbx.ts';

export function absentPbx(): Pbx {
  const read = () => Promise.reject(new PbxReadError('unreachable', 'PBX_URL is unset'));
  const order = (): Promise<PbxOrder> => Promise.resolve({ outcome: 'not_sent', why: 'breaker_open' });
  return {
    agentsStatus: read,
    queueAgentsStatus: read,
    callInfo: read,
    call: order,
    transit: order,
    transitAgent: order,
    hangUp: order,
    cdrPage: read,
    cdrQueuePage: read,
    cdrOne: read,
    campaigns: read,
    campaignInsert: order,
    campaignAppend: order,
    campaignInsertForm: order,
    skewMs: () => null,
    latencyMs: () => null,
    close: () => Promise.resolve(),
  };
}
