import type { ContainerDetails } from '../../../common/contract/containers';
import type { NetworkView, ShownRoute } from '../../../common/contract/mounts';
import { Chip } from '../../components/chip';
import { KeyValueList } from '../../components/key-value-list';
import { Link } from '../../components/link';
import { SectionCard } from '../../components/section-card';
import { SimpleTable } from '../../components/simple-table';
import { enginePath } from '../../lib/engine';
import { useCopyLabels } from '../../lib/labels';
import { useMessages } from '../../lib/messages';
import { formatPort } from '../../lib/resources/port-link';
import { PortLinks } from '../../lib/resources/port-links';
import { toVisibleText } from '../../lib/resources/visible-text';
import { AddressesCard } from './addresses-card';
import { hasWord } from './has-word';
import { findingTones, type PortRow, toPortRows } from './port-findings';

export interface NetworkPartProps {
  readonly engineId: string;
  readonly details: ContainerDetails;
  /** Undefined where the kernel cannot be asked. */
  readonly network: NetworkView | undefined;
  /** Lines without this word are left out. */
  readonly filter: string;
}

const Published = ({ row }: { readonly row: PortRow }) => {
  const { mounts } = useMessages();
  if (row.published.length === 0) return <span className="text-ink-3">{mounts.ports.notPublished}</span>;
  return (
    <span className="flex flex-wrap items-baseline gap-x-2">
      <PortLinks ports={row.published} />
      {row.reach ? <span className="text-sm text-ink-3">{mounts.ports.reaches[row.reach]}</span> : undefined}
    </span>
  );
};

/** Ports, where they lead from outside, who waits at them, and what comes of that. */
const Ports = ({ details, network, filter }: NetworkPartProps) => {
  const { mounts } = useMessages();
  const texts = mounts.ports;
  const all = toPortRows(details.ports, network?.listeners, details.networkMode === 'host');
  const rows = all.filter(({ id, published, addresses: found, finding }) =>
    hasWord(filter, [id, ...published.map(formatPort), ...(found ?? []), texts.findings[finding].name]),
  );
  const addresses = ({ addresses: found }: PortRow) =>
    found === undefined || found.length === 0 ? (
      <span className="text-ink-3">–</span>
    ) : (
      <code>{[...new Set(found)].map((address) => texts.waits[address] ?? address).join(', ')}</code>
    );
  return (
    <SectionCard title={texts.title} aside={all.length || undefined} flush>
      <SimpleTable
        label={texts.title}
        rows={rows}
        getId={({ id }) => id}
        empty={all.length > 0 ? mounts.noLine : network ? texts.none : texts.noneKnown}
        columns={[
          {
            id: 'port',
            header: texts.inside,
            cell: ({ id }) => <code className="whitespace-nowrap">{id}</code>,
          },
          { id: 'published', header: texts.published, cell: (row) => <Published row={row} /> },
          { id: 'waits', header: texts.waitsAt, cell: addresses },
          {
            id: 'finding',
            header: texts.follows,
            cell: ({ finding }) => (
              <span className="flex flex-wrap items-baseline gap-x-2">
                <Chip tone={findingTones[finding]}>{texts.findings[finding].name}</Chip>
                <span className="text-sm text-ink-2">{texts.findings[finding].what}</span>
              </span>
            ),
          },
        ]}
      />
    </SectionCard>
  );
};

interface RoutesProps {
  readonly routes: readonly ShownRoute[];
  readonly filter: string;
}

const Routes = ({ routes, filter }: RoutesProps) => {
  const { mounts } = useMessages();
  const texts = mounts.routes;
  const isDefault = ({ prefix }: ShownRoute): boolean => prefix === 0;
  const rows = routes.filter(({ destination, prefix, gateway = '', interface: name }) =>
    hasWord(filter, [`${destination}/${prefix}`, gateway, name]),
  );
  return (
    <SectionCard title={texts.title} flush>
      <SimpleTable
        label={texts.title}
        rows={rows}
        getId={(route) =>
          `${route.destination}/${route.prefix} ${route.gateway} ${route.interface} ${route.metric}`
        }
        empty={routes.length > 0 ? mounts.noLine : texts.none}
        columns={[
          {
            id: 'to',
            header: texts.to,
            cell: (route) => (
              <span className="flex flex-wrap items-baseline gap-x-2">
                <code className="whitespace-nowrap">{`${route.destination}/${route.prefix}`}</code>
                {isDefault(route) ? <Chip>{texts.default}</Chip> : undefined}
              </span>
            ),
          },
          {
            id: 'via',
            header: texts.via,
            cell: ({ gateway }) =>
              gateway === undefined ? (
                <span className="text-ink-3">{texts.link}</span>
              ) : (
                <code>{gateway}</code>
              ),
          },
          {
            id: 'interface',
            header: mounts.addresses.interface,
            cell: (route) => <code>{route.interface}</code>,
          },
          { id: 'metric', header: texts.metric, align: 'end', cell: ({ metric }) => metric },
        ]}
      />
    </SectionCard>
  );
};

const Names = ({ network }: { readonly network: NetworkView }) => {
  const { mounts } = useMessages();
  const labels = useCopyLabels();
  const texts = mounts.names;
  const { resolver, hosts } = network;
  const words = (list: readonly string[] | undefined) =>
    list?.length ? <code>{list.map(toVisibleText).join(' ')}</code> : undefined;
  return (
    <SectionCard title={texts.title}>
      <KeyValueList
        labels={labels}
        items={[
          {
            id: 'servers',
            label: texts.servers,
            value: words(resolver?.servers),
            title: resolver ? undefined : texts.noFile('/etc/resolv.conf'),
          },
          { id: 'search', label: texts.search, value: words(resolver?.search) },
          { id: 'options', label: texts.options, value: words(resolver?.options) },
          {
            id: 'hosts',
            label: '/etc/hosts',
            title: hosts ? undefined : texts.noFile('/etc/hosts'),
            copy: hosts?.map(({ address, names }) => [address, ...names].join(' ')).join('\n'),
            value: hosts?.length ? (
              <ul className="m-0 max-h-48 list-none overflow-y-auto p-0">
                {hosts.map(({ address, names }, index) => (
                  // biome-ignore lint/suspicious/noArrayIndexKey: a file may hold a line twice; its order is its meaning.
                  <li key={index}>
                    <code>{toVisibleText([address, ...names].join(' '))}</code>
                  </li>
                ))}
              </ul>
            ) : undefined,
          },
        ]}
      />
    </SectionCard>
  );
};

/** Whose network it is, when it is another container's. */
const Joined = ({ engineId, details }: NetworkPartProps) => {
  const { mounts } = useMessages();
  const owner = /^container:(.+)$/.exec(details.networkMode)?.[1];
  if (owner === undefined) return undefined;
  return (
    <p className="m-0">
      {mounts.joined}{' '}
      <Link href={`${enginePath(engineId, 'containers', owner)}?tab=mounts&view=network`}>
        {toVisibleText(owner.slice(0, 12))}
      </Link>
    </p>
  );
};

/** What a container sees of networks, and what of it can be seen from outside. */
export const NetworkPart = (props: NetworkPartProps) => {
  const { network, filter } = props;
  return (
    <div className="flex min-h-0 flex-1 flex-col gap-3 overflow-auto p-3">
      <Joined {...props} />
      <Ports {...props} />
      <AddressesCard {...props} />
      {network ? <Routes routes={network.routes} filter={filter} /> : undefined}
      {network ? <Names network={network} /> : undefined}
    </div>
  );
};
