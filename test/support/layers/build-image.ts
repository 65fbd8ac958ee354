import { type EngineApi, testLabels } from '../engine';
import { tarBytes } from './tar-bytes';

/** Builds an image with the engine's classic builder. Rejects with the engine's words when a step fails. */
export async function buildImage(
  api: EngineApi,
  tag: string,
  dockerfile: string,
  files: Readonly<Record<string, Buffer | string>> = {},
): Promise<void> {
  const context = tarBytes([
    { name: 'Dockerfile', body: dockerfile.trimStart() },
    ...Object.entries(files).map(([name, body]) => ({ name, body })),
  ]);
  const query = {
    t: tag,
    rm: '1',
    forcerm: '1',
    labels: JSON.stringify(testLabels),
    networkmode: 'none',
    nocache: '1',
  };
  const { status, text } = await api.call('POST', '/build', { query, body: context, timeout: 600_000 });
  const failure = /"error":"([^"]*)"/.exec(text)?.[1];
  if (status >= 400 || failure !== undefined)
    throw new Error(`build of ${tag}: ${status} ${failure ?? text.slice(-500)}`);
}
