import type { ContainerState, ContainerSummary } from '../../../common/contract/containers';
import type { Capabilities } from '../../../common/contract/engines';
import { isFailure } from '../../lib/resources/container-look';
import { isUp } from '../../lib/resources/relations';

/** What can be done with containers that are in some states only. */
export type StateAction = 'start' | 'stop' | 'restart' | 'pause' | 'unpause' | 'kill' | 'rename' | 'remove';

const allowed: Readonly<Record<StateAction, ReadonlySet<ContainerState>>> = {
  start: new Set(['created', 'exited', 'unknown']),
  stop: new Set(['running', 'paused', 'restarting', 'unknown']),
  restart: new Set(['running', 'paused', 'restarting', 'exited', 'created', 'unknown']),
  pause: new Set(['running']),
  unpause: new Set(['paused']),
  kill: new Set(['running', 'paused', 'restarting', 'unknown']),
  rename: new Set(['created', 'running', 'paused', 'restarting', 'exited', 'dead', 'unknown']),
  remove: new Set(['created', 'running', 'paused', 'restarting', 'exited', 'dead', 'unknown']),
};

/** Those of the containers that are in a state for it. */
export function eligible(
  action: StateAction,
  containers: readonly ContainerSummary[],
): readonly ContainerSummary[] {
  return containers.filter((container) => allowed[action].has(container.state));
}

/** Why an action cannot be done; the interface has a text for each. */
export type Refusal =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'no_pause' }
  | { readonly kind: 'one_only' }
  | { readonly kind: 'state'; readonly state: ContainerState }
  | { readonly kind: 'none_of' };

/** Undefined when at least one of the containers can take it. */
export function refusalOf(
  action: StateAction,
  containers: readonly ContainerSummary[],
  capabilities: Pick<Capabilities, 'pause'> | undefined,
): Refusal | undefined {
  const [first] = containers;
  if (!first) return { kind: 'nothing' };
  if (action === 'rename' && containers.length > 1) return { kind: 'one_only' };
  if ((action === 'pause' || action === 'unpause') && capabilities?.pause === false)
    return { kind: 'no_pause' };
  if (eligible(action, containers).length > 0) return undefined;
  return containers.length === 1 ? { kind: 'state', state: first.state } : { kind: 'none_of' };
}

export type ContainerView = 'all' | 'running' | 'stopped' | 'unhealthy';
export const containerViews = ['all', 'running', 'stopped', 'unhealthy'] as const;

function isInTrouble({ state, health, exitCode }: ContainerSummary): boolean {
  if (health === 'unhealthy' || state === 'dead' || state === 'restarting') return true;
  return state === 'exited' && isFailure(exitCode);
}

/** Whether a container belongs to a view of the list. */
export function isInView(view: ContainerView, container: ContainerSummary): boolean {
  const up = isUp(container);
  switch (view) {
    case 'all':
      return true;
    case 'running':
      return up;
    case 'stopped':
      return !up;
    case 'unhealthy':
      return isInTrouble(container);
  }
}

/** Names that engines accept: `^[a-zA-Z0-9][a-zA-Z0-9_.-]+$` of moby's names package. */
export function isContainerName(name: string): boolean {
  return /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name);
}
