// What an office is: people, queues, service extensions. Data only.
export interface OfficeAgent {
  readonly extension: string;
  readonly name: string;
  readonly team: string;
  readonly kind: 'agent' | 'service';
  /** Numbers of the queues this agent is in. */
  readonly queues: readonly string[];
}
export interface OfficeQueue {
  readonly number: string;
  readonly name: string;
  readonly strategy: 'hops' | 'ringall';
  readonly ddis: readonly string[];
  /** Seconds within which a caller should be answered; an abandon below the second figure does not count. */
  readonly targetSeconds: number;
  readonly shortAbandonSeconds: number;
}
export interface Office {
  readonly agents: readonly OfficeAgent[];
  readonly queues: readonly OfficeQueue[];
  /** Extensions nobody sits at: the dialler. They are no agents. */
  readonly services: readonly OfficeAgent[];
}
