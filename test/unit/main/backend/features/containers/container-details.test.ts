import { describe, expect, it } from 'vitest';
import { type ContainerDetails, containerDetails } from '../../../../../../src/common/contract/containers';
import { normalizeContainerDetails } from '../../../../../../src/main/backend/features/containers/container-details';
import { containerInspectRecord } from '../../../../../../src/main/backend/features/containers/container-inspect-record';
import { fixture } from '../../../../../support/fixture';

function details(path: string): ContainerDetails {
  return normalizeContainerDetails(containerInspectRecord.parse(fixture(path)));
}

describe('the details of a container', () => {
  it.each([
    'engine-20.10/container-web.json',
    'engine-20.10/container-gone.json',
    'engine-20.10/container-made2.json',
    'engine-20.10/container-loop.json',
    'engine-20.10/container-hostnet.json',
    'engine-26.1/container-web.json',
    'engine-26.1/container-gone.json',
    'podman-4.3/container-web.json',
    'podman-4.3/container-gone.json',
  ])('%s fit the contract', (path) => {
    const value = details(path);
    expect(containerDetails.parse(value)).toEqual(value);
    expect(JSON.parse(JSON.stringify(value))).toEqual(value);
  });

  it('of a running one', () => {
    expect(details('engine-20.10/container-web.json')).toMatchObject({
      name: 'web',
      image: 'site:2',
      state: 'running',
      pid: 5818,
      startedAt: Date.parse('2026-11-23T07:59:38.414Z'),
      command: ['httpd', '-f', '-h', '/'],
      env: ['PATH=/bin', 'A=b'],
      health: { status: 'healthy', failingStreak: 0 },
      restartPolicy: { name: 'unless-stopped', maximumRetryCount: 0 },
      networkMode: 'net1',
      logDriver: 'json-file',
      limits: { cpus: 0.5, memoryBytes: 67_108_864, memorySwapBytes: 134_217_728 },
    });
    const web = details('engine-20.10/container-web.json');
    expect(web.finishedAt).toBeUndefined();
    expect(web.exitCode).toBeUndefined();
    expect(web.limits.pids).toBeUndefined();
    expect(web.ports.filter((port) => port.hostPort === 8080)).toHaveLength(2);
    expect(web.health?.log).toHaveLength(5);
  });

  it('of one that ended', () => {
    const gone = details('engine-20.10/container-gone.json');
    expect(gone).toMatchObject({ state: 'exited', exitCode: 3, finishedAt: expect.any(Number) });
    expect(gone.pid).toBeUndefined();
  });

  it('of one that never ran: no exit code, the ports it would have', () => {
    const made = details('engine-20.10/container-made2.json');
    expect(made.state).toBe('created');
    expect(made.exitCode).toBeUndefined();
    expect(made.startedAt).toBeUndefined();
  });

  it('of podman, which keeps CPU limits as a quota', () => {
    expect(details('podman-4.3/container-web.json')).toMatchObject({
      state: 'running',
      imageId: expect.stringMatching(/^sha256:/),
      limits: { cpus: 0.5, memoryBytes: 67_108_864 },
      mounts: expect.arrayContaining([expect.objectContaining({ name: 'vol1', destination: '/data' })]),
    });
  });
});
