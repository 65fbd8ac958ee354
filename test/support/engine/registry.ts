import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { IsolatedEngine } from './isolated-engine';
import { endProcess } from './leftovers';

export interface RegistryOptions {
  /** Port in the engine's network namespace, default 5000. */
  readonly port?: number;
  /** Asks for this name and password (basic authentication). */
  readonly credentials?: { readonly username: string; readonly password: string };
}

export interface TestRegistry {
  /** As the engine sees it, e.g. `127.0.0.1:5000`; engines take 127.0.0.0/8 for insecure, so no TLS is needed. */
  readonly address: string;
  stop(): Promise<void>;
}

/** Starts a real registry inside the engine's network namespace; nothing of it is visible from the host. */
export async function startRegistry(
  engine: IsolatedEngine,
  options: RegistryOptions = {},
): Promise<TestRegistry> {
  const dir = await mkdtemp(join(tmpdir(), 'estiba-registry-'));
  const address = `127.0.0.1:${options.port ?? 5000}`;
  await writeFile(join(dir, 'config.yml'), await configuration(dir, address, options));
  const registry = spawn(
    'setpriv',
    ['--pdeathsig', 'TERM', 'nsenter', '--net', '-t', String(engine.pid())].concat([
      'docker-registry',
      'serve',
      join(dir, 'config.yml'),
    ]),
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const stop = async () => {
    if (registry.pid !== undefined) await endProcess(registry.pid);
    await rm(dir, { recursive: true, force: true });
  };
  let output = '';
  const listening = new Promise<void>((resolve, reject) => {
    const read = (chunk: Buffer) => {
      output += chunk.toString('utf8');
      if (output.includes('listening on')) resolve();
    };
    registry.stdout.on('data', read);
    registry.stderr.on('data', read);
    registry.once('error', reject);
    registry.once('exit', (code) => reject(new Error(`docker-registry ended with ${code}:\n${output}`)));
  });
  await listening.catch(async (error: unknown) => {
    await stop();
    throw error;
  });
  return { address, stop };
}

async function configuration(dir: string, address: string, options: RegistryOptions): Promise<string> {
  const lines = [
    'version: 0.1',
    'storage:',
    `  filesystem: { rootdirectory: ${dir}/storage }`,
    '  delete: { enabled: true }',
    'http:',
    `  addr: ${address}`,
  ];
  if (options.credentials !== undefined) {
    const { username, password } = options.credentials;
    const { stdout } = await promisify(execFile)('htpasswd', ['-Bbn', username, password]);
    await writeFile(join(dir, 'htpasswd'), stdout);
    lines.push('auth:', `  htpasswd: { realm: test, path: ${dir}/htpasswd }`);
  }
  return `${lines.join('\n')}\n`;
}
