import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { LayersTarget } from '../../../../bin/layers-options.mjs';
import type { ImageLocation } from '../../../common/contract/layer-analysis';
import { AppError, isAppError } from '../../../common/errors';
import type { CliClient } from './cli-client';

export interface FindOptions {
  readonly target: LayersTarget;
  readonly platform?: string | undefined;
  readonly reference?: string | undefined;
}

/** Milliseconds that engines have to answer. */
const connectMs = 10_000;

/** Where the image is that the user means. @throws AppError not_found, unavailable */
export async function findLocation(client: CliClient, options: FindOptions): Promise<ImageLocation> {
  const { target, platform, reference } = options;
  const choice = { ...(reference ? { reference } : {}), ...(platform ? { platform } : {}) };
  switch (target.kind) {
    case 'engine':
      return { kind: 'engine', engineId: await connectedEngine(client), image: target.image };
    case 'archive':
    case 'layout':
      return { kind: target.kind, path: path.resolve(target.path), ...choice };
    case 'registry':
      return { kind: 'registry', reference: target.reference, ...(platform ? { platform } : {}) };
    default: {
      const file = await stat(target.text).catch(() => undefined);
      if (file)
        return {
          kind: file.isDirectory() ? 'layout' : 'archive',
          path: path.resolve(target.text),
          ...choice,
        };
      const inEngine = await findInEngine(client, target.text);
      return inEngine ?? { kind: 'registry', reference: target.text, ...(platform ? { platform } : {}) };
    }
  }
}

/** Undefined when there is no engine, or it has no such image. */
async function findInEngine(client: CliClient, image: string): Promise<ImageLocation | undefined> {
  try {
    const engineId = await connectedEngine(client);
    await client.images.inspect({ engineId, id: image });
    return { kind: 'engine', engineId, image };
  } catch (thrown) {
    if (isAppError(thrown) && (thrown.code === 'not_found' || thrown.code === 'unavailable'))
      return undefined;
    throw thrown;
  }
}

/** The engine that is opened first, when it has answered. */
async function connectedEngine(client: CliClient): Promise<string> {
  const deadline = Date.now() + connectMs;
  for (;;) {
    const engines = await client.engines.list();
    const engine = engines.find(({ current }) => current) ?? engines[0];
    if (!engine) throw new AppError('unavailable', 'no engine was found');
    if (engine.state.kind === 'connected') return engine.id;
    const { state } = engine;
    const isHopeless = state.kind !== 'connecting' || Date.now() > deadline;
    if (isHopeless) {
      const reason = 'error' in state && state.error ? `: ${state.error.message}` : '';
      throw new AppError('unavailable', `the engine ${engine.id} cannot be reached${reason}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
