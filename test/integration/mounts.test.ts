import { createRouterClient } from '@orpc/server';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { MountsLook } from '../../src/common/contract/mounts';
import { createNodeCgroupFiles } from '../../src/main/backend/cgroup/node-cgroup-files';
import { createMountsFeature } from '../../src/main/backend/features/mounts/mounts-feature';
import { describeEngines, importBusyboxImage, runContainer } from '../support/engine';
import { type Services, startServices } from './resource-services';

const image = 'estiba-test/bb:1';
const name = 'mounts-seen';
const volume = 'mounts-data';
const mayMount = { CapAdd: ['SYS_ADMIN'], SecurityOpt: ['apparmor=unconfined', 'seccomp=unconfined'] };

describeEngines((engine) => {
  let services: Services;
  beforeAll(async () => {
    await importBusyboxImage(engine().api, { repository: 'estiba-test/bb', tag: '1' });
    services = await startServices(engine());
  });
  afterAll(() => services?.stop());
  afterEach(async () => {
    await engine().api.call('DELETE', `/containers/${name}?force=1`);
    await engine().api.call('DELETE', `/volumes/${volume}`);
  });

  const client = (os = 'linux') =>
    createRouterClient(
      createMountsFeature({ engines: services.engines, os, files: createNodeCgroupFiles(), now: Date.now }),
    );
  const look = (filter = '', os = 'linux') =>
    client(os).look({ engineId: services.engineId, id: name, filter });
  const run = (script: string, hostConfig: object = {}) =>
    runContainer(engine().api, {
      ...{ name, image },
      command: ['sh', '-c', `${script}; trap exit TERM; while :; do sleep 0.1; done`],
      hostConfig: { NetworkMode: 'none', ...hostConfig },
    });
  const at = ({ mounts }: MountsLook, destination: string) => {
    const found = mounts.find((mount) => mount.destination === destination);
    if (!found) throw new Error(`nothing is mounted at ${destination}`);
    return found;
  };
  async function until(fits: (seen: MountsLook) => boolean, filter = ''): Promise<MountsLook> {
    const deadline = Date.now() + 30_000;
    for (;;) {
      const seen = await look(filter);
      if (fits(seen)) return seen;
      if (Date.now() > deadline) throw new Error(`never seen: ${JSON.stringify(seen).slice(0, 2000)}`);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }

  describe('mounts and network', () => {
    it('joins what the kernel mounts with what the engine was asked for', async () => {
      await run('dd if=/dev/zero of=/scratch/x bs=1024 count=256', {
        Binds: [`${volume}:/data`, '/usr/share:/share:ro'],
        Tmpfs: { '/scratch': 'size=1m' },
      });
      const seen = await until(
        ({ mounts }) => (mounts.find((m) => m.destination === '/scratch')?.room?.usedBytes ?? 0) > 0,
      );
      expect(seen).toMatchObject({ running: true, source: { kind: 'proc' } });
      expect(at(seen, '/')).toMatchObject({ origin: 'root', readOnly: false });
      expect(at(seen, '/').room?.totalBytes).toBeGreaterThan(0);
      expect(at(seen, '/data')).toMatchObject({ origin: 'volume', name: volume, readOnly: false });
      expect(at(seen, '/share')).toMatchObject({ origin: 'bind', source: '/usr/share', readOnly: true });
      expect(at(seen, '/scratch')).toMatchObject({
        origin: 'tmpfs',
        fileSystem: 'tmpfs',
        room: { totalBytes: 1_048_576, usedBytes: 262_144, availableBytes: 786_432 },
      });
      expect(at(seen, '/proc')).toMatchObject({ origin: 'system', fileSystem: 'proc' });
      expect(at(seen, '/etc/hosts').origin).toBe('engine');
      expect(seen.overlay?.upper).toMatch(/^\//);
      expect(seen.overlay?.lowers.length).toBeGreaterThan(0);
      expect(seen.total).toBe(seen.mounts.length);
    }, 60_000);

    it('keeps to 1,000 of 16,000 mounts, looks in all of them, and knows those that are hidden', async () => {
      // Each turn mounts the whole again below itself.
      const double = 'i=0; while [ $i -lt 14 ]; do mkdir -p /m/$i; i=$((i+1)); done';
      const turn = 'i=0; while [ $i -lt 14 ]; do mount --rbind /m /m/$i; i=$((i+1)); done';
      const over = 'mkdir -p /over/under; mount -t tmpfs a /over/under; mount -t tmpfs b /over';
      await run(`${over}; mkdir /m; mount -t tmpfs m /m; ${double}; ${turn}; touch /done`, mayMount);
      const seen = await until(({ total }) => total > 16_384);
      expect(seen.mounts).toHaveLength(1000);
      expect(seen.matching).toBe(seen.total);
      const some = await look('/m/13/12/11/10/9');
      expect(some.total).toBe(seen.total);
      expect(some.matching).toBeGreaterThan(0);
      expect(some.matching).toBeLessThan(1000);
      expect(some.mounts.every(({ destination }) => destination.startsWith('/m/13/12/11/10/9'))).toBe(true);
      expect(some.mounts.every(({ origin }) => origin === 'inside')).toBe(true);
      const hidden = await look('/over');
      expect(at(hidden, '/over/under')).toMatchObject({ roomMissing: 'hidden' });
      expect(at(hidden, '/over').room?.totalBytes).toBeGreaterThan(0);
      const began = performance.now();
      await look();
      expect(performance.now() - began).toBeLessThan(3000);
    }, 120_000);

    it('follows no link that a container puts in the way', async () => {
      await run('mkdir -p /a/b; mount -t tmpfs t /a/b; mv /a /z; ln -s / /a', mayMount);
      // The mount has moved along with its folder; the name it had leads elsewhere.
      const seen = await until(({ mounts }) => mounts.some(({ destination }) => destination === '/z/b'));
      expect(at(seen, '/z/b')).toMatchObject({ origin: 'inside', fileSystem: 'tmpfs' });
      expect(seen.mounts.some(({ destination }) => destination === '/a/b')).toBe(false);
    }, 60_000);

    it('tells who waits at which port, and the names', async () => {
      await run('httpd -p 0.0.0.0:8080; httpd -p 127.0.0.1:8081', { ExtraHosts: ['db:10.1.2.3'] });
      const seen = await until(({ network }) => (network?.listeners.length ?? 0) >= 2);
      const { network } = seen;
      expect(
        network?.listeners.map(({ protocol, address, port }) => `${protocol} ${address} ${port}`),
      ).toEqual(['tcp 0.0.0.0 8080', 'tcp 127.0.0.1 8081']);
      expect(network?.interfaces).toMatchObject([{ name: 'lo' }]);
      expect(network?.interfaces[0]?.addresses).toContainEqual({ address: '127.0.0.1', prefix: 8 });
      expect(network?.routes).toEqual([]);
      expect(network?.hosts).toContainEqual({ address: '10.1.2.3', names: ['db'] });
    }, 60_000);

    it('lists what the engine would mount, of a stopped one and where the kernel is elsewhere', async () => {
      await run('true', { Binds: [`${volume}:/data`], Tmpfs: { '/scratch': 'size=1m' } });
      const elsewhere = await look('', 'darwin');
      expect(elsewhere).toMatchObject({ running: true, source: { kind: 'engine', reason: 'not_linux' } });
      expect(elsewhere.network).toBeUndefined();
      expect(elsewhere.mounts.map(({ destination, origin }) => `${destination} ${origin}`)).toEqual([
        '/ root',
        '/data volume',
        '/scratch tmpfs',
      ]);
      await engine().api.call('POST', `/containers/${name}/kill`);
      const stopped = await until(({ running }) => !running);
      expect(stopped.source).toBeUndefined();
      expect(stopped.mounts.map(({ destination }) => destination)).toEqual(['/', '/data', '/scratch']);
    }, 60_000);

    it('says when there is no such container', async () => {
      await expect(look()).rejects.toMatchObject({ code: 'not_found' });
    });
  });
});
