import { z } from 'zod';
import type { RunSpec } from '../../../common/contract/run-spec';
import type { EngineApi } from '../engine/engine-api';
import { enginePath } from '../engine/engine-path';
import { listOf } from '../engine/records/tolerant-schema';
import type { JobContext } from '../jobs/job-registry';
import { type CreateBase, endpointOf, toCreateBody } from './create-body';

const createdRecord = z.object({ Id: z.string().min(1), Warnings: listOf(z.string()) });

export interface MakeOptions {
  readonly api: EngineApi;
  readonly spec: RunSpec;
  readonly base?: CreateBase | undefined;
  readonly start: boolean;
}

/**
 * Makes a container, connects it to its networks and starts it. One that cannot be started never ran and is removed.
 * @returns its id
 */
export async function makeContainer(options: MakeOptions, context: JobContext): Promise<string> {
  const { api, spec, base, start } = options;
  context.progress({ kind: 'step', text: 'create' });
  const { Id, Warnings } = await api.json(
    {
      method: 'POST',
      path: '/containers/create',
      query: {
        ...(spec.name ? { name: spec.name } : {}),
        ...(spec.platform ? { platform: spec.platform } : {}),
      },
      body: toCreateBody(spec, base),
      signal: context.signal,
      timeoutMs: 0,
    },
    createdRecord,
  );
  for (const warning of Warnings) context.log(warning);
  try {
    await connectFurther(options, Id, context.signal);
    if (start) {
      context.progress({ kind: 'step', text: 'start' });
      await startContainer(api, Id, context.signal);
    }
    return Id;
  } catch (thrown) {
    await removeContainer(api, Id).catch((error: unknown) =>
      context.log(`cannot be removed: ${String(error)}`),
    );
    throw thrown;
  }
}

/** Engines before API 1.44 connect a new container to one network only. */
async function connectFurther({ api, spec }: MakeOptions, id: string, signal: AbortSignal): Promise<void> {
  for (const network of spec.networks.slice(1)) {
    await api.send({
      method: 'POST',
      path: enginePath`/networks/${network.name}/connect`,
      body: { Container: id, EndpointConfig: endpointOf(network) },
      signal,
    });
  }
}

/** Starting may wait for a volume driver or a device. */
export function startContainer(api: EngineApi, id: string, signal?: AbortSignal): Promise<void> {
  return api.send({ method: 'POST', path: enginePath`/containers/${id}/start`, signal, timeoutMs: 0 });
}

/** The container's own stop signal and the time that it has are respected. */
export function stopContainer(api: EngineApi, id: string, signal?: AbortSignal): Promise<void> {
  return api.send({ method: 'POST', path: enginePath`/containers/${id}/stop`, signal, timeoutMs: 0 });
}

export function renameContainer(api: EngineApi, id: string, name: string): Promise<void> {
  return api.send({ method: 'POST', path: enginePath`/containers/${id}/rename`, query: { name } });
}

export function removeContainer(api: EngineApi, id: string): Promise<void> {
  return api.send({ method: 'DELETE', path: enginePath`/containers/${id}`, query: { force: true } });
}
