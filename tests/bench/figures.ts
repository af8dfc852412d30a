// Percentiles and the one table every bench prints. A figure has a goal, a floor of the same run, and their ratio.
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it must not exceed; null = told for information. */
  readonly goal: number | null;
  /** The same work done by the barest program that can do it, measured in the same run. */
  readonly floor: number | null;
}

/** The q-quantile (0 to 1) by the nearest rank; NaN of nothing. */
export function quantile(values: readonly number[], q: number): number {
  if (values.length === 0) return Number.NaN;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(q * sorted.length) - 1)] ?? Number.NaN;
}

const show = (value: number) =>
  Number.isNaN(value) ? 'not measured' : value >= 100 ? value.toFixed(0) : value.toFixed(2);

/** Prints the table, writes the JSON file, and says how many goals were missed. */
export function report(title: string, figures: readonly Figure[], file: string): number {
  const rows = figures.map((f) => {
    const met = f.goal === null ? '' : f.value <= f.goal ? 'met' : 'MISSED';
    const ratio = f.floor === null || f.floor === 0 ? '' : `${(f.value / f.floor).toFixed(1)} x`;
    const goal = f.goal === null ? '' : `<= ${f.goal}`;
    const floor = f.floor === null ? '' : show(f.floor);
    return [f.name, `${show(f.value)} ${f.unit}`, goal, met, floor, ratio];
  });
  const head = ['figure', 'measured', 'goal', '', 'floor', 'ratio'];
  const widths = head.map((h, i) => Math.max(h.length, ...rows.map((r) => r[i]?.length ?? 0)));
  const line = (cells: readonly string[]) => cells.map((c, i) => c.padEnd(widths[i] ?? 0)).join('  ');
  console.log(`\n${title}\n${line(head)}\n${widths.map((w) => '-'.repeat(w)).join('  ')}`);
  for (const row of rows) console.log(line(row));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ title, figures }, null, 2)}\n`);
  console.log(`\nwritten to ${file}`);
  return figures.filter((f) => f.goal !== null && !(f.value <= f.goal)).length;
}
