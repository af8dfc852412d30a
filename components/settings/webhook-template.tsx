// What is pasted into the PBX so that its events tell everything the board can show.
'use client';
import { useEffect, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { CopyButton } from '../ui/copy-button.tsx';

/** Text throughout: a number that is blank would make the PBX's JSON unreadable. */
const template =
  'Id_llamada:%*FULL_ID*%,Extension:%*EXTENSION*%,Tipo:%*SENTIDO*%,Estado_llamado:%*ESTADO*%,Final:%*FINAL*%,Info:%*INFO*%,Telefono_contacto:%*CALLER_ID*%,Ddi:%*DDI*%,Cola:%*QUEUE_NAME*%,Duration:%*DURACION*%,Datetime_llamada:%*FECHA_ISO*%,Datetime_fin:%*FECHA_FIN_ISO*%';
const capture = 'wallref:[ref]';

export function WebhookTemplate() {
  const t = useTranslations('settings.template');
  const [origin, setOrigin] = useState('');
  useEffect(() => setOrigin(location.origin), []);
  return (
    <section className="flex flex-col gap-3">
      <h2 className="type-section">{t('title')}</h2>
      <p className="type-body text-ink-2">{t('text')}</p>
      <Line label={t('address')} text={`${origin}/hooks`} />
      <Line label={t('body')} text={template} />
      <Line label={t('capture')} text={capture} />
    </section>
  );
}

function Line({ label, text }: { readonly label: string; readonly text: string }) {
  const t = useTranslations('common');
  return (
    <div className="flex flex-col gap-1">
      <span className="type-label text-ink-2">{label}</span>
      <div className="flex items-start gap-2">
        <code className="type-table min-w-0 flex-1 break-all rounded-row bg-sunken px-3 py-1.5">{text}</code>
        <CopyButton text={text} label={`${t('copy')}`} />
      </div>
    </div>
  );
}
