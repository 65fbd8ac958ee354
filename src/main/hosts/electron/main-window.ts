import { join } from 'node:path';
import { BrowserWindow, screen, shell } from 'electron';
import { appUrl, isAppUrl } from './app-protocol';
import { minimumSize, readWindowState, type WindowState, writeWindowState } from './window-state';

export interface MainWindowOptions {
  readonly stateFile: string;
  readonly preload: string;
  readonly icon: string;
  /** A page path to open first: from a deep link. */
  readonly path?: string | undefined;
  /** True: closing the window hides it, because the tray keeps Estiba running. */
  readonly hidesOnClose: () => boolean;
}

/** The one window: sandboxed, isolated, and able to show nothing but our own documents. */
export function createMainWindow(options: MainWindowOptions): BrowserWindow {
  const displays = screen.getAllDisplays().map((display) => display.workArea);
  const state = readWindowState(options.stateFile, displays);
  const window = new BrowserWindow({
    title: 'Estiba',
    icon: options.icon,
    width: state.width,
    height: state.height,
    ...state.position,
    minWidth: minimumSize.width,
    minHeight: minimumSize.height,
    show: false,
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  if (state.maximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  guardNavigation(window);
  window.on('close', (event) => {
    void writeWindowState(options.stateFile, stateOf(window));
    if (!options.hidesOnClose()) return;
    event.preventDefault();
    window.hide();
  });
  void window.loadURL(new URL(options.path ?? '/', appUrl).href);
  return window;
}

function guardNavigation(window: BrowserWindow): void {
  window.webContents.on('will-navigate', (event) => {
    if (!isAppUrl(event.url)) event.preventDefault();
  });
  window.webContents.on('will-attach-webview', (event) => event.preventDefault());
  window.webContents.setWindowOpenHandler(({ url }) => {
    openExternal(url);
    return { action: 'deny' };
  });
}

/**
 * Hands an address to the user's browser: https, or the root of a published port (`http://localhost:8080/`), which is
 * rarely https. Anything else could start a program or carry data in its path.
 */
export function openExternal(address: string): boolean {
  if (!isExternalAddress(address)) return false;
  void shell.openExternal(address);
  return true;
}

function isExternalAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, port, pathname, search, hash, username, password } = new URL(address);
  if (username !== '' || password !== '') return false;
  if (protocol === 'https:') return true;
  // The URL parser leaves out port 80, which may be published, too.
  const hasPort = port !== '' || /^http:\/\/[^/]+:80\/?$/.test(address);
  return protocol === 'http:' && hasPort && pathname === '/' && search === '' && hash === '';
}

function stateOf(window: BrowserWindow): WindowState {
  const { x, y, width, height } = window.getNormalBounds();
  return { position: { x, y }, width, height, maximized: window.isMaximized() };
}

export function resourcePath(name: string): string {
  return join(import.meta.dirname, '../../resources', name);
}
