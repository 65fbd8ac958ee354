import type { ManagedEngineStatus } from '../../../common/contract/engines';
import { AppError, assertNever } from '../../../common/errors';
import type { Backend } from '../../backend';

/**
 * With --engine=managed: whether Estiba's own engine can be had on this machine. The back end installs and starts it by
 * itself, as jobs that the page shows.
 * @returns what only the user can do, or undefined
 */
export async function managedEngineProblem(
  backend: Pick<Backend, 'procedures'>,
  install: boolean,
): Promise<string | undefined> {
  const status = await readStatus(backend);
  switch (status.state) {
    case 'running':
    case 'starting':
    case 'stopped':
      return undefined;
    case 'unsupported':
      return `the managed engine cannot run here: ${status.reason ?? 'not supported'}`;
    case 'not_installed':
      return install && status.canInstall ? undefined : explainInstallation(status, install);
    default:
      return assertNever(status.state, 'state of the managed engine');
  }
}

function explainInstallation(status: ManagedEngineStatus, install: boolean): string {
  const command = status.installCommand ?? 'install Docker Engine (dockerd) with your package manager';
  if (install) return `--install works for root on Debian and Ubuntu only. Install it with:\n  ${command}`;
  const offer = status.canInstall ? ', or start with --install' : '';
  return `Docker Engine is not installed. Install it with this command${offer}:\n  ${command}`;
}

async function readStatus({ procedures }: Pick<Backend, 'procedures'>): Promise<ManagedEngineStatus> {
  const procedure = procedures.get('engines.managedStatus');
  if (!procedure) throw new AppError('not_implemented', 'this back end has no managed engine');
  return (await procedure(undefined, { signal: AbortSignal.timeout(10_000) })) as ManagedEngineStatus;
}
