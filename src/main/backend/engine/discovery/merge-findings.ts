import { realpathSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type { EngineSource } from '../../../../common/contract/engines';
import type { AppError } from '../../../../common/errors';
import { type EngineAddress, formatEngineHost } from '../endpoint';
import { toEngineId } from './engine-id';

/** An engine that could be connected, or one that is named but cannot be read. */
export interface FoundEngine {
  readonly id: string;
  readonly name: string;
  readonly host: string;
  /** Undefined for an engine with a problem. */
  readonly address: EngineAddress | undefined;
  readonly problem: AppError | undefined;
  readonly sources: readonly EngineSource[];
  /** The one that the docker command would use now, or the one asked for at the start. */
  readonly current: boolean;
}

/** A source's word on one engine, before those on the same endpoint are put together. */
export interface Finding {
  readonly id: string;
  /** Who names the engine when several found it: the lowest. */
  readonly rank: number;
  readonly name: string;
  readonly source: EngineSource;
  readonly address: EngineAddress | undefined;
  readonly problem?: AppError | undefined;
  readonly current: boolean;
}

/** One engine per endpoint, in the order of the first finding of each. */
export function mergeFindings(findings: readonly Finding[]): readonly FoundEngine[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = finding.address ? endpointKey(finding.address) : `problem ${finding.id}`;
    groups.set(key, [...(groups.get(key) ?? []), finding]);
  }
  const taken = new Set<string>();
  return [...groups.values()].map((group) => {
    const [naming] = group.toSorted((first, second) => first.rank - second.rank);
    if (!naming) throw new Error('a group has at least one finding');
    const id = taken.has(naming.id) ? toEngineId(`${naming.id} ${naming.name}`, taken) : naming.id;
    taken.add(id);
    return {
      id,
      name: naming.name,
      host: naming.address ? formatEngineHost(naming.address) : '',
      address: naming.address,
      problem: naming.problem,
      sources: group.map((finding) => finding.source),
      current: group.some((finding) => finding.current),
    };
  });
}

/** The same for two ways to say the same endpoint: /var/run is /run on most machines. */
export function endpointKey(address: EngineAddress): string {
  if (address.kind === 'unix') return `unix://${realPath(address.path)}`;
  if (address.kind === 'tls') return `tls ${formatEngineHost(address)} ${JSON.stringify(address.material)}`;
  return formatEngineHost(address);
}

/** A socket that does not exist yet still lies in a folder that does. */
function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    try {
      return join(realpathSync(dirname(path)), basename(path));
    } catch {
      return path;
    }
  }
}
