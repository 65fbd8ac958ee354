import type { NetworkSummary } from '../../../common/contract/networks';
import type { Messages } from '../../lib/messages';
import { toInlineName } from '../../lib/resources/visible-text';
import { contains, formatNetwork, isNetworkAddress, overlaps, parseCidr, parseIpAddress } from './cidr';

/** What a new network asks for, as it is typed. */
export interface NetworkForm {
  readonly name: string;
  readonly driver: string;
  readonly subnet: string;
  readonly gateway: string;
  readonly internal: boolean;
  readonly attachable: boolean;
  readonly ipv6: boolean;
}

export const emptyNetwork: NetworkForm = {
  name: '',
  driver: 'bridge',
  subnet: '',
  gateway: '',
  internal: false,
  attachable: false,
  ipv6: false,
};

export type NetworkErrors = Readonly<Partial<Record<'name' | 'subnet' | 'gateway', string>>>;

type Known = readonly Pick<NetworkSummary, 'name' | 'subnets'>[];

function nameError(messages: Messages, name: string, known: Known): string | undefined {
  const { createDialog } = messages.networks;
  if (name === '') return createDialog.nameMissing;
  if (!/^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/.test(name)) return createDialog.nameInvalid;
  return known.some((network) => network.name === name) ? createDialog.nameTaken : undefined;
}

function subnetError(messages: Messages, { subnet, ipv6 }: NetworkForm, known: Known): string | undefined {
  const { createDialog } = messages.networks;
  if (subnet === '') return undefined;
  const cidr = parseCidr(subnet);
  if (!cidr) return createDialog.subnetInvalid;
  if (!isNetworkAddress(cidr)) return createDialog.subnetHost(formatNetwork(cidr));
  if (cidr.version === 6 && !ipv6) return createDialog.subnetNeedsIpv6;
  for (const { name, subnets } of known) {
    const taken = subnets.find((other) => {
      const otherCidr = parseCidr(other.subnet);
      return otherCidr !== undefined && overlaps(cidr, otherCidr);
    });
    if (taken) return createDialog.subnetTaken(toInlineName(name), taken.subnet);
  }
  return undefined;
}

function gatewayError(messages: Messages, { gateway, subnet }: NetworkForm): string | undefined {
  const { createDialog } = messages.networks;
  if (gateway === '') return undefined;
  if (subnet === '') return createDialog.gatewayAlone;
  const address = parseIpAddress(gateway);
  if (!address) return createDialog.gatewayInvalid;
  const cidr = parseCidr(subnet);
  return cidr && !contains(cidr, address) ? createDialog.gatewayOutside : undefined;
}

/** What is wrong, by field; empty when it can be sent. @param known the engine's networks */
export function networkErrors(messages: Messages, form: NetworkForm, known: Known): NetworkErrors {
  const name = nameError(messages, form.name.trim(), known);
  const subnet = subnetError(messages, form, known);
  const gateway = gatewayError(messages, form);
  return {
    ...(name === undefined ? {} : { name }),
    ...(subnet === undefined ? {} : { subnet }),
    ...(gateway === undefined ? {} : { gateway }),
  };
}
