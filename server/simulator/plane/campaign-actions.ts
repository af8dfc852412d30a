// Lists to be dialled: which there are, and numbers put on top or at the end.
import * as z from 'zod';
import { type Action, type ActionContext, refused } from './action.ts';
import { answerKeys, campaignType } from './answer-words.ts';
import { addEntries, type Campaign, type CampaignEntry } from './campaigns.ts';

const Form = z.object({ form: z.array(z.record(z.string(), z.coerce.string())).min(1).max(50_000) });

export const campaigns: Action = (context) => {
  const keys = answerKeys[context.dialect];
  const rows = [...context.campaigns.values()].map((one) => ({
    ID: one.id,
    [keys.name]: one.name,
    Estado: one.active ? 'Activo' : 'Inactivo',
    [keys.type]: campaignType[context.dialect][one.type],
    [keys.form]: one.fields,
  }));
  return { json: { [keys.records]: rows.length, [keys.campaigns]: rows } };
};

export const campaignInsert: Action = (context) => {
  const campaign = wanted(context);
  if (!campaign) return refused('La campaña no existe');
  const form = context.get('form');
  return form === null ? addNumbers(context, campaign, true) : insertForm(context, campaign, form);
};
export const campaignAppend: Action = (context) => {
  const campaign = wanted(context);
  return campaign ? addNumbers(context, campaign, false) : refused('La campaña no existe');
};

const wanted = (context: ActionContext) => context.campaigns.get(context.get('campaign') ?? '');

function addNumbers(context: ActionContext, campaign: Campaign, top: boolean) {
  const text = context.get('numbers') ?? '';
  const numbers = text
    .split(',')
    .map((number) => number.trim())
    .filter((number) => number !== '');
  const records = context.get('records') ?? String(numbers.length);
  if (numbers.length === 0 || Number(records) !== numbers.length) return refused('registros no coincide con numeros');
  const rearmed = campaign.finished;
  const count = addEntries(
    campaign,
    numbers.map((number) => ({ number, fields: {} })),
    top,
  );
  if (count < 0) return refused('La lista esta llena');
  const pt = context.dialect === 'pt';
  const added = pt ? `${count} números foram adicionados à lista` : `${count} numeros añadidos a la lista`;
  const again = pt ? 'Lista concluída, anexada no início/ ' : 'Lista finalizada, se reactiva/ ';
  return {
    json: {
      IDcamp: campaign.id,
      [answerKeys[context.dialect].records]: records,
      [pt && !top ? 'numbers' : 'numeros']: text,
      status: rearmed ? again + added : added,
    },
  };
}

function insertForm(context: ActionContext, campaign: Campaign, text: string) {
  const rows = parsedForm(text);
  if (!rows) return { json: { IDcamp: campaign.id, JSON_form: 'JSON "form" ERROR', error: 'JSON no valido' } };
  const known = new Set(campaign.fields.map((field) => field.replace(/:$/, '')));
  const unknown = rows.flatMap((row) => Object.keys(row.fields)).find((name) => !known.has(name));
  if (unknown !== undefined) return refused(`Campo desconocido: ${unknown.slice(0, 60)}`);
  const count = addEntries(campaign, rows, true);
  if (count < 0) return refused('La lista esta llena');
  const pt = context.dialect === 'pt';
  const status = pt ? `${count} números foram inseridos na lista` : `${count} numeros insertados en la lista`;
  if (context.malformedForm)
    return { raw: `{"IDcamp":"${campaign.id}","JSON_form":"JSON "form" OK","status":"${status}"}` };
  return { json: { IDcamp: campaign.id, JSON_form: 'JSON "form" OK', status } };
}

/** `numero` must be the first key of each row, and keep its name. */
function parsedForm(text: string): CampaignEntry[] | null {
  const form = Form.safeParse(jsonOf(text));
  if (!form.success) return null;
  const rows = form.data.form.map((row) => {
    const [first, ...others] = Object.entries(row);
    return first?.[0] === 'numero' && /^\+?\d{3,20}$/.test(first[1])
      ? { number: first[1], fields: Object.fromEntries(others) }
      : null;
  });
  const good = rows.filter((row) => row !== null);
  return good.length === rows.length ? good : null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null; // The schema refuses it and the answer says so.
  }
}
