import { oc } from '@orpc/contract';
import { z } from 'zod';
import { mountOrigins } from '../mounts-shown';
import { processSource } from './processes';
import { byteCount, engineId, objectName, timestamp } from './shared';
import { networkInterface } from './stats-usage';

export const mountOrigin = z.enum(mountOrigins);
export type MountOrigin = z.output<typeof mountOrigin>;

/** What statfs(2) says of a file system, counted as `df` counts. */
export const fileSystemRoom = z.object({
  totalBytes: byteCount,
  /** All blocks less the free ones. */
  usedBytes: byteCount,
  /** To a process without privileges: less than the free ones where some are reserved for root. */
  availableBytes: byteCount,
  /** Absent where the file system does not count files. */
  files: z.object({ total: z.number(), free: z.number() }).optional(),
});
export type FileSystemRoom = z.output<typeof fileSystemRoom>;

/**
 * Why the room of a mount is not known. `network_file_system`: a server that is gone would hold Estiba up, so those (and
 * what lies below them) are not asked; `hidden`: another mount lies over it.
 */
export const roomMissing = z.enum([
  'network_file_system',
  'hidden',
  'permission_denied',
  'ended',
  'unreadable',
]);
export type RoomMissing = z.output<typeof roomMissing>;

export const shownMount = z.object({
  /** Unique among the mounts of one look. */
  id: z.string(),
  /** As the container sees it. */
  destination: z.string(),
  origin: mountOrigin,
  /** The destination of the bind or volume that this one came along with. */
  below: z.string().optional(),
  /** overlay, ext4, tmpfs, proc, ...; only from the kernel. */
  fileSystem: z.string().optional(),
  /** Path on the engine's machine, or device. */
  source: z.string().optional(),
  /** Of a volume. */
  name: z.string().optional(),
  readOnly: z.boolean(),
  /** Of the mount and then of its file system, as the kernel lists them; only from the kernel. */
  options: z.array(z.string()),
  /** mount_namespaces(7); only from the kernel. */
  propagation: z.enum(['private', 'shared', 'slave', 'unbindable']).optional(),
  room: fileSystemRoom.optional(),
  /** Absent also where nobody would ask, as for /proc. */
  roomMissing: roomMissing.optional(),
});
export type ShownMount = z.output<typeof shownMount>;

/** The folders of an overlay, on the engine's machine. */
export const overlayFolders = z.object({
  /** What the container writes. */
  upper: z.string(),
  work: z.string().optional(),
  /** What the container sees as /. */
  merged: z.string().optional(),
  /** Of its image, the uppermost first. */
  lowers: z.array(z.string()),
});
export type OverlayFolders = z.output<typeof overlayFolders>;

export const containerAddress = z.object({ address: z.string(), prefix: z.number().optional() });
export type ContainerAddress = z.output<typeof containerAddress>;

export const shownInterface = z.object({
  name: z.string(),
  addresses: z.array(containerAddress),
  /** Since it was made, as the container sees it; absent for the loopback. */
  counters: networkInterface.optional(),
});
export type ShownInterface = z.output<typeof shownInterface>;

export const shownRoute = z.object({
  destination: z.string(),
  prefix: z.number(),
  /** Absent: directly on the link. */
  gateway: z.string().optional(),
  interface: z.string(),
  metric: z.number(),
});
export type ShownRoute = z.output<typeof shownRoute>;

/** A socket that waits for others: listening TCP, or UDP that is not connected. */
export const shownListener = z.object({
  protocol: z.enum(['tcp', 'udp']),
  address: z.string(),
  port: z.number(),
  /** Owner, as counted where Estiba is. */
  uid: z.number().optional(),
});
export type ShownListener = z.output<typeof shownListener>;

/** What the container sees of networks; only from the kernel. Each list has at most 1,000 entries. */
export const networkView = z.object({
  interfaces: z.array(shownInterface),
  routes: z.array(shownRoute),
  listeners: z.array(shownListener),
  /** /etc/resolv.conf of the container; absent when it has none that can be read. */
  resolver: z
    .object({ servers: z.array(z.string()), search: z.array(z.string()), options: z.array(z.string()) })
    .optional(),
  /** /etc/hosts of the container. */
  hosts: z.array(z.object({ address: z.string(), names: z.array(z.string()) })).optional(),
});
export type NetworkView = z.output<typeof networkView>;

export const mountsLook = z.object({
  at: timestamp,
  /** False: it has no mounts now; what the engine will mount is listed. */
  running: z.boolean(),
  /** Absent when it does not run. */
  source: processSource.optional(),
  /** Absent where the engine's storage is no overlay. */
  overlay: overlayFolders.optional(),
  /** By destination; at most 1,000. */
  mounts: z.array(shownMount),
  /** Of all that fit the filter. */
  matching: z.number(),
  total: z.number(),
  network: networkView.optional(),
});
export type MountsLook = z.output<typeof mountsLook>;

export const mountsContract = {
  /**
   * What a container sees of file systems and networks at this moment. Costs the engine one inspect.
   * @param filter a part of destination, source, name or file system, whatever the case; default all
   * @throws AppError not_found
   */
  look: oc
    .input(z.object({ engineId, id: objectName, filter: z.string().max(200).default('') }))
    .output(mountsLook),
};
