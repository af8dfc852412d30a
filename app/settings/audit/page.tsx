// The audit page of the settings.
import type { Metadata } from 'next';
import { AuditTrail } from '../../../components/settings/audit-trail.tsx';
import { pageContext } from '../../page-context.ts';

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await pageContext();
  return { title: `${t('settings.pages.audit')} · ${t('common.product')}` };
}

export default function Page() {
  return <AuditTrail />;
}
