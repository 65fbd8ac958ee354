import { Box } from 'lucide-react';
import { describe, expect, it } from 'vitest';
import type { EngineState, EngineSummary } from '../../../../src/common/contract/engines';
import { applyAppearance, readAppearance, writeAppearance } from '../../../../src/renderer/app/appearance';
import { chooseEngineId } from '../../../../src/renderer/app/current-engine';
import { engineSwitchPath } from '../../../../src/renderer/app/engine-switch-path';
import { groupActions } from '../../../../src/renderer/app/group-actions';
import { filterGroups } from '../../../../src/renderer/app/palette-filter';
import { isCurrent, navHref } from '../../../../src/renderer/app/rail';
import type { PaletteGroup } from '../../../../src/renderer/components/command-palette';
import type { NavEntry } from '../../../../src/renderer/lib/routes';

const engine = (id: string, kind: 'connected' | 'disconnected', current = false): EngineSummary => ({
  id,
  name: id,
  host: 'unix:///x',
  transport: 'unix',
  sources: [],
  current,
  state: { kind, since: 1 } as EngineState,
});

describe('chooseEngineId', () => {
  const engines = [engine('a', 'disconnected', true), engine('b', 'connected'), engine('c', 'connected')];
  it.each([
    ['the address wins, also over what is known', { path: 'zzz', last: 'c' }, 'zzz'],
    ['then what this tab showed', { tab: 'c', initial: 'b' }, 'c'],
    ['then --engine', { initial: 'c', last: 'b' }, 'c'],
    ['then the last start', { last: 'c' }, 'c'],
    ['a forgotten engine is not opened', { last: 'gone' }, 'b'],
    ['else one that is connected', {}, 'b'],
  ])('%s', (_what, wishes, expected) => {
    expect(chooseEngineId(engines, wishes)).toBe(expected);
  });
  it('takes the one of the docker command when none is connected, and none when there is none', () => {
    expect(chooseEngineId([engine('x', 'disconnected'), engine('y', 'disconnected', true)], {})).toBe('y');
    expect(chooseEngineId([], {})).toBeUndefined();
  });
});

const nav = (scope: NavEntry['scope'], path: string): NavEntry => ({
  id: path,
  scope,
  path,
  icon: Box,
  label: () => path,
});

describe('rail', () => {
  it('leads to the engine, or to the start while there is none', () => {
    expect(navHref(nav('engine', 'containers'), 'default')).toBe('/e/default/containers');
    expect(navHref(nav('engine', 'containers'), undefined)).toBe('/');
    expect(navHref(nav('app', 'settings'), 'default')).toBe('/settings');
  });
  it.each([
    ['engine', 'containers', '/e/default/containers', true],
    ['engine', 'containers', '/e/default/containers/abc', true],
    ['engine', 'containers', '/e/default/images', false],
    ['engine', 'containers', '/settings', false],
    ['app', 'settings', '/settings', true],
    ['app', 'engines', '/e/engines/engines', false],
    ['engine', 'overview', '/', false],
  ] as const)('%s %s on %s: %s', (scope, path, address, expected) => {
    expect(isCurrent(nav(scope, path), address)).toBe(expected);
  });
});

describe('engineSwitchPath', () => {
  it('keeps the list and leaves the object', () => {
    expect(engineSwitchPath('/e/a/containers/abc', 'b')).toBe('/e/b/containers');
    expect(engineSwitchPath('/settings', 'b')).toBe('/e/b/overview');
  });
});

describe('appearance', () => {
  it('survives a damaged, foreign or blocked storage', () => {
    const stored = (text: string | null) => ({ getItem: () => text });
    expect(readAppearance(stored('{"theme":"dark","language":"xx","motion":3}'))).toEqual({ theme: 'dark' });
    expect(readAppearance(stored('not json'))).toEqual({});
    expect(readAppearance(stored(null))).toEqual({});
    expect(
      readAppearance({
        getItem: () => {
          throw new Error('blocked');
        },
      }),
    ).toEqual({});
  });

  it('reads back what it wrote', () => {
    const kept = new Map<string, string>();
    const settings = { language: 'es', theme: 'contrast', motion: 'reduced' } as const;
    writeAppearance({ setItem: (key, value) => void kept.set(key, value) }, settings);
    expect(readAppearance({ getItem: (key) => kept.get(key) ?? null })).toEqual(settings);
  });

  it('follows the system unless told otherwise', () => {
    const element = { dataset: { theme: 'dark', motion: 'off' } as Record<string, string> };
    applyAppearance(element as unknown as HTMLElement, { theme: 'system', motion: 'system' });
    expect(element.dataset).toEqual({});
    applyAppearance(element as unknown as HTMLElement, { theme: 'contrast', motion: 'reduced' });
    expect(element.dataset).toEqual({ theme: 'contrast', motion: 'off' });
  });
});

describe('palette', () => {
  const group = (id: string, ...labels: string[]): PaletteGroup => ({
    id,
    label: id,
    items: labels.map((label) => ({
      id: `${id}:${label}`,
      label,
      detail: 'nginx:1',
      onSelect: () => undefined,
    })),
  });

  it('shows only what can be done while nothing is typed', () => {
    const groups = [group('actions:Pages', 'Go to Images'), group('containers', 'web')];
    expect(filterGroups(groups, ' ').map(({ id }) => id)).toEqual(['actions:Pages']);
  });

  it('finds every word, in any order, in name or detail', () => {
    const groups = [group('containers', 'shop-web', 'shop-db')];
    expect(filterGroups(groups, 'NGINX web')[0]?.items.map(({ label }) => label)).toEqual(['shop-web']);
    expect(filterGroups(groups, 'nothing')).toEqual([]);
  });

  it('puts a name that begins with the query first, and bounds each group', () => {
    const many = Array.from({ length: 1000 }, (_, index) => `my-web-${index}`);
    const [first, second] = filterGroups(
      [group('images', ...many), group('containers', 'old-web', 'web')],
      'web',
    );
    expect(first?.id).toBe('containers');
    expect(first?.items[0]?.label).toBe('web');
    expect(second?.items.length).toBeLessThanOrEqual(12);
  });
});

describe('groupActions', () => {
  it('keeps the order of groups and of actions', () => {
    const action = (id: string, title: string) => ({ id, title, group: title, run: () => undefined });
    const groups = groupActions([action('1', 'A'), action('2', 'B'), action('3', 'A')]);
    expect(groups.map(({ group, items }) => [group, items.map(({ id }) => id)])).toEqual([
      ['A', ['1', '3']],
      ['B', ['2']],
    ]);
  });
});
