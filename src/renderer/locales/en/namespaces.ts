import type { NamespaceKind } from '../../../common/contract/namespaces';
import type { FallbackReason, MissingReason } from '../../../common/contract/stats';
import { numberEn, pluralEn } from '../../lib/plural';
import { stats } from './stats';

const reasons: Readonly<Record<FallbackReason, string>> = {
  remote: 'The engine is on another machine, whose kernel cannot be asked from here.',
  not_linux: 'Namespaces can be read on Linux only.',
  no_process: 'The processes are not to be seen from here (another PID namespace or a virtual machine).',
  permission_denied: 'Estiba’s user may not read the namespaces of these processes.',
  not_mounted: 'No cgroup hierarchy is mounted here, so a process cannot be known for the container’s.',
  outside_mount: 'The cgroup lies outside of what is mounted here.',
  other_process: 'The process of that number here is not the container’s.',
};

interface KindTexts {
  readonly name: string;
  readonly what: string;
  readonly own: string;
  readonly shared: string;
  readonly host: string;
}

const kinds: Readonly<Record<NamespaceKind, KindTexts>> = {
  mnt: {
    name: 'Mounts',
    what: 'Which file systems are mounted, and where.',
    own: 'It sees its image, its writable layer and what was mounted into it.',
    shared: 'They see the same mounts; a mount by one is there for all.',
    host: 'It sees the machine’s whole file system.',
  },
  pid: {
    name: 'Processes',
    what: 'Which processes exist, and by which numbers.',
    own: 'It sees and signals its own processes only; its first one is number 1.',
    shared:
      'They see and can signal each other’s processes. When the first process of the owner ends, all end.',
    host: 'It sees every process of the machine, and as root can signal them and read their environment.',
  },
  net: {
    name: 'Network',
    what: 'Interfaces, addresses, routes, ports and firewall rules.',
    own: 'Its own interfaces and ports; from outside only published ports lead to it.',
    shared:
      'They have one address and one set of ports: they reach each other on localhost, and no port twice.',
    host: 'It listens on the machine’s own addresses, reaches services on localhost, and published ports mean nothing.',
  },
  ipc: {
    name: 'IPC',
    what: 'System V shared memory, semaphores and message queues, POSIX queues, /dev/shm.',
    own: 'Its shared memory is its own.',
    shared: 'They can read and write each other’s shared memory.',
    host: 'It can read and write the shared memory of the machine’s programs.',
  },
  uts: {
    name: 'Host name',
    what: 'Host and domain name.',
    own: 'Its own host name.',
    shared: 'They have one host name.',
    host: 'It has the machine’s name; with CAP_SYS_ADMIN it can change it.',
  },
  user: {
    name: 'Users',
    what: 'Numbers of users and groups, and for which resources capabilities count.',
    own: 'Its users are others outside: root inside has no power over the machine.',
    shared: 'They have the same map of users; inside it root of one is root of the other.',
    host: 'The usual case: users are the same inside and outside. Root that gets out is root of the machine.',
  },
  cgroup: {
    name: 'Cgroups',
    what: 'Which part of the cgroup tree shows as its root.',
    own: 'It sees its own cgroup as the root; names of others stay hidden.',
    shared: 'They see the same part of the tree.',
    host: 'It sees where in the machine’s tree it is. The default on cgroup v1.',
  },
  time: {
    name: 'Clocks',
    what: 'Offsets of the monotonic and boot clocks (Linux 5.6).',
    own: 'Its uptime is its own.',
    shared: 'They have one uptime.',
    host: 'The usual case: uptime is the machine’s. Engines make no time namespaces.',
  },
};

const missing: Readonly<Record<MissingReason, string>> = {
  ...stats.missing,
  not_offered: 'This kernel has no such namespace.',
  not_in_api: 'The engine does not say it.',
};

export const namespaces = {
  title: 'Namespaces',
  filter: 'Filter by name or inode',
  view: 'View',
  views: { all: 'All', shared: 'Sharing', host: 'With the host' },
  container: 'Container',
  kind: 'What',
  whose: 'Whose',
  sharedWith: 'Shared with',
  setting: 'Set by',
  byDefault: 'default',
  host: 'host',
  hostRow: 'Host (process 1)',
  estibaRow: 'Estiba’s own',
  looks: { own: 'Its own', shared: 'Shared', host: 'The host’s' },
  sharedBy: (count: number) =>
    pluralEn(count, { one: 'One container', other: `Shared by ${numberEn(count)} containers` }),
  legend: 'Digits: its own, by the end of its inode · Letter: shared · host: the machine’s',
  panel: 'Chosen namespace',
  isolates: 'What it separates',
  follows: 'What follows',
  members: (count: number) =>
    pluralEn(count, { one: '1 container in it', other: `${numberEn(count)} containers in it` }),
  noMembers: 'No container is in it.',
  withHost: 'The host itself is in it.',
  withEstiba: 'Estiba is in it; process 1 of the machine may not be read.',
  who: (kind: string) => `Who is in it: ${kind}`,
  more: (count: string) => `${count} more`,
  maps: 'Users inside and outside',
  noMaps: 'The map of users cannot be read here.',
  ids: (count: number) => pluralEn(count, { one: '1 id', other: `${numberEn(count)} ids` }),
  rootIsRoot: 'Root inside is root outside.',
  rootIs: (id: number) => `Root inside is user ${id} outside.`,
  noRoot: 'There is no root inside.',
  lost: 'Not live: the connection was lost and is opened again by itself.',
  reasons,
  kinds,
  sources: { proc: 'From /proc', engine: 'From the engine’s settings' },
  settingsOnly: 'Shown is what follows from the settings of the containers. There are no inodes.',
  fromSettings: (count: number, total: number) =>
    `For ${numberEn(count)} of ${numberEn(total)} containers what follows from their settings is shown, without inodes.`,
  missing,
  none: 'No container runs',
  noneText: 'Namespaces exist as long as a process is in them. They appear here when a container starts.',
  noneStopped: (count: number) =>
    pluralEn(count, {
      one: 'One container is there, but it does not run.',
      other: `${numberEn(count)} containers are there, but none runs.`,
    }),
  showContainers: 'Show containers',
  showMatrix: 'Matrix of all containers',
  stopped: 'It does not run',
  stoppedText: 'A container that does not run is in no namespace. They appear here as soon as it starts.',
};
