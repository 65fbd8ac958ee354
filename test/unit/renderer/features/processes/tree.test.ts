import { describe, expect, it } from 'vitest';
import { toTree } from '../../../../../src/renderer/features/processes/tree';

const process = (pid: number, parent?: number, cpuCores?: number) => ({
  ...{ pid, startTicks: pid, main: pid === 1, name: 'x', commandLine: [] },
  ...(parent === undefined ? {} : { parent }),
  ...(cpuCores === undefined ? {} : { cpuCores }),
});
const shape = (rows: ReturnType<typeof toTree>) =>
  rows.map(({ process: { pid }, depth }) => `${pid}@${depth}`);

describe('the tree of processes', () => {
  it('has parents before children, and siblings by the value', () => {
    const all = [process(1), process(2, 1, 0.1), process(3, 1, 0.9), process(4, 2), process(5, 99)];
    expect(shape(toTree(all, ({ pid }) => pid, false))).toEqual(['1@0', '2@1', '4@2', '3@1', '5@0']);
    expect(shape(toTree(all, ({ cpuCores }) => cpuCores, true))).toEqual(['1@0', '3@1', '2@1', '4@2', '5@0']);
  });

  it('ends on rings and on chains of thousands', () => {
    expect(shape(toTree([process(1, 2), process(2, 1), process(3, 3)], ({ pid }) => pid, false))).toEqual([
      '3@0',
      '1@0',
      '2@1',
    ]);
    const chain = Array.from({ length: 5000 }, (_, index) =>
      process(index + 1, index === 0 ? undefined : index),
    );
    expect(toTree(chain, ({ pid }) => pid, false).at(-1)?.depth).toBe(4999);
  });
});
