import type { ContainerDetails, ContainerNetwork } from '../../../common/contract/containers';
import type { NetworkView, ShownInterface } from '../../../common/contract/mounts';
import { Chip } from '../../components/chip';
import { CopyButton } from '../../components/copy-button';
import { Link } from '../../components/link';
import { SectionCard } from '../../components/section-card';
import { SimpleTable } from '../../components/simple-table';
import { enginePath } from '../../lib/engine';
import { useCopyLabels } from '../../lib/labels';
import { useFormat, useMessages } from '../../lib/messages';
import { toVisibleText } from '../../lib/resources/visible-text';
import { hasWord } from './has-word';

export interface AddressesCardProps {
  readonly engineId: string;
  readonly details: ContainerDetails;
  /** Undefined where the kernel cannot be asked. */
  readonly network: NetworkView | undefined;
  /** Lines without this word are left out. */
  readonly filter: string;
}

const Missing = () => <span className="text-ink-3">–</span>;

interface AddressRow {
  readonly id: string;
  readonly name: string | undefined;
  readonly addresses: readonly string[];
  readonly network: ContainerNetwork | undefined;
  readonly counters: ShownInterface['counters'];
}

/** The kernel names interfaces, the engine names networks; an address is in both. */
function toAddressRows(
  networks: readonly ContainerNetwork[],
  interfaces: readonly ShownInterface[] | undefined,
): readonly AddressRow[] {
  const isOf = ({ addresses }: ShownInterface, { ipv4, ipv6 }: ContainerNetwork): boolean =>
    addresses.some(({ address }) => address === ipv4 || address === ipv6);
  const seen = (interfaces ?? []).map((found) => ({
    id: found.name,
    name: found.name,
    addresses: found.addresses.map(({ address, prefix }) =>
      prefix === undefined ? address : `${address}/${prefix}`,
    ),
    network: networks.find((network) => isOf(found, network)),
    counters: found.counters,
  }));
  const rest = networks.filter((network) => !seen.some((row) => row.network === network));
  return [
    ...seen,
    ...rest.map((network) => ({
      id: `network ${network.name}`,
      name: undefined,
      addresses: [network.ipv4, network.ipv6].flatMap((address) => address ?? []),
      network,
      counters: undefined,
    })),
  ];
}

/** Engines give aliases where they answer for names: there a container is known by its own name, too. */
function dnsNamesOf(name: string, network: ContainerNetwork | undefined): readonly string[] {
  const aliases = network?.aliases ?? [];
  return aliases.length > 0 ? [...new Set([name, ...aliases])] : [];
}

/** Interfaces with their addresses and what went over them, and the networks of the engine they lead to. */
export const AddressesCard = ({ engineId, details, network, filter }: AddressesCardProps) => {
  const { mounts } = useMessages();
  const format = useFormat();
  const copy = useCopyLabels();
  const texts = mounts.addresses;
  const all = toAddressRows(details.networks, network?.interfaces);
  const rows = all.filter(({ name = '', addresses, network: joined }) =>
    hasWord(filter, [name, ...addresses, joined?.name ?? '', ...dnsNamesOf(details.name, joined)]),
  );
  const bytes = (value: number | undefined) =>
    value === undefined ? (
      <Missing />
    ) : (
      <span title={format.exactBytes(value)} className="whitespace-nowrap">
        {format.bytes(value)}
      </span>
    );
  const trouble = ({ counters }: AddressRow) => {
    if (!counters) return <Missing />;
    const errors = counters.rxErrors + counters.txErrors;
    const dropped = counters.rxDropped + counters.txDropped;
    if (errors + dropped === 0) return format.number(0);
    return <Chip tone="warn">{texts.trouble(format.number(errors), format.number(dropped))}</Chip>;
  };
  return (
    <SectionCard
      title={texts.title}
      aside={texts.mode(toVisibleText(details.networkMode), toVisibleText(details.hostname ?? '–'))}
      flush
    >
      <SimpleTable
        label={texts.title}
        rows={rows}
        getId={({ id }) => id}
        empty={all.length > 0 ? mounts.noLine : texts.none}
        columns={[
          {
            id: 'name',
            header: texts.interface,
            cell: ({ name }) => (name === undefined ? <Missing /> : <code>{toVisibleText(name)}</code>),
          },
          {
            id: 'addresses',
            header: texts.address,
            cell: ({ addresses }) =>
              addresses.length === 0 ? (
                <Missing />
              ) : (
                <ul className="m-0 list-none p-0">
                  {addresses.map((address) => (
                    <li key={address} className="flex items-center gap-1">
                      <code className="whitespace-nowrap">{address}</code>
                      <CopyButton
                        value={address.replace(/\/\d+$/, '')}
                        labels={{ ...copy, copy: `${copy.copy}: ${address}` }}
                      />
                    </li>
                  ))}
                </ul>
              ),
          },
          {
            id: 'network',
            header: texts.network,
            cell: ({ network: joined }) =>
              joined ? (
                <Link
                  href={enginePath(engineId, 'networks', joined.networkId ?? joined.name)}
                  className="[overflow-wrap:break-word]"
                >
                  {toVisibleText(joined.name)}
                </Link>
              ) : (
                <Missing />
              ),
          },
          {
            id: 'names',
            header: texts.names,
            cell: ({ network: joined }) => {
              const names = dnsNamesOf(details.name, joined);
              return names.length > 0 ? format.list(names.map(toVisibleText)) : <Missing />;
            },
          },
          {
            id: 'mac',
            header: 'MAC',
            cell: ({ network: joined }) =>
              joined?.macAddress ? (
                <code className="whitespace-nowrap">{joined.macAddress}</code>
              ) : (
                <Missing />
              ),
          },
          { id: 'rx', header: texts.received, align: 'end', cell: (row) => bytes(row.counters?.rxBytes) },
          { id: 'tx', header: texts.sent, align: 'end', cell: (row) => bytes(row.counters?.txBytes) },
          { id: 'trouble', header: texts.lost, align: 'end', cell: trouble },
        ]}
      />
    </SectionCard>
  );
};
