import { isAppError } from '../../../common/errors';
import type { EngineApi } from '../engine/engine-api';
import { enginePath } from '../engine/engine-path';
import { type ImageDefaults, imageDefaultsRecord } from './run-records';

/** What an image says by itself, to be left out of a container's spec. Nothing when the image is gone. */
export async function imageDefaultsOf(
  api: EngineApi,
  image: string,
  signal: AbortSignal | undefined,
): Promise<ImageDefaults> {
  try {
    return (await api.json({ path: enginePath`/images/${image}/json`, signal }, imageDefaultsRecord)).Config;
  } catch (thrown) {
    if (isAppError(thrown) && thrown.code === 'not_found') return {};
    throw thrown;
  }
}
