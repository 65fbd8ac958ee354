import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createORPCClient } from '@orpc/client';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../../../src/common/contract';
import type { Analysis, ImageLocation } from '../../../src/common/contract/layer-analysis';
import { type Backend, createBackend, createPlatform } from '../../../src/main/backend';
import type { IsolatedEngine } from '../engine';
import { buildImage } from './build-image';
import { tarBytes } from './tar-bytes';

export type BenchClient = ContractRouterClient<Contract>;

/** A back end with a cache of its own; nothing is left afterwards. */
export async function withBackend<Result>(
  host: string,
  work: (client: BenchClient, engineId: string) => Promise<Result>,
  home?: string,
): Promise<Result> {
  const folder = home ?? (await mkdtemp(join(tmpdir(), 'estiba-layers-bench-')));
  const backend = await createBackend({
    host: 'server',
    version: '1.0.0',
    engine: { kind: 'host', host },
    platform: createPlatform({ env: { PATH: process.env.PATH }, homedir: folder, tmpdir: folder }),
  });
  try {
    const client = clientOf(backend);
    return await work(client, await connectedId(client));
  } finally {
    await backend.dispose();
    if (home === undefined) await rm(folder, { recursive: true, force: true });
  }
}

function clientOf({ procedures }: Backend): BenchClient {
  const { signal } = new AbortController();
  return createORPCClient({
    call: async (path: readonly string[], input: unknown) =>
      procedures.get(path.join('.'))?.(input, { signal }),
  });
}

async function connectedId(client: BenchClient): Promise<string> {
  for (;;) {
    const found = (await client.engines.list()).find(({ state }) => state.kind === 'connected');
    if (found) return found.id;
    await new Promise((done) => setTimeout(done, 20));
  }
}

export interface OpenedImage {
  readonly analysis: Analysis;
  /** Milliseconds until the tree with its waste is complete. */
  readonly readyMs: number;
  /** Milliseconds until the first rows of its tree are there. */
  readonly rowsMs: number;
}

/** Opens an image as a page does: to the complete analysis, then to the first rows. */
export async function openImage(client: BenchClient, location: ImageLocation): Promise<OpenedImage> {
  const started = performance.now();
  const { analysisId } = await client.layers.open({ location });
  let analysis: Analysis | undefined;
  for await (const state of await client.layers.watch({ analysisId })) analysis = state;
  const readyMs = performance.now() - started;
  if (analysis?.state !== 'ready') throw new Error(`not read: ${analysis?.error?.message}`);
  const view = await client.layers.openView({ analysisId, spec: { mode: 'final' } });
  await client.layers.rows({ viewId: view.viewId, offset: 0, limit: 50 });
  return { analysis, readyMs, rowsMs: performance.now() - started };
}

/** Milliseconds of `docker save` into nothing. */
export async function timeDockerSave(host: string, image: string): Promise<number> {
  const started = performance.now();
  const child = spawn('docker', ['--host', host, 'save', image], { stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.resume();
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`docker save ended with ${code}`);
  return performance.now() - started;
}

/** 1.8 GB in 7 layers: files that are overwritten, chmodded, deleted, and hidden by a new folder. */
export async function buildBigImage({ api }: IsolatedEngine, name: string): Promise<void> {
  const random = (file: string, megabytes: number): string =>
    `dd if=/dev/urandom of=${file} bs=1048576 count=${megabytes}`;
  await buildImage(
    api,
    name,
    `FROM estiba-test/bb:1
RUN mkdir -p /data/cache && ${random('/data/base', 400)}
RUN ${random('/data/base', 400)}
RUN ${random('/data/model', 300)}
RUN chmod 600 /data/model
RUN ${random('/data/cache/a', 50)}
RUN rm -rf /data/cache && mkdir /data/cache && ${random('/data/cache/b', 300)}
`,
  );
}

/** 100,000 files of 12 bytes in 1,000 folders. */
export async function importManyFiles({ api }: IsolatedEngine, repository: string): Promise<void> {
  const files = Array.from({ length: 100_000 }, (_, at) => ({
    name: `app/folder-${at % 1000}/file-with-a-name-${at}.txt`,
    body: `content ${String(at % 10_000).padStart(4, '0')}`,
  }));
  await api.call('POST', '/images/create', {
    query: { fromSrc: '-', repo: repository, tag: '1' },
    body: tarBytes(files),
    timeout: 300_000,
  });
}
