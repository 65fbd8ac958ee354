import { expect, test } from 'vitest';
import {
  defaultWindowState,
  fitWindowState,
  readWindowState,
} from '../../../../../src/main/hosts/electron/window-state';

const displays = [{ x: 0, y: 0, width: 1920, height: 1080 }];

test('a window keeps its place and size', () => {
  const state = { position: { x: 100, y: 50 }, width: 1000, height: 700, maximized: true };
  expect(fitWindowState(state, displays)).toEqual(state);
});

test('a window on a display that is gone loses its place, not its size', () => {
  const state = { position: { x: 3000, y: 50 }, width: 1000, height: 700, maximized: false };
  expect(fitWindowState(state, displays)).toEqual({ width: 1000, height: 700, maximized: false });
});

test('a title bar above or below the display cannot be reached', () => {
  for (const y of [-200, 1070]) {
    expect(fitWindowState({ position: { x: 0, y }, width: 800, height: 600 }, displays)).not.toHaveProperty(
      'position',
    );
  }
});

test.each([undefined, 'text', [], { width: 'wide', height: Number.NaN }])(
  'nonsense %j gives the default',
  (stored) => {
    expect(fitWindowState(stored, displays)).toEqual(defaultWindowState);
  },
);

test('sizes are bounded', () => {
  expect(fitWindowState({ width: 1, height: 1e9 }, displays)).toMatchObject({ width: 760, height: 16_384 });
});

test('a missing file gives the default', () => {
  expect(readWindowState('/nonexistent/window.json', displays)).toEqual(defaultWindowState);
});
