import { z } from 'zod';
import { isAppError } from '../../../../common/errors';
import type { EngineApi } from '../../engine/engine-api';
import { enginePath } from '../../engine/engine-path';

/** Go's fs.FileMode: the type in the upper bits, the permissions in the lower nine. */
const directoryBit = 0x80000000;
const symlinkBit = 0x08000000;
const executeBits = 0o111;

const statRecord = z.object({ mode: z.number(), linkTarget: z.string().nullish() });

/** Docker follows no link of the last name; each step is a request, so chains end soon. */
const maxLinks = 5;

/**
 * Whether a file of a container can be executed, links followed, by the archive API: works without a shell and for a
 * container that does not run.
 */
export async function isExecutable(
  api: EngineApi,
  containerId: string,
  path: string,
  signal: AbortSignal | undefined,
): Promise<boolean> {
  let present = path;
  for (let links = 0; links <= maxLinks; links++) {
    const stat = await statInContainer(api, containerId, present, signal);
    if (!stat) return false;
    if (!hasBit(stat.mode, symlinkBit)) {
      return !hasBit(stat.mode, directoryBit) && (stat.mode & executeBits) !== 0;
    }
    if (!stat.linkTarget || stat.linkTarget === present) return false;
    present = stat.linkTarget;
  }
  return false;
}

/** Undefined when there is nothing at this path. */
async function statInContainer(
  api: EngineApi,
  containerId: string,
  path: string,
  signal: AbortSignal | undefined,
): Promise<z.output<typeof statRecord> | undefined> {
  try {
    const headers = await api.headers({
      method: 'HEAD',
      path: enginePath`/containers/${containerId}/archive`,
      query: { path },
      signal,
    });
    return parsePathStat(headers['x-docker-container-path-stat']);
  } catch (thrown) {
    if (isAppError(thrown) && thrown.code === 'not_found') return undefined;
    throw thrown;
  }
}

/** The header: JSON in base64. Undefined when it cannot be read. */
export function parsePathStat(
  header: string | readonly string[] | undefined,
): z.output<typeof statRecord> | undefined {
  if (typeof header !== 'string') return undefined;
  try {
    return statRecord.safeParse(JSON.parse(Buffer.from(header, 'base64').toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

/** JavaScript's bit operators are signed; the topmost bit is asked for without them. */
function hasBit(mode: number, bit: number): boolean {
  return Math.floor(mode / bit) % 2 === 1;
}
