import { expect, it } from 'vitest';
import { normalizeImageConfig } from '../../../../../src/common/oci/image-config';
import { compareConfigs } from '../../../../../src/main/backend/layers/compare/compare-configs';
import { compareStacks } from '../../../../../src/main/backend/layers/compare/compare-stacks';
import { Pacer } from '../../../../../src/main/backend/layers/pacer';
import { mergedPath } from '../../../../../src/main/backend/layers/stack/find-merged-path';
import {
  analyzeStack,
  type StackAnalysis,
} from '../../../../../src/main/backend/layers/stack/stack-analysis';
import { layerOf } from '../../../../support/layers/layer-of';
import { stackOf } from '../../../../support/layers/stack-of';

async function changes(first: StackAnalysis, second: StackAnalysis): Promise<readonly string[]> {
  const found = await compareStacks({ first, second }, new Pacer());
  return found.map(({ change, first: a, second: b }) => {
    const path = b === undefined ? mergedPath(first.tree, a ?? 0) : mergedPath(second.tree, b);
    return `${change} ${path}`;
  });
}

it('finds what was added, changed and removed, wherever it comes from', async () => {
  const first = await stackOf(
    [
      { name: 'a', body: '1' },
      { name: 'd/x', body: '1' },
      { name: 'd/y', body: '1' },
      { name: 'gone/z' },
      { name: 't', body: 'f' },
    ],
    [{ name: 'hidden', body: '1' }],
    [{ name: '.wh.hidden' }],
  );
  const second = await stackOf([
    { name: 'a', body: '1', mode: 0o600 },
    { name: 'd/x', body: '22' },
    { name: 'd/y', body: '1' },
    { name: 'd/new' },
    { name: 't/', mode: 0o755 },
    { name: 't/in' },
  ]);
  expect(await changes(first, second)).toEqual([
    'metadata a',
    'added d/new',
    'changed d/x',
    'removed gone/z',
    'removed t',
    'added t/in',
  ]);
  expect(await changes(first, first)).toEqual([]);
});

it('finds what another top layer does', async () => {
  const base = await layerOf([{ name: 'a', body: 'x' }]);
  const first = await analyzeStack([base]);
  const second = await analyzeStack([base, await layerOf([{ name: '.wh.a' }, { name: 'b' }])]);
  expect(await changes(first, second)).toEqual(['removed a', 'added b']);
});

it('compares configurations field by field', () => {
  const config = (Env: string[], more: object) =>
    normalizeImageConfig({ os: 'linux', architecture: 'amd64', config: { Env, ...more } });
  const first = config(['A=1', 'B=2'], { Cmd: ['sh'], Labels: { x: '1' } });
  const second = config(['A=1', 'B=3', 'C=4=5'], { Cmd: ['sh'], User: 'app' });
  expect(compareConfigs(first, second)).toEqual([
    { field: 'user', first: '', second: 'app' },
    { field: 'env B', first: '2', second: '3' },
    { field: 'label x', first: '1', second: '' },
    { field: 'env C', first: '', second: '4=5' },
  ]);
});
