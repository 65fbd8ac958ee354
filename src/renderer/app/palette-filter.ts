import type { PaletteGroup, PaletteItem } from '../components/command-palette';

/** Entries of one group: thousands of them would be laid out for nothing. */
const mostPerGroup = 12;

function textOf({ label, detail, keywords }: PaletteItem): string {
  return [label, detail ?? '', ...(keywords ?? [])].join(' ').toLowerCase();
}

/** What is found, the best groups first: names that begin with the query before names that contain it. */
export function filterGroups(groups: readonly PaletteGroup[], query: string): readonly PaletteGroup[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const [first] = words;
  // With nothing typed only what can be done: a thousand images are no answer to no question.
  if (first === undefined) return groups.filter((group) => group.id.startsWith('actions:'));
  const found = groups.map((group) => {
    const matching = group.items.filter((item) => words.every((word) => textOf(item).includes(word)));
    const starts = (item: PaletteItem): number => (item.label.toLowerCase().startsWith(first) ? 0 : 1);
    const items = matching.toSorted((left, right) => starts(left) - starts(right)).slice(0, mostPerGroup);
    const [best] = items;
    return { group: { ...group, items }, rank: best ? starts(best) : 2 };
  });
  return found
    .filter(({ group }) => group.items.length > 0)
    .toSorted((left, right) => left.rank - right.rank)
    .map(({ group }) => group);
}
