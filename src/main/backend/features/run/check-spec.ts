import { stat } from 'node:fs/promises';
import { createServer } from 'node:net';
import { z } from 'zod';
import type { RunIssue } from '../../../../common/contract/run';
import type { RunPort, RunSpec } from '../../../../common/contract/run-spec';
import { isAppError } from '../../../../common/errors';
import type { EngineConnection } from '../../engine/engine-connection';
import { enginePath } from '../../engine/engine-path';
import {
  type ContainerRecord,
  containerName,
  containerRecords,
  isRunning,
} from '../../engine/records/container-record';
import { isOwnNetwork } from '../../recreate/create-body';

export interface CheckOptions {
  readonly connection: EngineConnection;
  readonly spec: RunSpec;
  /** Id or name of the container whose place it takes. */
  readonly replaces?: string | undefined;
  /** The engine runs on this machine: its ports and folders can be looked at. */
  readonly isLocal: boolean;
}

/** What stands in the way of a container, as far as it can be known before the engine is asked to make it. */
export async function checkSpec(options: CheckOptions, signal?: AbortSignal): Promise<RunIssue[]> {
  const { connection, spec, replaces, isLocal } = options;
  const all = await connection.api.json(
    { path: '/containers/json', query: { all: true }, signal },
    containerRecords,
  );
  const others = all.filter((record) => record.Id !== replaces && containerName(record) !== replaces);
  const [image, network, volumes, binds, ports] = await Promise.all([
    checkImage(options, signal),
    checkNetworks(options, signal),
    checkVolumes(options, signal),
    isLocal ? checkBinds(spec) : [],
    checkPorts(options, others, all),
  ]);
  return [
    ...checkName(spec, others),
    ...image,
    ...ports,
    ...network,
    ...volumes,
    ...binds,
    ...checkLimits(options),
  ];
}

function checkName({ name }: RunSpec, others: readonly ContainerRecord[]): RunIssue[] {
  const holder = name && others.find((record) => containerName(record) === name);
  if (!holder) return [];
  return [{ kind: 'name_taken', level: 'error', subject: name, holder: holder.Id.slice(0, 12) }];
}

async function exists(
  { connection }: CheckOptions,
  path: string,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  try {
    await connection.api.json({ path, signal }, z.unknown());
    return true;
  } catch (thrown) {
    if (isAppError(thrown) && thrown.code === 'not_found') return false;
    throw thrown;
  }
}

async function checkImage(options: CheckOptions, signal: AbortSignal | undefined): Promise<RunIssue[]> {
  const { image } = options.spec;
  const isThere = await exists(options, enginePath`/images/${image}/json`, signal);
  return isThere ? [] : [{ kind: 'image_missing', level: 'error', subject: image }];
}

async function checkNetworks(options: CheckOptions, signal: AbortSignal | undefined): Promise<RunIssue[]> {
  const asked = options.spec.networks.map(({ name }) => name).filter(isOwnNetwork);
  const found = await Promise.all(
    asked.map((name) => exists(options, enginePath`/networks/${name}`, signal)),
  );
  return asked
    .filter((_, at) => !found[at])
    .map((subject) => ({ kind: 'network_missing', level: 'error', subject }));
}

async function checkVolumes(options: CheckOptions, signal: AbortSignal | undefined): Promise<RunIssue[]> {
  const asked = options.spec.mounts.flatMap((mount) =>
    mount.kind === 'volume' && mount.source !== undefined ? [mount.source] : [],
  );
  const found = await Promise.all(asked.map((name) => exists(options, enginePath`/volumes/${name}`, signal)));
  return asked
    .filter((_, at) => !found[at])
    .map((subject) => ({ kind: 'volume_new', level: 'note', subject }));
}

async function checkBinds({ mounts }: RunSpec): Promise<RunIssue[]> {
  const issues = await Promise.all(
    mounts.map(async (mount): Promise<RunIssue[]> => {
      if (mount.kind !== 'bind' || (await isThere(mount.source))) return [];
      return [{ kind: 'bind_missing', level: mount.create ? 'note' : 'error', subject: mount.source }];
    }),
  );
  return issues.flat();
}

/** A path that must not be looked at counts as there: the engine may see it. */
async function isThere(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (thrown) {
    return !(
      thrown instanceof Error &&
      'code' in thrown &&
      (thrown.code === 'ENOENT' || thrown.code === 'ENOTDIR')
    );
  }
}

/** Ports of running containers; on this machine also those of any other program. */
async function checkPorts(
  { spec, isLocal }: CheckOptions,
  others: readonly ContainerRecord[],
  all: readonly ContainerRecord[],
): Promise<RunIssue[]> {
  const issues: RunIssue[] = [];
  for (const port of spec.ports) {
    if (port.hostPort === undefined) continue;
    const subject = `${port.hostIp ? `${port.hostIp}:` : ''}${port.hostPort}/${port.protocol}`;
    const holder = others.find((record) => holds(record, port));
    if (holder) {
      issues.push({ kind: 'port_taken', level: 'error', subject, holder: containerName(holder) });
    } else if (isLocal && !all.some((record) => holds(record, port)) && (await isTakenHere(port))) {
      issues.push({ kind: 'port_taken_on_host', level: 'error', subject });
    }
  }
  return issues;
}

function holds(record: ContainerRecord, port: RunPort): boolean {
  return (
    isRunning(record.State) &&
    record.Ports.some(
      ({ IP: ip, PublicPort, Type }) =>
        PublicPort === port.hostPort && Type === port.protocol && overlaps(ip, port.hostIp),
    )
  );
}

function overlaps(first: string | undefined, second: string | undefined): boolean {
  const isAny = (ip: string | undefined): boolean => !ip || ip === '0.0.0.0' || ip === '::';
  return isAny(first) || isAny(second) || first === second;
}

/** Tries to listen for a moment: the only way to know without rights. */
function isTakenHere({ hostPort, hostIp, protocol }: RunPort): Promise<boolean> {
  if (protocol !== 'tcp') return Promise.resolve(false);
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => resolve(error.code === 'EADDRINUSE'));
    server.listen({ port: hostPort, host: hostIp ?? '0.0.0.0', exclusive: true }, () =>
      server.close(() => resolve(false)),
    );
  });
}

function checkLimits({ connection, spec: { limits } }: CheckOptions): RunIssue[] {
  const { cpus, memoryBytes } = connection.requireInfo();
  const issues: RunIssue[] = [];
  if (limits.cpus !== undefined && cpus > 0 && limits.cpus > cpus)
    issues.push({
      kind: 'cpus_over_host',
      level: 'error',
      subject: String(limits.cpus),
      holder: String(cpus),
    });
  if (limits.memoryBytes !== undefined && memoryBytes > 0 && limits.memoryBytes > memoryBytes)
    issues.push({
      kind: 'memory_over_host',
      level: 'note',
      subject: String(limits.memoryBytes),
      holder: String(memoryBytes),
    });
  return issues;
}
