import { describe, expect, it } from 'vitest';
import type { ContainerSummary } from '../../../../../src/common/contract/containers';
import { selectRunning } from '../../../../../src/renderer/features/overview/running-card';
import { countStates } from '../../../../../src/renderer/features/overview/state-bar';

const container = (name: string, patch: Partial<ContainerSummary>): ContainerSummary =>
  ({ id: name, name, state: 'running', ...patch }) as ContainerSummary;

const containers = [
  container('b-run', {}),
  container('sick', { health: 'unhealthy' }),
  container('gone', { state: 'exited' }),
  container('held', { state: 'paused' }),
  container('a-run', { health: 'healthy' }),
];

describe('overview', () => {
  it('lists what is alive, trouble first', () => {
    expect(selectRunning(containers).map(({ name }) => name)).toEqual(['sick', 'held', 'a-run', 'b-run']);
  });
  it('counts states and leaves out those nobody is in', () => {
    expect(countStates(containers)).toEqual([
      ['running', 3],
      ['paused', 1],
      ['exited', 1],
    ]);
  });
});
