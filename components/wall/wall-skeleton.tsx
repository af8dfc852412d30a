// The places of what is coming, where and as large as it will be. Before the first board there is nothing to show, and
// nothing to invent.
import type { ReactNode } from 'react';

export type Places = 'overview' | 'agents' | 'queue' | 'calls';

const places: Readonly<Record<Places, () => ReactNode>> = {
  overview: () => (
    <div className="overview">
      <div className="kpis">{blank(4, 'panel kpi')}</div>
      <div className="overview-body">
        <span className="skeleton panel queue-table" />
        <span className="skeleton panel attention" />
      </div>
      <span className="skeleton panel overview-strip" />
    </div>
  ),
  agents: () => (
    <>
      <span className="skeleton state-strip" />
      <div className="agents-body">
        <div className="tiles" data-density="m">
          {blank(40, 'tile')}
        </div>
      </div>
    </>
  ),
  queue: () => (
    <div className="queue-wall">
      <span className="skeleton panel queue-wait" />
      <span className="skeleton panel waiting-strip" />
      <span className="skeleton panel queue-day" />
      <div className="queue-members">
        <span className="skeleton" />
        <div className="tiles" data-density="queue">
          {blank(14, 'tile')}
        </div>
      </div>
    </div>
  ),
  calls: () => <span className="skeleton panel call-table" />,
};

function blank(count: number, className: string): ReactNode {
  return Array.from({ length: count }, (_, i) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: empty places, all alike.
    <span key={i} className={`skeleton ${className}`} />
  ));
}

export function WallSkeleton({ of, label }: { readonly of: Places; readonly label: string }) {
  return (
    <div className="wall-loading" role="status" aria-label={label}>
      {places[of]()}
    </div>
  );
}
