import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { importBusyboxImage } from '../../support/engine/images';
import { type IsolatedEngine, startIsolatedEngine } from '../../support/engine/isolated-engine';

const run = promisify(execFile);

/** A real engine with an image of busybox, and the docker command to look at it and to prepare it. */
export interface RealEngine {
  readonly host: string;
  /** The image's name. */
  readonly image: string;
  /** Runs the docker command; resolves to what it prints. */
  docker(...args: readonly string[]): Promise<string>;
  /** Removes all containers, own networks and volumes, and all images but the one it came with. */
  clear(): Promise<void>;
  stop(): Promise<void>;
}

export async function startRealEngine(name: string): Promise<RealEngine> {
  const engine: IsolatedEngine = await startIsolatedEngine({ name });
  const repository = `estiba-${name}`;
  const id = await importBusyboxImage(engine.api, { repository, tag: '1' });
  const docker = async (...args: readonly string[]): Promise<string> => {
    const { stdout } = await run('docker', ['--host', engine.host, ...args]);
    return stdout.trim();
  };
  const lines = async (...args: readonly string[]) => (await docker(...args)).split('\n').filter(Boolean);
  const clear = async () => {
    const containers = await lines('ps', '--all', '--quiet');
    if (containers.length > 0) await docker('rm', '--force', '--volumes', ...containers);
    await docker('network', 'prune', '--force');
    const volumes = await lines('volume', 'ls', '--quiet');
    if (volumes.length > 0) await docker('volume', 'rm', ...volumes);
    const images = await lines('images', '--all', '--quiet', '--no-trunc');
    const others = [...new Set(images)].filter((image) => image !== id);
    if (others.length > 0) await docker('rmi', '--force', ...others);
    await docker('tag', id, `${repository}:1`);
    const names = JSON.parse(await docker('inspect', '--format', '{{json .RepoTags}}', id)) as string[];
    const given = names.filter((reference) => reference !== `${repository}:1`);
    if (given.length > 0) await docker('rmi', ...given);
  };
  return { host: engine.host, image: `${repository}:1`, docker, clear, stop: () => engine.stop() };
}
