import { cx } from 'class-variance-authority';
import { Server, Users } from 'lucide-react';
import type { NamespaceCell, NamespaceKind } from '../../../common/contract/namespaces';
import { toCssColor } from '../../components/tone';
import { useMessages } from '../../lib/messages';
import { hostTones, lookOf, type NamespaceGroup, shortInode } from './namespace-groups';

export interface NamespaceChipProps {
  readonly kind: NamespaceKind;
  readonly cell: NamespaceCell;
  readonly group: NamespaceGroup | undefined;
  /** Set in a matrix: shows who else is in it. Not a tab stop: the row's menu has the same. */
  readonly onChoose?: ((group: NamespaceGroup) => void) | undefined;
  readonly chosen?: boolean | undefined;
}

const Content = ({ kind, cell, group }: NamespaceChipProps) => {
  const { namespaces } = useMessages();
  const look = lookOf(cell, group);
  const digits = cell.inode === undefined ? undefined : shortInode(cell.inode);
  if (look === 'unknown') return <span className="text-ink-3">–</span>;
  if (look === 'host') {
    return (
      <>
        <Server aria-hidden size={12} className="shrink-0" />
        <span className="truncate">{namespaces.host}</span>
      </>
    );
  }
  if (look === 'own') {
    return digits === undefined ? (
      <span className="truncate text-ink-2">{namespaces.looks.own}</span>
    ) : (
      <span className="truncate font-mono text-xs text-ink-2">{digits}</span>
    );
  }
  return (
    <>
      <span
        aria-hidden
        className="forced-fill size-2.5 shrink-0 rounded-xs"
        style={{ background: toCssColor(group?.color ?? 'c6') }}
      />
      <span className="font-semibold">{group?.letter}</span>
      <span className="tabular inline-flex items-center gap-0.5 text-xs">
        <Users aria-hidden size={11} />
        {group?.members.length}
      </span>
      <span className="sr-only">{namespaces.kinds[kind].name}</span>
    </>
  );
};

/** What a cell says in words, with the whole inode. */
function useTitle({ kind, cell, group }: NamespaceChipProps): string {
  const { namespaces } = useMessages();
  const look = lookOf(cell, group);
  const number = cell.inode === undefined ? [] : [`${kind}:[${cell.inode}]`];
  if (look === 'unknown') return namespaces.missing[cell.missing ?? 'unreadable'];
  const words = look === 'shared' ? namespaces.sharedBy(group?.members.length ?? 0) : namespaces.looks[look];
  return [words, ...number].join(' · ');
}

/** One cell of the matrix: colour, letter and number of a shared namespace, the host's sign, or the digits of its own. */
export const NamespaceChip = (props: NamespaceChipProps) => {
  const { kind, cell, group, onChoose, chosen } = props;
  const { namespaces } = useMessages();
  const title = useTitle(props);
  const look = lookOf(cell, group);
  const tone = look === 'host' ? hostTones[kind] : 'neutral';
  const className = cx(
    'inline-flex h-5.5 max-w-full min-w-0 items-center gap-1 rounded-md border px-1.5 text-sm',
    look === 'shared' ? 'border-line-strong bg-panel text-ink' : undefined,
    look === 'host' && tone === 'neutral' ? 'border-transparent bg-(--neutral-soft) text-ink-2' : undefined,
    look === 'host' && tone !== 'neutral' ? 'border-transparent bg-(--tone-soft) text-(--tone)' : undefined,
    look === 'own' || look === 'unknown' ? 'border-transparent' : undefined,
    chosen ? 'outline-2 outline-offset-0 outline-(--focus)' : undefined,
  );
  const content = <Content {...props} />;
  if (!onChoose || !group) {
    return (
      <span data-tone={tone} title={title} className={className}>
        {content}
        {look === 'unknown' ? <span className="sr-only">{title}</span> : undefined}
      </span>
    );
  }
  return (
    <button
      type="button"
      tabIndex={-1}
      data-tone={tone}
      title={title}
      aria-pressed={chosen ?? false}
      aria-label={`${namespaces.kinds[kind].name}: ${title}`}
      onClick={() => onChoose(group)}
      className={cx(className, 'hover:border-line-strong')}
    >
      {content}
    </button>
  );
};
