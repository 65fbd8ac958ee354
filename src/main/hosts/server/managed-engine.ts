import type { ManagedEngineStatus } from '../../../common/contract/engines';
import { AppError } from '../../../common/errors';
import type { Backend } from '../../backend';

/**
 * With --engine=managed: whether Estiba's own engine can be had on this machine.
 * @returns what to tell the user before giving up, or undefined when it is installed or about to be
 */
export async function managedEngineProblem(backend: Backend, install: boolean): Promise<string | undefined> {
  const status = (await call(backend, 'engines.managedStatus')) as ManagedEngineStatus;
  if (status.state === 'unsupported')
    return `the managed engine cannot run here: ${status.reason ?? 'unknown'}`;
  if (status.state !== 'not_installed') return undefined;
  const command = status.installCommand ?? 'install Docker Engine (dockerd)';
  if (!install)
    return `Docker Engine is not installed. Run this, or start with --install as root:\n  ${command}`;
  if (status.canInstall) return undefined;
  return `--install works for root on Debian and Ubuntu. Here it is up to you:\n  ${command}`;
}

async function call(backend: Backend, path: string): Promise<unknown> {
  const procedure = backend.procedures.get(path);
  if (!procedure) throw new AppError('not_implemented', `this back end has no ${path}`);
  return await procedure(undefined, { signal: AbortSignal.timeout(10_000) });
}
