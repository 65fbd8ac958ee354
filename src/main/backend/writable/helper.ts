import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { isAppError } from '../../../common/errors';
import type { EngineApi } from '../engine/engine-api';
import { enginePath } from '../engine/engine-path';
import { helperLabels } from '../layers/source/helper-container';

const created = z.object({ Id: z.string().min(1) });

/**
 * A container that is made, never run, and removed again: through it an image's files, or a volume's, can be read and
 * written. Lists leave it out, and one that a crash left behind is removed at the next start.
 */
export async function withHelper<Result>(
  api: EngineApi,
  options: { readonly image: string; readonly binds?: readonly string[] },
  work: (id: string) => Promise<Result>,
): Promise<Result> {
  const { Id } = await api.json(
    {
      method: 'POST',
      path: '/containers/create',
      query: { name: `estiba-helper-${randomBytes(6).toString('hex')}` },
      body: {
        Image: options.image,
        Cmd: ['estiba'],
        Labels: helperLabels('files'),
        NetworkDisabled: true,
        HostConfig: { Binds: options.binds ?? [], NetworkMode: 'none' },
      },
    },
    created,
  );
  try {
    return await work(Id);
  } finally {
    await remove(api, Id);
  }
}

async function remove(api: EngineApi, id: string): Promise<void> {
  try {
    const query = { force: true, v: true };
    await api.send({ method: 'DELETE', path: enginePath`/containers/${id}`, query });
  } catch (thrown) {
    if (!isAppError(thrown) || thrown.code !== 'not_found') throw thrown;
  }
}
