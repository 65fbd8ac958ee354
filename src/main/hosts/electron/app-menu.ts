import type { MenuItemConstructorOptions } from 'electron';
import type { DesktopCommand } from '../../../common/desktop-contract';
import type { NativeTexts } from './native-texts';

export interface MenuOptions {
  readonly texts: NativeTexts;
  /** process.platform: macOS has an application menu of its own. */
  readonly platform: NodeJS.Platform;
  /** The page path of the engine shown, such as `/e/default`; undefined before one is. */
  readonly enginePath: string | undefined;
  readonly developer: boolean;
  readonly run: (command: DesktopCommand) => void;
}

/** The native menu as data. Everything in it also has a place in the palette; the menu sends commands to the page. */
export function menuTemplate(options: MenuOptions): MenuItemConstructorOptions[] {
  const { texts, platform } = options;
  const mac = platform === 'darwin';
  const settings: MenuItemConstructorOptions = {
    label: texts.settings,
    accelerator: 'CmdOrCtrl+,',
    click: () => options.run({ kind: 'navigate', path: '/settings' }),
  };
  const openImage: MenuItemConstructorOptions = {
    label: texts.openImage,
    accelerator: 'CmdOrCtrl+O',
    click: () => options.run({ kind: 'navigate', path: '/layers' }),
  };
  const fileItems: MenuItemConstructorOptions[] = mac
    ? [openImage, { type: 'separator' }, { role: 'close', label: texts.close }]
    : [
        openImage,
        { type: 'separator' },
        settings,
        { type: 'separator' },
        { role: 'close', label: texts.close },
        { role: 'quit', label: texts.quit },
      ];
  return [
    ...(mac ? [applicationMenu(texts, settings)] : []),
    { label: texts.file, submenu: fileItems },
    { label: texts.edit, submenu: editItems(texts) },
    { label: texts.view, submenu: viewItems(options) },
    { label: texts.go, submenu: goItems(options) },
    { label: texts.window, submenu: [{ role: 'minimize', label: texts.minimize }] },
    {
      label: texts.help,
      role: 'help',
      submenu: [{ label: texts.shortcuts, click: () => options.run({ kind: 'shortcuts' }) }],
    },
  ];
}

function applicationMenu(
  texts: NativeTexts,
  settings: MenuItemConstructorOptions,
): MenuItemConstructorOptions {
  return {
    label: 'Estiba',
    submenu: [
      { role: 'about' },
      { type: 'separator' },
      settings,
      { type: 'separator' },
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      { type: 'separator' },
      { role: 'quit', label: texts.quit },
    ],
  };
}

function editItems(texts: NativeTexts): MenuItemConstructorOptions[] {
  return [
    { role: 'undo', label: texts.undo },
    { role: 'redo', label: texts.redo },
    { type: 'separator' },
    { role: 'cut', label: texts.cut },
    { role: 'copy', label: texts.copy },
    { role: 'paste', label: texts.paste },
    { role: 'selectAll', label: texts.selectAll },
  ];
}

function viewItems({ texts, developer, run }: MenuOptions): MenuItemConstructorOptions[] {
  return [
    { label: texts.palette, accelerator: 'CmdOrCtrl+K', click: () => run({ kind: 'palette' }) },
    { type: 'separator' },
    { role: 'reload', label: texts.reload },
    { role: 'zoomIn', label: texts.zoomIn },
    { role: 'zoomOut', label: texts.zoomOut },
    { role: 'resetZoom', label: texts.zoomReset },
    { role: 'togglefullscreen', label: texts.fullScreen },
    ...(developer ? [{ role: 'toggleDevTools', label: texts.developerTools } as const] : []),
  ];
}

const pageOrder = ['overview', 'containers', 'images', 'volumes', 'networks', 'activity'] as const;

function goItems({ texts, enginePath, run }: MenuOptions): MenuItemConstructorOptions[] {
  const pages = pageOrder.map(
    (page, index): MenuItemConstructorOptions => ({
      label: texts.pages[page],
      accelerator: `CmdOrCtrl+${index + 1}`,
      enabled: enginePath !== undefined,
      click: () => run({ kind: 'navigate', path: `${enginePath}/${page}` }),
    }),
  );
  return [
    ...pages,
    { type: 'separator' },
    { label: texts.engines, click: () => run({ kind: 'navigate', path: '/engines' }) },
  ];
}
