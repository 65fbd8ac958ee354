import { describe, expect, it, vi } from 'vitest';
import { type Action, ActionRegistry } from '../../../../src/renderer/lib/action-registry';

const action = (id: string, patch: Partial<Action> = {}): Action => ({
  id,
  title: id,
  group: 'Test',
  run: () => undefined,
  ...patch,
});

describe('ActionRegistry', () => {
  it('lists what is registered, the latest owner first, until it leaves', () => {
    const registry = new ActionRegistry();
    const frame = Symbol('frame');
    const page = Symbol('page');
    registry.set(frame, [action('frame.help')]);
    registry.set(page, [action('page.remove')]);
    expect(registry.list().map(({ id }) => id)).toEqual(['page.remove', 'frame.help']);
    registry.remove(page);
    expect(registry.list().map(({ id }) => id)).toEqual(['frame.help']);
    expect(registry.find('page.remove')).toBeUndefined();
  });

  it('tells listeners only what can be seen, and still runs the newest closure', () => {
    const registry = new ActionRegistry();
    const owner = Symbol('owner');
    const listener = vi.fn();
    const old = vi.fn();
    const fresh = vi.fn();
    registry.subscribe(listener);
    registry.set(owner, [action('a', { run: old })]);
    const list = registry.list();
    registry.set(owner, [action('a', { run: fresh })]);
    expect(registry.list()).toBe(list);
    expect(listener).toHaveBeenCalledTimes(1);
    void registry.find('a')?.run();
    expect(fresh).toHaveBeenCalledTimes(1);
    expect(old).not.toHaveBeenCalled();
    registry.set(owner, [action('a', { disabled: 'no engine' })]);
    expect(listener).toHaveBeenCalledTimes(2);
    expect(registry.list()[0]?.disabled).toBe('no engine');
  });
});
