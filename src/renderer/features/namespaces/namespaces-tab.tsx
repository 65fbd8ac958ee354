import { Boxes } from 'lucide-react';
import { useMemo } from 'react';
import type {
  ContainerNamespaces,
  NamespaceKind,
  NamespaceMatrix,
} from '../../../common/contract/namespaces';
import { namespaceKinds as kinds } from '../../../common/namespace-kinds';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { EmptyState } from '../../components/empty-state';
import { ErrorState } from '../../components/error-state';
import { BareLink, Link } from '../../components/link';
import { SectionCard } from '../../components/section-card';
import { SimpleTable } from '../../components/simple-table';
import { SkeletonRows } from '../../components/skeleton';
import { SourceChip } from '../../components/source-chip';
import type { ContainerTabProps } from '../../lib/contributions';
import { enginePath } from '../../lib/engine';
import { useErrorView } from '../../lib/labels';
import { useFormat, useMessages } from '../../lib/messages';
import { isUp } from '../../lib/resources/relations';
import { useContainerState } from '../../lib/resources/use-container-state';
import { toVisibleText } from '../../lib/resources/visible-text';
import { NamespaceChip } from './namespace-chip';
import {
  groupKey,
  groupNamespaces,
  groupOf,
  includesHost,
  type NamespaceGroup,
  type NamespaceGroups,
} from './namespace-groups';
import { consequenceOf, flagOf, IdMaps } from './namespace-panel';
import { useNamespaces } from './namespaces-store';

/** More names than that are behind the link to the matrix. */
const namesShown = 5;

interface WithProps {
  readonly engineId: string;
  readonly id: string;
  readonly group: NamespaceGroup | undefined;
  readonly withHost: boolean;
}

/** The others in the same namespace, each a link. */
const With = ({ engineId, id, group, withHost }: WithProps) => {
  const { namespaces } = useMessages();
  const format = useFormat();
  if (!group) return <span className="text-ink-3">–</span>;
  const others = group.members.filter((member) => member.id !== id);
  const more = others.length - namesShown;
  if (others.length === 0) return <>{withHost ? namespaces.host : '–'}</>;
  return (
    <span className="flex flex-wrap gap-x-2">
      {withHost ? <span>{namespaces.host}</span> : undefined}
      {others.slice(0, namesShown).map((other) => (
        <Link
          key={other.id}
          href={`${enginePath(engineId, 'containers', other.id)}?tab=namespaces`}
          className="max-w-48 truncate"
        >
          {toVisibleText(other.name)}
        </Link>
      ))}
      {more > 0 ? (
        <Link
          href={`${enginePath(engineId, 'namespaces')}?namespace=${encodeURIComponent(groupKey(group.kind, group.group))}`}
        >
          {namespaces.more(format.number(more))}
        </Link>
      ) : undefined}
    </span>
  );
};

interface TableProps {
  readonly engineId: string;
  readonly container: ContainerNamespaces;
  readonly matrix: NamespaceMatrix;
  readonly groups: NamespaceGroups;
}

