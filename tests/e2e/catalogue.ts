// Which texts betray a page that speaks the wrong language: those of one catalogue that another does not have.

/** Whole texts of `from` that `to` never says, as patterns; a placeholder stands for anything. */
export function strangeWords(from: unknown, to: unknown): RegExp[] {
  const known = new Set(leaves(to));
  return [...new Set(leaves(from))].filter((text) => !known.has(text) && says(text)).map(patternOf);
}

function leaves(tree: unknown): string[] {
  if (typeof tree === 'string') return [tree];
  if (typeof tree !== 'object' || tree === null) return [];
  return Object.values(tree).flatMap(leaves);
}

/** Enough letters of its own to be recognised, and no plural forms. */
function says(text: string): boolean {
  return !text.includes('plural,') && text.replace(/\{\w+\}/g, '').replace(/[^\p{L}]/gu, '').length >= 4;
}

function patternOf(template: string): RegExp {
  const parts = template.split(/\{\w+\}/).map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.+')}$`, 'u');
}
