import { describe, expect, it } from 'vitest';
import { parseMountTable } from '../../../../../../src/main/backend/features/mounts/mount-table';
import { mountsRecord, overlayOf } from '../../../../../../src/main/backend/features/mounts/mounts-record';
import { blockedPlaces, roomAsker, toRoom } from '../../../../../../src/main/backend/features/mounts/room';
import {
  fitsFilter,
  shownFromEngine,
  shownFromKernel,
  withRoom,
} from '../../../../../../src/main/backend/features/mounts/shown-mounts';

const record = mountsRecord.parse({
  Id: 'a'.repeat(64),
  State: { Pid: 7 },
  Mounts: [
    {
      Type: 'volume',
      Name: 'data',
      Source: '/var/lib/docker/volumes/data/_data',
      Destination: '/data/',
      RW: true,
    },
    { Type: 'bind', Source: '/', Destination: '/machine', RW: false },
  ],
  HostConfig: { Tmpfs: { '/scratch': 'size=64k,ro' }, ReadonlyRootfs: true },
  GraphDriver: {
    Name: 'overlay2',
    Data: { UpperDir: '/o/up', WorkDir: '/o/work', MergedDir: '/o/merged', LowerDir: '/o/l2:/o/l1' },
  },
});
const table = `10 1 0:51 / / rw - overlay overlay ro,lowerdir=/a:/b,upperdir=/u,workdir=/w,xino=off
11 10 0:52 / /proc rw - proc proc rw
12 11 0:52 /sys /proc/sys ro - proc proc rw
13 10 8:1 /volumes/data/_data /data rw - ext4 /dev/sda1 rw
14 10 8:1 / /machine ro,noatime - ext4 /dev/sda1 rw
15 14 0:60 / /machine/share rw master:3 - nfs4 server:/x rw
16 10 0:61 / /scratch rw - tmpfs tmpfs rw,size=64k
17 10 8:1 /containers/hosts /etc/hosts rw - ext4 /dev/sda1 rw
18 10 0:62 / /opt/made rw - tmpfs made rw
19 10 0:63 / /dev/shm rw - tmpfs shm rw
`;

describe('shownFromKernel', () => {
  const shown = shownFromKernel(parseMountTable(table), record).map((mount) => mount.shown);
  const at = (destination: string) => shown.find((mount) => mount.destination === destination);

  it('tells where each one comes from', () => {
    expect(Object.fromEntries(shown.map(({ destination, origin }) => [destination, origin]))).toEqual({
      '/': 'root',
      '/proc': 'system',
      '/proc/sys': 'system',
      '/data': 'volume',
      '/machine': 'bind',
      '/machine/share': 'bind',
      '/scratch': 'tmpfs',
      '/etc/hosts': 'engine',
      '/opt/made': 'inside',
      '/dev/shm': 'engine',
    });
    expect(at('/machine/share')?.below).toBe('/machine');
  });

  it('names volumes and sources, and is read-only by the mount or its file system', () => {
    expect(at('/data')).toMatchObject({
      name: 'data',
      source: '/var/lib/docker/volumes/data/_data',
      readOnly: false,
    });
    expect(at('/etc/hosts')?.source).toBe('/dev/sda1[/containers/hosts]');
    expect(at('/')?.readOnly).toBe(true);
    expect(at('/machine')?.readOnly).toBe(true);
    expect(at('/')?.options).toEqual(['rw', 'ro', 'xino=off']);
  });

  it('does not ask network file systems, nor what lies below them', () => {
    const lines = parseMountTable(`${table}20 15 0:70 / /machine/share/deep rw - tmpfs x rw\n`);
    expect(blockedPlaces(lines)).toEqual(['/machine/share']);
    const ask = roomAsker(1, blockedPlaces(lines));
    for (const line of lines.filter(({ mountPoint }) => mountPoint.startsWith('/machine/share')))
      expect(ask(line)).toEqual({ missing: 'network_file_system' });
    const own = parseMountTable(
      '1 0 0:1 / / rw - fuse.fuse-overlayfs x rw\n2 1 0:2 / /s rw - fuse.sshfs x rw',
    );
    expect(blockedPlaces(own)).toEqual(['/s']);
  });

  it('asks for the room where somebody would look for it', () => {
    const asked: string[] = [];
    for (const mount of shownFromKernel(parseMountTable(table), record))
      withRoom(mount, ({ mountPoint }) => {
        asked.push(mountPoint);
        return { missing: 'unreadable' };
      });
    expect(asked.toSorted((a, b) => (a < b ? -1 : 1))).toEqual([
      '/',
      '/data',
      '/dev/shm',
      '/machine',
      '/machine/share',
      '/opt/made',
      '/scratch',
    ]);
  });
});

describe('shownFromEngine', () => {
  it('lists what was asked for, with / first', () => {
    expect(
      shownFromEngine(record).map(({ destination, origin, readOnly }) => [destination, origin, readOnly]),
    ).toEqual([
      ['/', 'root', true],
      ['/data', 'volume', false],
      ['/machine', 'bind', true],
      ['/scratch', 'tmpfs', true],
    ]);
  });
});

describe('overlayOf', () => {
  it('gives the folders, the uppermost layer first', () => {
    expect(overlayOf(record)).toEqual({
      ...{ upper: '/o/up', work: '/o/work', merged: '/o/merged' },
      lowers: ['/o/l2', '/o/l1'],
    });
    expect(overlayOf({ ...record, GraphDriver: { Name: 'vfs', Data: {} } })).toBeUndefined();
  });
});

describe('toRoom', () => {
  it('counts as df does', () => {
    expect(toRoom({ bsize: 4096, blocks: 100, bfree: 40, bavail: 30, files: 10, ffree: 4 })).toEqual({
      totalBytes: 409_600,
      usedBytes: 245_760,
      availableBytes: 122_880,
      files: { total: 10, free: 4 },
    });
    expect(toRoom({ bsize: 1, blocks: 0, bfree: 0, bavail: 0, files: 0, ffree: 0 }).files).toBeUndefined();
  });
});

describe('fitsFilter', () => {
  it('looks in destination, source, name and file system', () => {
    const [, volume] = shownFromEngine(record);
    if (!volume) throw new Error('no volume');
    expect(['DATA', 'docker/volumes', ''].map((word) => fitsFilter(volume, word))).toEqual([
      true,
      true,
      true,
    ]);
    expect(fitsFilter(volume, 'nothing')).toBe(false);
  });
});
