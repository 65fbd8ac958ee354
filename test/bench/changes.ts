import { performance } from 'node:perf_hooks';
import { createPlatform } from '../../src/main/backend';
import { measureChanges } from '../../src/main/backend/writable/measure-changes';
import { startServices } from '../integration/resource-services';
import { below, exactly, forInformation, median } from '../support/bench/results';
import { importBusyboxImage, runContainer, startIsolatedEngine } from '../support/engine';
import type { BenchResult } from './bench-result';

const name = 'changes';
const files = 50_000;
const rounds = 5;

/** A container that wrote 50,000 files, measured by its folder, by the engine's list, and by the engine alone. */
export async function run(): Promise<BenchResult[]> {
  const engine = await startIsolatedEngine({ name: 'changes' });
  try {
    await importBusyboxImage(engine.api, { repository: 'estiba-test/bb', tag: '1' });
    const script = `for d in $(seq 500); do mkdir -p /srv/$d; for f in $(seq ${files / 500}); do echo $f > /srv/$d/$f; done; done; touch /done; sleep 10000`;
    const command = ['sh', '-c', script];
    const id = await runContainer(engine.api, {
      name: 'writer',
      image: 'estiba-test/bb:1',
      command,
      hostConfig: { NetworkMode: 'none' },
    });
    await waitFor(() => engine.api.call('HEAD', `/containers/${id}/archive?path=/done`));
    const theirs = await timed(() => engine.api.call('GET', `/containers/${id}/changes`));
    const services = await startServices(engine);
    try {
      const { api } = services.engines.get(services.engineId);
      const { commands } = createPlatform();
      let found = 0;
      const measure = async (isLocal: boolean): Promise<void> => {
        const { stack } = await measureChanges({ api, id, isLocal, commands }, new AbortController().signal);
        found = stack.figures[1]?.added.files ?? 0;
      };
      const viaApi = await timed(() => measure(false));
      const ours = await timed(() => measure(true));
      return [
        exactly({ name, metric: 'files found', value: found, unit: '' }, files + 1),
        forInformation({ name, metric: 'GET /changes, median', value: theirs, unit: 'ms' }),
        forInformation({ name, metric: 'the folder with sizes, median', value: ours, unit: 'ms' }),
        below({ name, metric: 'the folder, share of GET /changes', value: ours / theirs, unit: '' }, 0.3),
        below({ name, metric: 'the list with the sum, share of it', value: viaApi / theirs, unit: '' }, 1.1),
      ];
    } finally {
      await services.stop();
    }
  } finally {
    await engine.stop();
  }
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const begin = performance.now();
    await work();
    times.push(performance.now() - begin);
  }
  return median(times);
}

async function waitFor(look: () => Promise<unknown>): Promise<void> {
  for (;;) {
    const answer = (await look().catch(() => undefined)) as { readonly status?: number } | undefined;
    if (answer && (answer.status ?? 200) < 400) return;
    await new Promise((done) => setTimeout(done, 200));
  }
}
