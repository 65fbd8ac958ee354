import type { EngineInfo } from '../../../common/contract/engines';
import { AppError } from '../../../common/errors';
import { compareVersions } from './capabilities';
import { infoRecord, normalizeEngineInfo, type VersionRecord, versionRecord } from './engine-info';
import type { EngineLoad } from './engine-load';
import { HttpEngineApi } from './http-engine-api';
import type { Transport } from './transport/transport';

/** Docker 19.03; older ones lack what lists and events rely on. */
export const minApiVersion = '1.40';
/** The newest whose answers Estiba was written for. */
export const maxApiVersion = '1.51';

export interface Probed {
  readonly prefix: string;
  readonly info: EngineInfo;
}

/**
 * Asks an engine who it is and settles the API version: unversioned `/_ping` and `/version`, then `/info` in the
 * version spoken.
 * @throws AppError with `details.reason`: not_an_engine, too_old, and what the socket says
 */
export async function probeEngine(
  transport: Transport,
  load: EngineLoad,
  signal: AbortSignal,
  timeoutMs: number,
): Promise<Probed> {
  const bare = new HttpEngineApi({ transport, prefix: '', load, signal });
  const { headers, text } = await bare.head({ path: '/_ping', timeoutMs });
  if (text.trim() !== 'OK')
    throw notAnEngine(`/_ping was answered with ${JSON.stringify(text.slice(0, 80))}`);
  const version = await bare.json({ path: '/version', timeoutMs }, versionRecord);
  const apiVersion = negotiateVersion(version);
  const prefix = `/v${apiVersion}`;
  const api = new HttpEngineApi({ transport, prefix, load, signal });
  const record = await api.json({ path: '/info', timeoutMs }, infoRecord);
  return { prefix, info: normalizeEngineInfo({ headers, version }, record, apiVersion) };
}

/** The lower of both newest versions. */
export function negotiateVersion(version: Pick<VersionRecord, 'ApiVersion' | 'MinAPIVersion'>): string {
  const { ApiVersion: newest, MinAPIVersion: oldest } = version;
  if (compareVersions(newest, minApiVersion) < 0) {
    throw new AppError(
      'failed_precondition',
      `The engine speaks API ${newest}; Estiba needs ${minApiVersion} (Docker 19.03) or newer.`,
      { details: { reason: 'too_old', apiVersion: newest, needed: minApiVersion } },
    );
  }
  if (oldest && compareVersions(oldest, maxApiVersion) > 0) {
    throw new AppError(
      'failed_precondition',
      `The engine wants API ${oldest} or newer; this Estiba speaks up to ${maxApiVersion}.`,
      { details: { reason: 'other', apiVersion: oldest, newest: maxApiVersion } },
    );
  }
  return compareVersions(newest, maxApiVersion) > 0 ? maxApiVersion : newest;
}

function notAnEngine(message: string): AppError {
  return new AppError('unavailable', message, { details: { reason: 'not_an_engine' } });
}
