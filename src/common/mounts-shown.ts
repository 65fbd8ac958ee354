/** Mounts that are told of a container at once; of more only those that fit the filter. */
export const maxMountsShown = 1000;

/**
 * Where a mount of a container comes from. `engine`: what engines add by themselves (/etc/hosts, /dev/shm); `system`: views of
 * the kernel (proc, sysfs, devices, cgroups, masks over them); `inside`: none of the engine's, so made by a process in it.
 */
export const mountOrigins = [
  'root',
  'volume',
  'bind',
  'tmpfs',
  'image',
  'inside',
  'engine',
  'system',
] as const;
