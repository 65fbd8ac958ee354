import type { MountOrigin, RoomMissing } from '../../../common/contract/mounts';
import type { FallbackReason } from '../../../common/contract/stats';
import { numberEn, pluralEn } from '../../lib/plural';

const reasons: Readonly<Record<FallbackReason, string>> = {
  remote: 'The engine is on another machine, whose kernel cannot be asked from here.',
  not_linux: 'What a container sees can be read on Linux only.',
  no_process: 'The processes are not to be seen from here (another PID namespace or a virtual machine).',
  permission_denied: 'Estiba’s user may not read the mounts of these processes.',
  not_mounted: 'No cgroup hierarchy is mounted here, so a process cannot be known for the container’s.',
  outside_mount: 'The cgroup lies outside of what is mounted here.',
  other_process: 'The process of that number here is not the container’s.',
};

const origins: Readonly<Record<MountOrigin, { readonly name: string; readonly what: string }>> = {
  root: {
    name: 'Root',
    what: 'The image and the writable layer. What is written here goes with the container.',
  },
  volume: { name: 'Volume', what: 'A volume of the engine. It outlives the container.' },
  bind: { name: 'Bind', what: 'A path of the engine’s machine. It outlives the container.' },
  tmpfs: {
    name: 'tmpfs',
    what: 'In memory, counted against the memory limit. Gone when the container stops.',
  },
  image: { name: 'Image', what: 'The file system of another image.' },
  inside: { name: 'By itself', what: 'Mounted by a process in the container.' },
  engine: { name: 'Engine', what: 'Mounted by the engine into every container.' },
  system: { name: 'System', what: 'A view of the kernel, or a mask over it.' },
};

const roomMissing: Readonly<Record<RoomMissing, string>> = {
  network_file_system: 'Not asked: a server that is gone would hold everything up.',
  hidden: 'Another mount lies over it.',
  permission_denied: 'Estiba’s user may not go there.',
  ended: 'The process has ended.',
  unreadable: 'The kernel gave no answer.',
};

export const mounts = {
  tab: 'Mounts and network',
  title: 'Mounts',
  filter: 'Filter mounts',
  filterNetwork: 'Filter ports, addresses, routes',
  view: 'View',
  views: { own: 'Mounts', all: 'With the system’s', network: 'Network' },
  columns: {
    destination: 'Inside',
    origin: 'Kind',
    source: 'From',
    mode: 'Access',
    fileSystem: 'File system',
    room: 'Room',
    propagation: 'Propagation',
    options: 'Options',
  },
  origins,
  belowText: (over: string) => `Came along with ${over}.`,
  readOnly: 'read-only',
  readWrite: 'writable',
  propagations: {
    private: { name: 'private', what: 'mounts below it stay where they are made' },
    shared: { name: 'shared', what: 'mounts below it appear on both sides' },
    slave: { name: 'slave', what: 'mounts of the machine below it appear inside, not the other way' },
    unbindable: { name: 'unbindable', what: 'private, and cannot be bound elsewhere' },
  },
  kernelOnly: 'Only the kernel says it.',
  roomFree: (available: string) => `${available} free`,
  roomTitle: (share: string, used: string, available: string, total: string) =>
    `${share} full: ${used} used, ${available} available, ${total} in all`,
  roomMissing,
  noRoom: 'Not measured.',
  noSize: 'This file system has no size of its own.',
  used: 'Used',
  available: 'Available',
  reserved: 'Reserved for root',
  files: (used: string, total: string) => `${used} of ${total} files (inodes) used`,
  rootTitle: 'What / is made of',
  rootOver: (count: number) =>
    pluralEn(count, {
      one: '/ is a writable layer over 1 layer',
      other: `/ is a writable layer over ${numberEn(count)} layers`,
    }),
  rootReadOnly: (count: number) =>
    pluralEn(count, {
      one: '/ is 1 layer, mounted read-only',
      other: `/ is ${numberEn(count)} layers, mounted read-only`,
    }),
  showFolders: 'Folders…',
  foldersTitle: 'Folders on the engine’s machine',
  folders: {
    upper: 'Writable',
    lower: (place: number) => `Layer ${numberEn(place)}`,
    init: 'Engine’s files',
    work: 'Work',
    merged: 'Merged',
  },
  show: 'Details…',
  showFiles: 'Show its files',
  sources: { proc: 'From the kernel', engine: 'From the engine’s settings' },
  reasons,
  engineText:
    'Shown is what the engine was asked to mount and to publish: no room, no routes, and not whether a program waits at a port.',
  stopped: 'It does not run. Shown is what will be mounted when it starts.',
  lost: 'Not live: the last look failed. It is tried again by itself.',
  cut: (shown: string, total: string) =>
    `The first ${shown} of ${total} mounts are shown. The filter looks in all of them.`,
  joined: 'It shares the network of',
  noLine: 'No line has this word.',
  ports: {
    title: 'Ports',
    none: 'No port is published, and no program waits at one.',
    noneKnown: 'No port is published.',
    inside: 'Inside',
    published: 'Published',
    notPublished: 'no',
    reaches: {
      everybody: 'for every machine',
      machine: 'for the engine’s machine only',
      address: 'on one address',
    },
    waitsAt: 'A program waits on',
    waits: { '0.0.0.0': 'all', '::': 'all' } as Readonly<Record<string, string>>,
    follows: 'What follows',
    findings: {
      published: { name: 'Reachable', what: 'From outside it leads to the program.' },
      nobody: {
        name: 'Nobody waits',
        what: 'It is published, but no program waits there: connections are refused.',
      },
      loopback: {
        name: 'Loopback only',
        what: 'The program waits on the container’s own localhost, where published ports do not lead. Let it listen on 0.0.0.0.',
      },
      networks: { name: 'Inside', what: 'Reached by containers in the same networks.' },
      itself: { name: 'Itself', what: 'Reached only from within the container.' },
      declared: { name: 'Declared', what: 'The image names it; no program waits.' },
      machine: { name: 'The machine’s', what: 'It waits on the machine’s own network.' },
      unknown: { name: 'Not known', what: 'Whether a program waits cannot be seen from here.' },
    },
  },
  addresses: {
    title: 'Addresses',
    mode: (mode: string, hostname: string) => `Network mode: ${mode} · Host name: ${hostname}`,
    none: 'It has no network.',
    interface: 'Interface',
    address: 'Address',
    network: 'Network',
    names: 'DNS names',
    received: 'Received',
    sent: 'Sent',
    lost: 'Lost',
    trouble: (errors: string, dropped: string) => `${errors} faulty, ${dropped} dropped`,
  },
  routes: {
    title: 'Routes',
    none: 'No routes',
    to: 'To',
    via: 'Via',
    link: 'on the link',
    default: 'default',
    metric: 'Metric',
  },
  names: {
    title: 'Names',
    servers: 'Name servers',
    search: 'Search domains',
    options: 'Options',
    noFile: (path: string) => `${path} is not there or cannot be read.`,
  },
};
