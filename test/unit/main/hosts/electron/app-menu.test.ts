import { expect, test } from 'vitest';
import type { DesktopCommand } from '../../../../../src/common/desktop-contract';
import { menuTemplate } from '../../../../../src/main/hosts/electron/app-menu';
import { nativeTexts } from '../../../../../src/main/hosts/electron/native-texts';

type Item = { label?: string; enabled?: boolean; click?: () => void; submenu?: Item[] };

function build(options: Partial<Parameters<typeof menuTemplate>[0]> = {}) {
  const commands: DesktopCommand[] = [];
  const menu = menuTemplate({
    texts: nativeTexts('en'),
    platform: 'linux',
    enginePath: '/e/default',
    developer: false,
    run: (command) => commands.push(command),
    ...options,
  }) as Item[];
  const find = (top: string, label: string) =>
    menu.find((item) => item.label === top)?.submenu?.find((item) => item.label === label);
  return { menu, commands, find };
}

test('pages are reached from the menu', () => {
  const { commands, find } = build();
  find('Go', 'Images')?.click?.();
  find('Go', 'Engines')?.click?.();
  find('File', 'Open image…')?.click?.();
  find('View', 'Search or run a command')?.click?.();
  expect(commands).toEqual([
    { kind: 'navigate', path: '/e/default/images' },
    { kind: 'navigate', path: '/engines' },
    { kind: 'navigate', path: '/layers' },
    { kind: 'palette' },
  ]);
});

test('without an engine its pages are not offered', () => {
  expect(build({ enginePath: undefined }).find('Go', 'Images')?.enabled).toBe(false);
});

test('developer tools are offered to developers only', () => {
  expect(build().find('View', 'Developer tools')).toBeUndefined();
  expect(build({ developer: true }).find('View', 'Developer tools')).toBeDefined();
});

test('macOS has the application menu first', () => {
  expect(build({ platform: 'darwin' }).menu[0]?.label).toBe('Estiba');
});

test('both languages have every text', () => {
  expect(Object.keys(nativeTexts('es'))).toEqual(Object.keys(nativeTexts('en')));
  expect(nativeTexts('es').pages.images).toBe('Imágenes');
});
