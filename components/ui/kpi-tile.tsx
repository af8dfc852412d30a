// One figure with what it is measured by. Fills only for an alarm.
import type { ReactNode } from 'react';
import { StatusMark } from './status-mark.tsx';

export function KpiTile(props: {
  readonly label: string;
  readonly value: ReactNode;
  /** Half the size, beside the value: "%", "/ 48". */
  readonly unit?: ReactNode;
  readonly context: ReactNode;
  readonly level?: 'calm' | 'warning' | 'alarm';
  readonly stale?: boolean;
  /** The value is none, and quiet about it. */
  readonly quiet?: boolean;
  readonly testId: string;
}) {
  const { label, value, unit, context, level = 'calm', stale = false, quiet = false, testId } = props;
  return (
    <section
      className="panel kpi on-fill"
      data-level={level}
      data-stale={stale || undefined}
      data-testid={testId}
      aria-label={label}
    >
      <h2 className="kpi-label">
        {level === 'alarm' && <StatusMark mark="alarm" onFill />}
        {label}
      </h2>
      <p className="kpi-value" data-quiet={quiet || undefined}>
        {value}
        {unit && <span className="kpi-unit">{unit}</span>}
      </p>
      <div className="kpi-context">
        {level === 'warning' && <StatusMark mark="warning" />}
        {context}
      </div>
    </section>
  );
}
