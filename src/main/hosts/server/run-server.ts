import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import type { StartOptions } from '../../../../bin/options.mjs';
import { AppError } from '../../../common/errors';
import { type Backend, createBackend, createPlatform, type Platform } from '../../backend';
import { removeApiTokenFile, writeApiTokenFile } from './api-token-file';
import { managedEngineProblem } from './managed-engine';
import { openBrowser } from './open-browser';
import { createSecret } from './secrets';
import { type ServerHost, type ServerHostOptions, startServerHost } from './server-host';
import { surviveFaults } from './survive-faults';

export interface RunContext extends Pick<ServerHostOptions, 'page' | 'ignoresUpgrade'> {
  readonly version: string;
  /** Why this host and not the window. */
  readonly reason: string;
  /** A development server takes its part in the HTTP server before the address is printed. */
  readonly listening?: (host: ServerHost) => Promise<void>;
}

/** What has to be ended, in the order in which it was begun. */
interface Running {
  readonly host: ServerHost;
  readonly backend: Backend;
  readonly tokenFile: string | undefined;
}

const exitCodes = { noManagedEngine: 3 } as const;

/** How long jobs and connections may take to end. */
const quitWithinMs = 5000;

/** A link in a program's arguments can be read by other users of the machine until the browser has used it. */
const browserLinkMs = 60_000;

/**
 * Starts the back end and the server beside each other, prints the address and stays.
 * @returns 3 when the managed engine cannot be had, else it resolves with 0 once everything is running
 * @throws AppError when the server cannot listen or the back end cannot start
 */
export async function runServer(options: StartOptions, context: RunContext): Promise<number> {
  const platform = createPlatform();
  surviveFaults(platform.logger, process, (line) => process.stderr.write(line));
  const apiToken = createSecret();
  const starting = Promise.resolve(
    createBackend({ host: 'server', version: context.version, engine: options.engine, platform }),
  );
  const server = startServerHost(await toHostOptions(options, context, platform, starting, apiToken));
  const [backend, host] = await startBoth(starting, server);
  const problem = await findProblem(backend, options);
  if (problem !== undefined) {
    process.stderr.write(`estiba: ${problem}\n`);
    await quit({ host, backend, tokenFile: undefined });
    return exitCodes.noManagedEngine;
  }
  await context.listening?.(host);
  const tokenFile = await writeApiTokenFile(platform.folders.runtime, host.port, apiToken).catch((thrown) => {
    platform.logger.warn('the API token file cannot be written', { reason: String(thrown) });
    return undefined;
  });
  quitOnSignals({ host, backend, tokenFile });
  announce(host, options, context, apiToken, platform);
  return 0;
}

async function toHostOptions(
  options: StartOptions,
  context: RunContext,
  platform: Platform,
  backend: Promise<Backend>,
  apiToken: string,
): Promise<ServerHostOptions> {
  return {
    backend,
    apiToken,
    logger: platform.logger.child('http'),
    version: context.version,
    page: context.page,
    ...(context.ignoresUpgrade ? { ignoresUpgrade: context.ignoresUpgrade } : {}),
    port: options.port,
    portIsExplicit: options.portIsExplicit,
    listen: options.listen,
    tls: await readTls(options),
  };
}

async function readTls({ tlsCert, tlsKey }: StartOptions): Promise<ServerHostOptions['tls']> {
  if (tlsCert === undefined || tlsKey === undefined) return undefined;
  return { cert: await readPem(tlsCert), key: await readPem(tlsKey) };
}

async function readPem(file: string): Promise<string> {
  return await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new AppError('invalid_argument', `cannot read ${file}`, { cause });
  });
}

/** When one of the two fails, the other one must not keep the process alive. */
async function startBoth(backend: Promise<Backend>, server: Promise<ServerHost>) {
  const [left, right] = await Promise.allSettled([backend, server]);
  if (left.status === 'fulfilled' && right.status === 'fulfilled') return [left.value, right.value] as const;
  if (left.status === 'fulfilled') await left.value.dispose();
  if (right.status === 'fulfilled') await right.value.close();
  throw left.status === 'rejected' ? left.reason : right.status === 'rejected' ? right.reason : undefined;
}

async function findProblem(backend: Backend, { engine }: StartOptions): Promise<string | undefined> {
  return engine?.kind === 'managed' ? await managedEngineProblem(backend, engine.install) : undefined;
}

function announce(
  host: ServerHost,
  options: StartOptions,
  { version, reason }: RunContext,
  apiToken: string,
  platform: Platform,
): void {
  const print = (line: string) => process.stdout.write(`${line}\n`);
  print(`Estiba ${version}: browser host (${reason}). Open ${host.createLink({ page: options.page })}`);
  if (options.printApiToken) print(`API token: ${apiToken}`);
  const printLink = () => print(`Open ${host.createLink()}`);
  // Windows has no such signal.
  if (platform.os !== 'win32') process.on('SIGUSR1', printLink);
  if (process.stdin.isTTY && isInForeground()) process.stdin.on('data', printLink).unref();
  if (!options.open) return;
  openBrowser(platform, host.createLink({ page: options.page, lifetimeMs: browserLinkMs }), (failure) => {
    platform.logger.info('no browser could be opened', { reason: failure });
  });
}

/** A shell stops a background job that reads its terminal. /proc/self/stat: 5th field pgrp, 8th tpgid (proc(5)). */
function isInForeground(): boolean {
  if (process.platform !== 'linux') return true;
  try {
    const stat = readFileSync('/proc/self/stat', 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return fields[2] === fields[5];
  } catch {
    return false;
  }
}

/** The first signal ends everything in order, a second one at once. */
function quitOnSignals(running: Running): void {
  let quitting = false;
  const onSignal = (): void => {
    if (quitting) process.exit(130);
    quitting = true;
    void quit(running).finally(() => process.exit(0));
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
}

async function quit({ host, backend, tokenFile }: Running): Promise<void> {
  const ended = Promise.allSettled([
    host.close(),
    backend.dispose(),
    tokenFile === undefined ? undefined : removeApiTokenFile(tokenFile),
  ]);
  const timer = new Promise((resolve) => setTimeout(resolve, quitWithinMs).unref());
  await Promise.race([ended, timer]);
}
