// Telemarketing lists. Progress is not told by the switchboard; numbers are counted and kept, nothing is dialled.
export interface Campaign {
  readonly id: string;
  readonly name: string;
  active: boolean;
  readonly type: 'power' | 'preview';
  readonly fields: readonly string[];
  finished: boolean;
  /** What is still to be dialled, the next one first. */
  readonly list: CampaignEntry[];
}
export interface CampaignEntry {
  readonly number: string;
  readonly fields: Readonly<Record<string, string>>;
}

export function makeCampaigns(): Map<string, Campaign> {
  const all: Campaign[] = [
    {
      id: '22',
      name: 'Renovaciones primavera',
      active: false,
      type: 'power',
      fields: ['Nombre empresa:', 'Contacto:'],
      finished: true,
      list: [],
    },
    {
      id: '159',
      name: 'Inquérito de satisfação',
      active: true,
      type: 'preview',
      // Names repeat on purpose: they do on real lists.
      fields: [
        'Nombre empresa:',
        'Contacto:',
        'email:',
        'Cargo:',
        'Teléfono fijo:',
        'Observaciones:',
        'SI interesado en visitar',
        'Observaciones:',
        'Permanencia:',
        'Operador:',
      ],
      finished: false,
      list: [],
    },
    {
      id: '160',
      name: 'Cobros pendientes',
      active: true,
      type: 'power',
      fields: ['Nombre:', 'Importe:'],
      finished: false,
      list: [],
    },
  ];
  return new Map(all.map((campaign) => [campaign.id, campaign]));
}

const longestList = 100_000;

/** Entries added; -1 when the list is full. */
export function addEntries(campaign: Campaign, entries: readonly CampaignEntry[], top: boolean): number {
  if (campaign.list.length + entries.length > longestList) return -1;
  campaign.finished = false;
  if (top) campaign.list.unshift(...entries);
  else campaign.list.push(...entries);
  return entries.length;
}
