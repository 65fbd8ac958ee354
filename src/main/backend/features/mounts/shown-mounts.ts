import type { MountOrigin, ShownMount } from '../../../../common/contract/mounts';
import type { MountRecord } from '../../engine/records/container-record';
import { isAtOrBelow, type MountLine } from './mount-table';
import type { MountsRecord } from './mounts-record';
import type { AskRoom } from './room';

/** What engines mount into every container. */
const engineFiles = new Set([
  '/etc/hosts',
  '/etc/hostname',
  '/etc/resolv.conf',
  '/dev/shm',
  '/run/.containerenv',
  '/run/secrets',
  '/sbin/docker-init',
  '/run/podman-init',
  '/dev/init',
]);
const kernelViews = new Set(['proc', 'sysfs', 'cgroup', 'cgroup2', 'devpts', 'mqueue', 'devtmpfs']);
const kernelPlaces = ['/proc', '/sys', '/dev'];

const originsByType: Readonly<Record<string, MountOrigin>> = {
  volume: 'volume',
  bind: 'bind',
  tmpfs: 'tmpfs',
  image: 'image',
  npipe: 'bind',
  cluster: 'volume',
};

/** What the engine was asked to mount. */
interface Asked {
  readonly origin: MountOrigin;
  readonly destination: string;
  readonly record: MountRecord | undefined;
}

/** The deepest first. */
function askedOf(record: MountsRecord): readonly Asked[] {
  const mounts = record.Mounts.map((mount) => ({
    origin: originsByType[mount.Type ?? 'bind'] ?? 'bind',
    destination: withoutEnd(mount.Destination),
    record: mount,
  }));
  const tmpfs = Object.keys(record.HostConfig.tmpfs).map((destination) => ({
    origin: 'tmpfs' as const,
    destination: withoutEnd(destination),
    record: undefined,
  }));
  // Podman names a tmpfs in both.
  const known = new Set(mounts.map(({ destination }) => destination));
  return [...mounts, ...tmpfs.filter(({ destination }) => !known.has(destination))].sort(
    (a, b) => b.destination.length - a.destination.length,
  );
}

/** The kernel names `/data/` as `/data`. */
const withoutEnd = (path: string): string => (path.length > 1 ? path.replace(/\/+$/, '') : path);

interface Origin {
  readonly origin: MountOrigin;
  readonly asked?: Asked;
  readonly below?: string;
}

/** The deepest of the engine's mounts that a path is at or below counts. */
function originOf({ mountPoint, fileSystem }: MountLine, asked: readonly Asked[]): Origin {
  const over = asked.find(({ destination }) => isAtOrBelow(mountPoint, destination));
  if (over?.destination === mountPoint) return { origin: over.origin, asked: over };
  if (mountPoint === '/') return { origin: 'root' };
  if (over) return { origin: over.origin, below: over.destination };
  if (engineFiles.has(mountPoint)) return { origin: 'engine' };
  const isView = kernelViews.has(fileSystem) || kernelPlaces.some((place) => isAtOrBelow(mountPoint, place));
  return { origin: isView ? 'system' : 'inside' };
}

/** What the kernel mounts for a file system: of a bind the part of it that is there. */
function sourceOf(line: MountLine, asked: Asked | undefined): string | undefined {
  if (asked?.record?.Source !== undefined) return asked.record.Source;
  if (line.source.startsWith('/')) return line.root === '/' ? line.source : `${line.source}[${line.root}]`;
  return undefined;
}

/** The mounts that the process sees, in the order of their destinations, without their room. */
export function shownFromKernel(lines: readonly MountLine[], record: MountsRecord): KernelMount[] {
  const asked = askedOf(record);
  return lines
    .map((line) => {
      const { origin, asked: own, below } = originOf(line, asked);
      const source = sourceOf(line, own);
      const name = own?.record?.Name;
      const shown: ShownMount = {
        id: String(line.id),
        destination: line.mountPoint,
        origin,
        ...(below === undefined ? {} : { below }),
        fileSystem: line.fileSystem,
        ...(source === undefined || source === '' ? {} : { source }),
        ...(name === undefined || origin !== 'volume' ? {} : { name }),
        readOnly: line.options.includes('ro') || line.superOptions.includes('ro'),
        options: [...new Set([...line.options, ...line.superOptions])].filter(isSaid),
        propagation: line.propagation,
      };
      return { shown, line };
    })
    .sort((a, b) => byDestination(a.shown, b.shown));
}

/** The folders of an overlay are shown apart; its options would be thousands of characters. */
const isSaid = (option: string): boolean => !/^(lowerdir|upperdir|workdir)[+=]/.test(option);

export interface KernelMount {
  readonly shown: ShownMount;
  readonly line: MountLine;
}

/** With its room, where somebody would ask for it. */
export function withRoom({ shown, line }: KernelMount, ask: AskRoom): ShownMount {
  const isPlain = shown.origin === 'system' || (shown.origin === 'engine' && line.fileSystem !== 'tmpfs');
  if (isPlain) return shown;
  const answer = ask(line);
  return 'missing' in answer ? { ...shown, roomMissing: answer.missing } : { ...shown, room: answer };
}

/** What the engine mounts when it starts, or has mounted where the kernel cannot be asked. */
export function shownFromEngine(record: MountsRecord): ShownMount[] {
  const root: ShownMount = {
    ...{ id: '/', destination: '/', origin: 'root', options: [] },
    readOnly: record.HostConfig.readOnlyRoot,
  };
  const mounts = askedOf(record).map(({ origin, destination, record: mount }): ShownMount => {
    const { Source: source, Name: name, RW: isWritable = true } = mount ?? {};
    const options = record.HostConfig.tmpfs[destination]?.split(',').filter((option) => option !== '') ?? [];
    return {
      ...{ id: destination, destination, origin },
      ...(source === undefined || source === '' ? {} : { source }),
      ...(name === undefined || origin !== 'volume' ? {} : { name }),
      readOnly: !isWritable || options.includes('ro'),
      options,
    };
  });
  return [root, ...mounts].sort(byDestination);
}

function byDestination(a: ShownMount, b: ShownMount): number {
  if (a.destination === b.destination) return 0;
  return a.destination < b.destination ? -1 : 1;
}

/** Whether a mount is meant by a word of the user. */
export function fitsFilter({ destination, source, name, fileSystem }: ShownMount, filter: string): boolean {
  const word = filter.toLowerCase();
  return [destination, source, name, fileSystem].some((text) => text?.toLowerCase().includes(word));
}
