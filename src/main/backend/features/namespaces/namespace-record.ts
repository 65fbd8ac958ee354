import { z } from 'zod';
import type { NamespaceKind } from '../../../../common/contract/namespaces';
import { optionalNumber, optionalText } from '../../engine/records/tolerant-schema';

/** GET /containers/{id}/json, as far as namespaces need it. */
export const namespaceRecord = z.object({
  Id: z.string().min(1),
  State: z.object({ Pid: optionalNumber }),
  HostConfig: z.object({
    NetworkMode: optionalText,
    PidMode: optionalText,
    IpcMode: optionalText,
    UTSMode: optionalText,
    UsernsMode: optionalText,
    CgroupnsMode: optionalText,
    /** Podman's name for it. */
    CgroupMode: optionalText,
  }),
});
type NamespaceRecord = z.output<typeof namespaceRecord>;

/** What the engine was asked for, by kind; absent is the engine's default. */
export type AskedModes = Readonly<Partial<Record<NamespaceKind, string>>>;

export function askedModes({ HostConfig: config }: NamespaceRecord): AskedModes {
  const all = {
    pid: config.PidMode,
    net: config.NetworkMode,
    ipc: config.IpcMode,
    uts: config.UTSMode,
    user: config.UsernsMode,
    cgroup: config.CgroupnsMode ?? config.CgroupMode,
  };
  return Object.fromEntries(Object.entries(all).filter(([, mode]) => mode !== undefined));
}
