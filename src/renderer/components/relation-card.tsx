import { type Relation, RelationList } from './relation-list';
import { SectionCard } from './section-card';
import { StateBadge, type StateBadgeProps } from './state-badge';

export interface RelationLine extends Relation {
  /** A state, shown at the end of the line. */
  readonly look?: StateBadgeProps | undefined;
}

export interface RelationCardProps {
  readonly title: string;
  readonly items: readonly RelationLine[];
  /** Said when there is none. */
  readonly empty: string;
}

/** One kind of things that the object of a page is connected with. */
export const RelationCard = ({ title, items, empty }: RelationCardProps) => (
  <SectionCard title={title} aside={items.length || undefined} flush>
    <RelationList
      items={items.map(({ look, ...item }) => (look ? { ...item, meta: <StateBadge {...look} /> } : item))}
      empty={empty}
    />
  </SectionCard>
);
