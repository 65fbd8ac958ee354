import { describe, expect, it } from 'vitest';
import { type ContainerSummary, containerSummary } from '../../../../../../src/common/contract/containers';
import { containerRecords } from '../../../../../../src/main/backend/engine/records/container-record';
import {
  normalizeContainerSummary,
  reconcileContainer,
} from '../../../../../../src/main/backend/features/containers/container-summary';
import { fixture } from '../../../../../support/fixture';

const at = Date.parse('2026-11-23T12:00:00Z');

function summaries(path: string): readonly ContainerSummary[] {
  return containerRecords.parse(fixture(path)).map((record) => normalizeContainerSummary(record, at));
}

function named(path: string, name: string): ContainerSummary {
  const found = summaries(path).find((summary) => summary.name === name);
  if (!found) throw new Error(`no ${name} in ${path}`);
  return found;
}

/** One container from the fields that a test is about. */
function container(fields: object, when = at): ContainerSummary {
  const base = { Id: 'a1', Names: ['/a'], State: 'running', Status: 'Up 3 hours' };
  const [record] = containerRecords.parse([{ ...base, ...fields }]);
  if (!record) throw new Error('nothing parsed');
  return normalizeContainerSummary(record, when);
}

describe('a container in the list', () => {
  it.each(['engine-20.10', 'engine-26.1', 'podman-4.3'])('of %s fits the contract', (engine) => {
    const all = summaries(`${engine}/containers.json`);
    expect(all.length).toBeGreaterThanOrEqual(4);
    for (const summary of all) expect(containerSummary.parse(summary)).toEqual(summary);
    expect(JSON.parse(JSON.stringify(all))).toEqual(all);
  });

  it('of docker 20.10', () => {
    expect(named('engine-20.10/containers.json', 'web')).toMatchObject({
      image: 'site:2',
      state: 'running',
      stateSince: at - 5000,
      health: 'healthy',
      status: 'Up 5 seconds (healthy)',
      compose: { project: 'shop', service: 'web', number: 1 },
      mounts: [
        { type: 'volume', name: 'vol1', destination: '/data', readOnly: false },
        { type: 'bind', source: '/tmp', destination: '/host', readOnly: true },
      ],
      networks: [{ name: 'net1', ipv4: '172.18.0.2', gateway: '172.18.0.1' }, { name: 'net2' }],
    });
    expect(named('engine-20.10/containers.json', 'web').ports).toContainEqual({
      ip: '127.0.0.1',
      containerPort: 443,
      hostPort: 8443,
      protocol: 'tcp',
    });
    expect(named('engine-20.10/containers.json', 'paused')).toMatchObject({ state: 'exited', exitCode: 137 });
    expect(named('engine-20.10/containers.json', 'loop')).toMatchObject({ state: 'restarting', exitCode: 1 });
    expect(named('engine-20.10/containers.json', 'hostnet').stateSince).toBeUndefined();
    expect(named('engine-20.10/containers.json', 'made2').stateSince).toBeUndefined();
  });

  it('of podman 4.3, which names no networks', () => {
    expect(named('podman-4.3/containers.json', 'web')).toMatchObject({
      image: 'docker.io/library/bb:1',
      imageId: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
      networks: [],
      compose: { project: 'shop', service: 'web', number: 1 },
    });
    expect(named('podman-4.3/containers.json', 'gone')).toMatchObject({ state: 'exited', exitCode: 3 });
  });

  it('has its own name, not that of a legacy link', () => {
    expect(container({ Names: ['/other/alias', '/mine'] }).name).toBe('mine');
    expect(container({ Id: 'abcdef0123456789', Names: null }).name).toBe('abcdef012345');
  });

  it('takes null and missing fields for unknown', () => {
    expect(
      container({ Ports: null, Labels: null, Mounts: null, NetworkSettings: null, Command: null }),
    ).toEqual({
      id: 'a1',
      name: 'a',
      image: '',
      imageId: '',
      command: '',
      createdAt: 0,
      state: 'running',
      stateSince: at - 3 * 3_600_000,
      status: 'Up 3 hours',
      ports: [],
      mounts: [],
      networks: [],
      labels: {},
    });
  });

  it('keeps hostile labels as they are', () => {
    const labels = JSON.parse('{"<script>":"\\u202e\\u0007","constructor":"x"}');
    expect(container({ Labels: labels }).labels).toEqual(labels);
  });
});

describe('two listings of one container', () => {
  const hours = (count: number) => count * 3_600_000;

  it('are the same while it only grew older', () => {
    const first = container({ Status: 'Up 3 hours' }, at);
    expect(reconcileContainer(first, container({ Status: 'Up 3 hours' }, at + 60_000))).toBe(first);
    expect(reconcileContainer(first, container({ Status: 'Up 4 hours' }, at + hours(1)))).toBe(first);
    const young = container({ Status: 'Up Less than a second' }, at);
    expect(reconcileContainer(young, container({ Status: 'Up 2 seconds' }, at + 2400))).toBe(young);
  });

  it('differ after a restart in between', () => {
    const first = container({ Status: 'Up 3 hours' }, at);
    const next = container({ Status: 'Up 1 second' }, at + 60_000);
    expect(reconcileContainer(first, next)).toBe(next);
  });

  it('keep the first moment when something else changed', () => {
    const first = container({ Status: 'Up 3 hours' }, at);
    const next = container({ Status: 'Up 3 hours', Names: ['/b'] }, at + 60_000);
    expect(reconcileContainer(first, next)).toEqual({ ...next, stateSince: first.stateSince });
  });

  it('differ by health, and by the order of nothing', () => {
    const ports = [
      { PrivatePort: 80, Type: 'tcp' },
      { PrivatePort: 443, Type: 'tcp' },
    ];
    const first = container({ Status: 'Up 3 hours (health: starting)', Ports: ports });
    const same = container({ Status: 'Up 3 hours (health: starting)', Ports: [...ports].reverse() });
    expect(reconcileContainer(first, same)).toBe(first);
    expect(
      reconcileContainer(first, container({ Status: 'Up 3 hours (healthy)', Ports: ports })).health,
    ).toBe('healthy');
  });
});
