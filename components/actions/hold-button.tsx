// A button that acts only when held, by mouse, finger or key. A fill under the label shows how long; it runs back when
// let go. It says what will happen before it happens, and it acts once.
'use client';
import { type KeyboardEvent, useEffect, useId, useRef, useState } from 'react';
import { useTranslations } from 'use-intl/react';
import { buttonLook } from '../ui/button-look.ts';
import { type HoldEvent, type HoldState, lookIn, nextHold } from './hold-machine.ts';
import { usePreference } from './preferences.ts';

export function HoldButton(props: {
  readonly label: string;
  readonly holdMs: number;
  readonly onDone: () => void;
  readonly reason?: string | null;
  readonly autoFocus?: boolean;
}) {
  const { label, holdMs, onDone, reason, autoFocus } = props;
  const t = useTranslations('actions.hangUp');
  const [pressTwice] = usePreference('pressTwice');
  const rules = { holdMs, pressTwice };
  const state = useRef<HoldState>({ step: 'idle' });
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const button = useRef<HTMLButtonElement>(null);
  const [step, setStep] = useState<HoldState['step']>('idle');
  const hint = useId();

  useEffect(() => {
    if (autoFocus) button.current?.focus();
    return () => clearTimeout(timer.current);
  }, [autoFocus]);

  const tell = (event: HoldEvent) => {
    if (reason) return;
    clearTimeout(timer.current);
    const now = Date.now();
    const next = nextHold(state.current, event, now, rules);
    state.current = next.step === 'done' ? { step: 'idle' } : next;
    setStep(next.step === 'done' ? 'idle' : next.step);
    if (next.step === 'done') {
      onDone();
      return;
    }
    const wait = lookIn(next, now, rules);
    if (wait !== null) timer.current = setTimeout(() => tell('look'), wait);
  };
  const isHoldKey = (event: KeyboardEvent) => event.key === 'Enter' || event.key === ' ' || event.key === 'F8';

  return (
    <>
      <button
        ref={button}
        type="button"
        data-hold
        data-holding={step === 'holding'}
        data-armed={step === 'armed'}
        className={`${buttonLook('danger', 'call')} touch-none`}
        style={{ '--hold-ms': `${holdMs}ms` }}
        aria-describedby={hint}
        {...(reason ? { 'aria-disabled': true, title: reason } : {})}
        onPointerDown={(event) => {
          if (event.button === 0) tell('down');
        }}
        onPointerUp={() => tell('up')}
        onPointerLeave={() => tell('leave')}
        onPointerCancel={() => tell('leave')}
        onBlur={() => tell('leave')}
        onContextMenu={(event) => event.preventDefault()}
        onKeyDown={(event) => {
          if (!isHoldKey(event)) return;
          event.preventDefault();
          if (!event.repeat) tell('down');
        }}
        onKeyUp={(event) => {
          if (!isHoldKey(event)) return;
          event.preventDefault();
          tell('up');
        }}
        // Screen readers and switches send a click alone, without a press to hold: for them the first arms.
        onClick={(event) => {
          if (event.detail !== 0 || pressTwice || reason) return;
          const now = Date.now();
          if (state.current.step === 'armed' || state.current.step === 'idle') {
            state.current = nextHold(state.current, 'down', now, { holdMs, pressTwice: true });
            if (state.current.step === 'done') {
              state.current = { step: 'idle' };
              onDone();
            }
            setStep(state.current.step);
          }
        }}
      >
        <span aria-hidden="true" className="hold-sweep absolute inset-0 bg-alarm-fill" />
        <span className={`relative inline-flex items-center gap-2 ${step === 'holding' ? 'text-on-alarm' : ''}`}>
          <svg viewBox="0 0 24 24" width="18" height="18" aria-hidden="true">
            <path
              d="M3 14.5c0-5 18-5 18 0v1.2c0 .7-.6 1.2-1.3 1l-3.2-.8a1 1 0 0 1-.8-1V13a14 14 0 0 0-7.4 0v1.9a1 1 0 0 1-.8 1l-3.2.8c-.7.2-1.3-.3-1.3-1z"
              fill="currentColor"
            />
          </svg>
          {step === 'armed' ? t('again') : label}
        </span>
      </button>
      <span id={hint} className="sr-only">
        {reason ?? (pressTwice ? t('twiceHint') : t('holdHint'))}
      </span>
    </>
  );
}
