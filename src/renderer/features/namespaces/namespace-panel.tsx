import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type {
  ContainerNamespaces,
  NamespaceKind,
  NamespaceMatrix,
} from '../../../common/contract/namespaces';
import { Chip } from '../../components/chip';
import { CopyButton } from '../../components/copy-button';
import { IconButton } from '../../components/icon-button';
import { Link } from '../../components/link';
import { enginePath } from '../../lib/engine';
import { useCopyLabels } from '../../lib/labels';
import { type Messages, useMessages } from '../../lib/messages';
import { toVisibleText } from '../../lib/resources/visible-text';
import { hostTones, includesHost, lookOfGroup, type NamespaceGroup } from './namespace-groups';

/** What follows for a container from being in this namespace. */
export function consequenceOf({ namespaces }: Messages, group: NamespaceGroup): string {
  return namespaces.kinds[group.kind][lookOfGroup(group)];
}

const flags: Readonly<Partial<Record<NamespaceKind, string>>> = {
  pid: '--pid',
  net: '--network',
  ipc: '--ipc',
  uts: '--uts',
  user: '--userns',
  cgroup: '--cgroupns',
};

/**
 * The option of `docker run` that a setting comes from; undefined where there is none or it was not set. A container that was
 * joined is named as it is called now, one that is not there by the beginning of its id.
 */
export function flagOf(
  kind: NamespaceKind,
  asked: string | undefined,
  containers: readonly ContainerNamespaces[],
): string | undefined {
  const flag = flags[kind];
  if (flag === undefined || asked === undefined) return undefined;
  const joined = /^container:([0-9a-f]{64})$/.exec(asked)?.[1];
  if (joined === undefined) return `${flag} ${asked}`;
  const name = containers.find(({ id }) => id === joined)?.name ?? joined.slice(0, 12);
  return `${flag} container:${name}`;
}

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section className="flex flex-col gap-1 border-t border-line-2 px-3 py-2.5">
    <h3 className="m-0 text-sm font-medium text-ink-3">{title}</h3>
    {children}
  </section>
);

interface MembersProps {
  readonly engineId: string;
  readonly containers: readonly ContainerNamespaces[];
  readonly group: NamespaceGroup;
}

const Members = ({ engineId, containers, group }: MembersProps) => {
  const { namespaces } = useMessages();
  const { members, kind } = group;
  if (members.length === 0) return <p className="m-0 text-ink-3">{namespaces.noMembers}</p>;
  return (
    <ul className="m-0 flex list-none flex-col p-0">
      {members.map(({ id, name, cells }) => {
        const flag = flagOf(kind, cells[kind].asked, containers);
        return (
          <li key={id} className="flex min-h-7 min-w-0 items-center gap-2">
            <Link
              href={`${enginePath(engineId, 'containers', id)}?tab=namespaces`}
              className="truncate font-medium"
            >
              {toVisibleText(name)}
            </Link>
            {flag === undefined ? undefined : (
              <code className="min-w-0 truncate text-sm text-ink-3" title={toVisibleText(flag)}>
                {toVisibleText(flag)}
              </code>
            )}
          </li>
        );
      })}
    </ul>
  );
};

/** Ids of users inside and outside, one line a range, with what that means for root. */
export const IdMaps = ({ container }: { readonly container: ContainerNamespaces }) => {
  const { namespaces } = useMessages();
  const { uidMap, gidMap } = container;
  if (!uidMap) return <p className="m-0 text-ink-3">{namespaces.noMaps}</p>;
  const root = uidMap.find(({ inside }) => inside === 0);
  const line = (name: string, map: ContainerNamespaces['uidMap']) =>
    (map ?? []).map(({ inside, outside, length }) => (
      <code key={`${name} ${inside}`} className="block text-sm">
        {name} {inside} → {outside} ({namespaces.ids(length)})
      </code>
    ));
  return (
    <>
      {line('uid', uidMap)}
      {line('gid', gidMap)}
      <p className="m-0 text-ink-2">
        {root?.outside === 0
          ? namespaces.rootIsRoot
          : root
            ? namespaces.rootIs(root.outside)
            : namespaces.noRoot}
      </p>
    </>
  );
};

export interface NamespacePanelProps {
  readonly engineId: string;
  readonly matrix: NamespaceMatrix;
  readonly group: NamespaceGroup;
  readonly onClose: () => void;
}

/** One namespace: what it is, who is in it, and what follows from that. */
export const NamespacePanel = ({ engineId, matrix, group, onClose }: NamespacePanelProps) => {
  const messages = useMessages();
  const { namespaces, common } = messages;
  const copy = useCopyLabels();
  const texts = namespaces.kinds[group.kind];
  const [first] = group.members;
  const inode = group.inode === undefined ? undefined : `${group.kind}:[${group.inode}]`;
  const look = lookOfGroup(group);
  return (
    <aside
      aria-label={namespaces.panel}
      className="flex min-h-0 w-80 shrink-0 flex-col overflow-auto border-l border-line bg-panel max-[1180px]:max-h-[45%] max-[1180px]:w-full max-[1180px]:border-t max-[1180px]:border-l-0"
    >
      <div className="flex items-center gap-2 px-3 pt-2">
        <h2 className="m-0 min-w-0 flex-1 truncate text-base font-semibold">{texts.name}</h2>
        <IconButton icon={X} label={common.close} onClick={onClose} />
      </div>
      <div className="flex flex-wrap items-center gap-x-2 gap-y-1 px-3 pb-2">
        <Chip tone={look === 'host' ? hostTones[group.kind] : look === 'shared' ? 'info' : 'neutral'}>
          {look === 'shared' ? namespaces.sharedBy(group.members.length) : namespaces.looks[look]}
        </Chip>
        {inode === undefined ? undefined : (
          <span className="inline-flex items-center gap-1">
            <code>{inode}</code>
            <CopyButton value={inode} labels={copy} />
          </span>
        )}
      </div>
      <Part title={namespaces.isolates}>{texts.what}</Part>
      <Part title={namespaces.follows}>{consequenceOf(messages, group)}</Part>
      <Part title={namespaces.members(group.members.length)}>
        {includesHost(matrix, group) ? (
          <p className="m-0 text-ink-2">{matrix.host?.self ? namespaces.withEstiba : namespaces.withHost}</p>
        ) : undefined}
        <Members engineId={engineId} containers={matrix.containers} group={group} />
      </Part>
      {group.kind === 'user' && first ? (
        <Part title={namespaces.maps}>
          <IdMaps container={first} />
        </Part>
      ) : undefined}
    </aside>
  );
};
