import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  createContainer,
  describeEngines,
  engineApi,
  importBusyboxImage,
  importEmptyImage,
  machineDocker,
  runContainer,
  startRegistry,
  tagImage,
  testLabels,
  withEngine,
} from '../../support/engine';

interface Listed {
  readonly Names: readonly string[];
  readonly State: string;
  readonly Labels: Readonly<Record<string, string>>;
}

describeEngines((engine) => {
  it('runs a container of an imported image and labels what it makes', async () => {
    const { api } = engine();
    await importBusyboxImage(api, { repository: 'estiba-test/busybox', tag: '1' });
    const command = ['sh', '-c', 'echo ready; while :; do sleep 0.1; done'];
    await runContainer(api, { name: 'lives', image: 'estiba-test/busybox:1', command });
    const [container] = await api.json<readonly Listed[]>('GET', '/containers/json');
    expect(container).toMatchObject({ Names: ['/lives'], State: 'running' });
    expect(container?.Labels).toMatchObject(testLabels);
  });

  it('creates a container of an image without any file', async () => {
    const { api } = engine();
    await importEmptyImage(api, { repository: 'estiba-test/empty', tag: '1' });
    await createContainer(api, { name: 'holder', image: 'estiba-test/empty:1', command: ['none'] });
    expect(await api.json('GET', '/containers/holder/json')).toMatchObject({ State: { Status: 'created' } });
  });

  it('hangs while it is paused and answers afterwards', async () => {
    engine().pause();
    try {
      await expect(engine().api.call('GET', '/_ping', { timeout: 300 })).rejects.toThrow('no answer');
    } finally {
      engine().resume();
    }
    expect((await engine().api.call('GET', '/_ping')).text).toBe('OK');
  });

  it('keeps its data over a kill and a restart', async () => {
    await engine().api.json('DELETE', '/containers/lives?force=1');
    await engine().kill();
    await expect(engine().api.call('GET', '/_ping')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await engine().restart();
    expect(await engine().api.json('GET', '/containers/holder/json')).toMatchObject({ Name: '/holder' });
  });
});

describe('a registry', () => {
  const engine = withEngine();

  it('takes a push from the engine, with a password', async () => {
    const { api } = engine();
    const registry = await startRegistry(engine(), { credentials: { username: 'ana', password: 'secret' } });
    try {
      const repository = `${registry.address}/estiba-test/empty`;
      await importEmptyImage(api, { repository: 'estiba-test/empty', tag: '1' });
      await tagImage(api, 'estiba-test/empty:1', { repository, tag: '1' });
      const push = (credentials: object) =>
        api.call('POST', `/images/${repository}/push?tag=1`, {
          headers: { 'X-Registry-Auth': toAuthHeader(credentials) },
        });
      expect((await push({})).text).toContain('no basic auth credentials');
      expect((await push({ username: 'ana', password: 'secret' })).text).toContain('"Digest":"sha256:');
    } finally {
      await registry.stop();
    }
  });
});

describe('the end of an isolated engine', () => {
  it('leaves no process, mount, cgroup or folder behind', async () => {
    const entry = machineDocker();
    if ('notTested' in entry) throw new Error(entry.notTested);
    const engine = await entry.start();
    await importBusyboxImage(engine.api, { repository: 'estiba-test/busybox', tag: '1' });
    await runContainer(engine.api, {
      name: 'stays',
      image: 'estiba-test/busybox:1',
      command: ['sleep', '1000'],
    });
    const cgroups = () =>
      readdirSync('/sys/fs/cgroup').filter((name) =>
        existsSync(`/sys/fs/cgroup/${name}/${basename(engine.dir)}`),
      );
    expect(cgroups().length).toBeGreaterThan(0);
    await engine.stop();
    expect(cgroups()).toEqual([]);
    expect(existsSync(engine.dir)).toBe(false);
    expect(readFileSync('/proc/self/mountinfo', 'utf8')).not.toContain(engine.dir);
  });
});

describe('the sockets of the machine itself', () => {
  it('are refused', () => {
    expect(() => engineApi('/var/run/docker.sock')).toThrow('ESTIBA_TEST_SYSTEM_ENGINE=1');
  });
});

/** URL-safe base64 with its padding: docker 20.10 reads a header without it as no credentials at all. */
function toAuthHeader(credentials: object): string {
  const text = Buffer.from(JSON.stringify(credentials)).toString('base64');
  return text.replaceAll('+', '-').replaceAll('/', '_');
}
