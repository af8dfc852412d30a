// One figure with what it is measured by. Fills only for an alarm.
import type { ReactNode } from 'react';
import { StatusMark } from './status-mark.tsx';

export function KpiTile(props: {
  readonly label: string;
  readonly value: ReactNode;
  /** Half the size, beside the value: "%", "/ 48". */
  readonly unit?: ReactNode;
  readonly context: ReactNode;
  /** `standing` = an alarm that has stood for long: an outline, as a filled area burns into a screen. */
  readonly level?: 'calm' | 'warning' | 'alarm' | 'standing';
  readonly stale?: boolean;
  /** Of when the figure is, when it is not of now. */
  readonly asOf?: ReactNode;
  /** The value is none, and quiet about it. */
  readonly quiet?: boolean;
  readonly testId: string;
}) {
  const { label, value, unit, context, level = 'calm', stale = false, asOf, quiet = false, testId } = props;
  return (
    <section
      className="panel kpi on-fill"
      data-level={level}
      data-stale={stale || undefined}
      data-testid={testId}
      aria-label={label}
    >
      <h2 className="kpi-label">
        {(level === 'alarm' || level === 'standing') && <StatusMark mark="alarm" onFill={level === 'alarm'} />}
        <span>{label}</span>
        {asOf}
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