const Table = ({ engineId, container, matrix, groups }: TableProps) => {
  const messages = useMessages();
  const { namespaces } = messages;
  const rows = kinds.map((kind: NamespaceKind) => {
    const cell = container.cells[kind];
    return { kind, cell, group: groupOf(groups, kind, cell) };
  });
  type Row = (typeof rows)[number];
  const setting = ({ kind, cell }: Row) => {
    const flag = flagOf(kind, cell.asked, matrix.containers);
    return flag === undefined ? (
      <span className="text-ink-3">{namespaces.byDefault}</span>
    ) : (
      <code className="inline-block min-w-32">{toVisibleText(flag)}</code>
    );
  };
  return (
    <SimpleTable
      label={namespaces.title}
      rows={rows}
      getId={({ kind }) => kind}
      empty=""
      columns={[
        {
          id: 'kind',
          header: namespaces.kind,
          cell: ({ kind }) => (
            <span title={namespaces.kinds[kind].what} className="font-medium whitespace-nowrap">
              {namespaces.kinds[kind].name}
            </span>
          ),
        },
        { id: 'whose', header: namespaces.whose, cell: (row) => <NamespaceChip {...row} /> },
        {
          id: 'inode',
          header: 'inode',
          cell: ({ cell }) =>
            cell.inode === undefined ? (
              <span className="text-ink-3">–</span>
            ) : (
              <code className="whitespace-nowrap">{cell.inode}</code>
            ),
        },
        {
          id: 'with',
          header: namespaces.sharedWith,
          cell: ({ group }) => (
            <With
              {...{ engineId, group }}
              id={container.id}
              withHost={group !== undefined && includesHost(matrix, group)}
            />
          ),
        },
        { id: 'setting', header: namespaces.setting, cell: setting },
        {
          id: 'follows',
          header: namespaces.follows,
          cell: ({ cell, group }) =>
            group ? consequenceOf(messages, group) : namespaces.missing[cell.missing ?? 'unreadable'],
        },
      ]}
    />
  );
};

const Source = ({ container }: { readonly container: ContainerNamespaces }) => {
  const { namespaces } = useMessages();
  const { source, pid } = container;
  const title = source.kind === 'proc' ? `/proc/${pid}/ns` : namespaces.reasons[source.reason];
  return (
    <SourceChip kernel={source.kind === 'proc'} title={title}>
      {namespaces.sources[source.kind]}
    </SourceChip>
  );
};

interface ContentProps {
  readonly engineId: string;
  readonly container: ContainerNamespaces;
  readonly matrix: NamespaceMatrix;
}

const Content = ({ engineId, container, matrix }: ContentProps) => {
  const { namespaces } = useMessages();
  const groups = useMemo(() => groupNamespaces(matrix), [matrix]);
  const { source } = container;
  return (
    <>
      {source.kind === 'engine' ? (
        <Banner tone="info" title={namespaces.reasons[source.reason]}>
          {namespaces.settingsOnly}
        </Banner>
      ) : undefined}
      <SectionCard flush title={namespaces.title} aside={<Source container={container} />}>
        <div className="overflow-x-auto">
          <Table {...{ engineId, container, matrix, groups }} />
        </div>
      </SectionCard>
      <SectionCard title={namespaces.maps}>
        <IdMaps container={container} />
      </SectionCard>
      <Link href={enginePath(engineId, 'namespaces')}>{namespaces.showMatrix}</Link>
    </>
  );
};

const NotRunning = ({ engineId }: { readonly engineId: string }) => {
  const { namespaces } = useMessages();
  return (
    <EmptyState
      icon={Boxes}
      title={namespaces.stopped}
      actions={
        <Button asChild>
          <BareLink href={enginePath(engineId, 'namespaces')}>{namespaces.showMatrix}</BareLink>
        </Button>
      }
    >
      {namespaces.stoppedText}
    </EmptyState>
  );
};

/** The tab of one container: its eight namespaces, with whom it shares them, and what follows. */
export const NamespacesTab = ({ engineId, details }: ContainerTabProps) => {
  const { namespaces, common } = useMessages();
  const { value: matrix, error } = useNamespaces(engineId);
  const errorView = useErrorView(error);
  const container = matrix?.containers.find(({ id }) => id === details.id);
  const state = useContainerState({ engineId, details });
  if (state === undefined || !isUp({ state })) return <NotRunning engineId={engineId} />;
  if (!matrix && error && errorView) return <ErrorState {...errorView} />;
  if (!matrix) return <SkeletonRows label={common.loading} />;
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-auto p-3">
      {error ? <Banner tone="warn" title={namespaces.lost} /> : undefined}
      {container ? <Content {...{ engineId, container, matrix }} /> : <SkeletonRows label={common.loading} />}
    </div>
  );
};
