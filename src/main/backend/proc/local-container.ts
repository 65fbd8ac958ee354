import { z } from 'zod';
import type { FallbackReason } from '../../../common/contract/stats';
import type { CgroupFiles } from '../cgroup/cgroup-files';
import { type CgroupLocation, locateCgroup } from '../cgroup/locate';
import type { EngineConnection, EngineRegistry } from '../engine/engine-connection';
import { enginePath } from '../engine/engine-path';
import { flag, optionalNumber } from '../engine/records/tolerant-schema';

/** The kernel's files of an engine's machine, or why they cannot be seen from here. */
export type KernelView =
  | { readonly kind: 'here'; readonly files: CgroupFiles }
  | { readonly kind: 'elsewhere'; readonly reason: Extract<FallbackReason, 'remote' | 'not_linux'> };

export interface KernelViewOptions {
  readonly engines: EngineRegistry;
  /** `linux`, `darwin`, ... */
  readonly os: string;
  readonly files: CgroupFiles;
}

/** An engine behind a unix socket may still be in a virtual machine; whoever reads must confirm each process. */
export function kernelViewOf({ engines, os, files }: KernelViewOptions, engineId: string): KernelView {
  if (os !== 'linux') return { kind: 'elsewhere', reason: 'not_linux' };
  const transport = engines.list().find(({ id }) => id === engineId)?.transport;
  return transport === 'unix' ? { kind: 'here', files } : { kind: 'elsewhere', reason: 'remote' };
}

const record = z.object({ Id: z.string().min(1), State: z.object({ Pid: optionalNumber, Running: flag }) });

/** A container and whether its processes can be seen from here. */
export type ContainerView =
  | { readonly kind: 'stopped'; readonly id: string }
  | {
      readonly kind: 'here';
      readonly id: string;
      readonly files: CgroupFiles;
      readonly location: CgroupLocation;
    }
  | {
      readonly kind: 'elsewhere';
      readonly id: string;
      readonly pid: number;
      readonly reason: FallbackReason;
    };

/** @throws AppError not_found and what else the engine says */
export async function viewContainer(
  connection: EngineConnection,
  view: KernelView,
  id: string,
  signal?: AbortSignal,
): Promise<ContainerView> {
  const inspected = await connection.api.json({ path: enginePath`/containers/${id}/json`, signal }, record);
  return viewOfPid(view, inspected.Id, inspected.State.Pid);
}

/** The same for a pid that the engine has told already. */
export function viewOfPid(view: KernelView, id: string, pid: number | undefined): ContainerView {
  if (!pid) return { kind: 'stopped', id };
  if (view.kind === 'elsewhere') return { kind: 'elsewhere', id, pid, reason: view.reason };
  const located = locateCgroup({ files: view.files, pid, containerId: id });
  if (located.kind === 'not_found') return { kind: 'elsewhere', id, pid, reason: located.reason };
  return { kind: 'here', id, files: view.files, location: located.location };
}
