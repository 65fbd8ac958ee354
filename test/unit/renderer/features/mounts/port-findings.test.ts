import { describe, expect, it } from 'vitest';
import type { PortMapping } from '../../../../../src/common/contract/containers';
import type { ShownListener } from '../../../../../src/common/contract/mounts';
import { toPortRows } from '../../../../../src/renderer/features/mounts/port-findings';

const port = (containerPort: number, hostPort?: number, ip?: string): PortMapping => ({
  ...{ containerPort, protocol: 'tcp' },
  ...(hostPort === undefined ? {} : { hostPort }),
  ...(ip === undefined ? {} : { ip }),
});
const waits = (portNumber: number, address: string): ShownListener => ({
  ...{ protocol: 'tcp', address, port: portNumber },
});

const findings = (
  ports: readonly PortMapping[],
  listeners: readonly ShownListener[] | undefined,
  isHost = false,
) => Object.fromEntries(toPortRows(ports, listeners, isHost).map((row) => [row.id, row.finding]));

describe('toPortRows', () => {
  it('says what comes of each port', () => {
    const ports = [port(80, 8080, '0.0.0.0'), port(81, 8081), port(82, 8082), port(90)];
    const listeners = [waits(80, '0.0.0.0'), waits(82, '127.0.0.1'), waits(83, '::'), waits(84, '::1')];
    expect(findings(ports, listeners)).toEqual({
      '80/tcp': 'published',
      '81/tcp': 'nobody',
      '82/tcp': 'loopback',
      '83/tcp': 'networks',
      '84/tcp': 'itself',
      '90/tcp': 'declared',
    });
  });

  it('takes an IPv4 loopback written as IPv6 for a loopback, and one open address for enough', () => {
    expect(findings([port(80, 80)], [waits(80, '::ffff:7f00:1')])).toEqual({ '80/tcp': 'loopback' });
    expect(findings([port(80, 80)], [waits(80, '127.0.0.1'), waits(80, '172.17.0.2')])).toEqual({
      '80/tcp': 'published',
    });
  });

  it('knows nothing where nothing is seen, and of protocols without a table', () => {
    expect(findings([port(80, 80)], undefined)).toEqual({ '80/tcp': 'unknown' });
    expect(findings([{ containerPort: 9, hostPort: 9, protocol: 'sctp' }], [])).toEqual({
      '9/sctp': 'unknown',
    });
  });

  it('leaves the engine’s own name server out', () => {
    expect(toPortRows([], [waits(41_000, '127.0.0.11')], false)).toEqual([]);
  });

  it('is the machine’s on its network', () => {
    expect(findings([], [waits(22, '0.0.0.0')], true)).toEqual({ '22/tcp': 'machine' });
  });

  it('tells who reaches a published port', () => {
    const reach = (...ports: PortMapping[]) => toPortRows(ports, [], false)[0]?.reach;
    expect(reach(port(80, 80, '127.0.0.1'))).toBe('machine');
    expect(reach(port(80, 80, '127.0.0.1'), port(80, 81, '::'))).toBe('everybody');
    expect(reach(port(80, 80, '10.0.0.4'))).toBe('address');
    expect(reach(port(80))).toBeUndefined();
  });
});
