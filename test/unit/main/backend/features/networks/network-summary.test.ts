import { describe, expect, it } from 'vitest';
import { networkSummary } from '../../../../../../src/common/contract/networks';
import {
  networkRecord,
  networkRecords,
} from '../../../../../../src/main/backend/features/networks/network-record';
import {
  normalizeNetwork,
  normalizeNetworkDetails,
} from '../../../../../../src/main/backend/features/networks/network-summary';
import { fixture } from '../../../../../support/fixture';

describe('a network', () => {
  it.each(['engine-20.10', 'engine-26.1', 'podman-4.3'])('of %s fits the contract', (engine) => {
    const all = networkRecords.parse(fixture(`${engine}/networks.json`)).map(normalizeNetwork);
    expect(all.some(({ predefined }) => predefined)).toBe(true);
    expect(all.find(({ name }) => name === 'net1')).toMatchObject({ predefined: false, labels: { a: 'b' } });
    for (const network of all) expect(networkSummary.parse(network)).toEqual(network);
  });

  it('has the endpoints of its containers when it is inspected', () => {
    const details = normalizeNetworkDetails(networkRecord.parse(fixture('engine-20.10/network.json')));
    expect(details).toMatchObject({
      name: 'net1',
      subnets: [{ subnet: '172.18.0.0/16', gateway: '172.18.0.1' }],
      endpoints: [{ containerName: 'web', ipv4: '172.18.0.2/16', macAddress: '02:42:ac:12:00:02' }],
    });
    expect(details.endpoints[0]).not.toHaveProperty('ipv6');
  });

  it('may have no address range', () => {
    const record = networkRecord.parse({ Id: '1', Name: 'host', IPAM: { Config: null } });
    expect(normalizeNetwork(record)).toMatchObject({ subnets: [], predefined: true });
  });
});
