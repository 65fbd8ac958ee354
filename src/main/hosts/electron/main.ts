import { app, protocol } from 'electron';
import type { EngineChoice } from '../../backend';
import { appScheme } from './app-protocol';
import { findPage } from './deep-link';
import { DesktopApp } from './desktop-app';

// Before `ready`. Not `bypassCSP`: the page's own policy holds for it too.
protocol.registerSchemesAsPrivileged([
  {
    scheme: appScheme,
    privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true, codeCache: true },
  },
]);
app.enableSandbox();
app.setName('Estiba');
app.setAsDefaultProtocolClient('estiba');

if (app.requestSingleInstanceLock()) run();
else app.quit();

function run(): void {
  let desktop: DesktopApp | undefined;
  let early: string | undefined;
  app.on('second-instance', (_event, commandLine) => desktop?.show(findPage(commandLine)));
  // macOS; may come before `ready`.
  app.on('open-url', (event, address) => {
    event.preventDefault();
    if (desktop) desktop.openDeepLink(address);
    else early = address;
  });
  app.on('activate', () => desktop?.show());
  app.on('window-all-closed', () => {
    if (process.platform !== 'darwin') app.quit();
  });
  quitInOrder(() => desktop);
  void app.whenReady().then(() => {
    desktop = new DesktopApp({
      engine: parseEngine(process.env.ESTIBA_ENGINE),
      developer: !app.isPackaged,
    });
    desktop.start();
    if (early !== undefined) desktop.openDeepLink(early);
  });
}

/** The first quit ends the back end, the second one ends the application. */
function quitInOrder(current: () => DesktopApp | undefined): void {
  let ended = false;
  app.on('before-quit', (event) => {
    const desktop = current();
    if (ended || !desktop) return;
    event.preventDefault();
    void desktop.dispose().finally(() => {
      ended = true;
      app.quit();
    });
  });
}

/** Set by the launcher, which has checked it. */
function parseEngine(value: string | undefined): EngineChoice | undefined {
  return value === undefined ? undefined : (JSON.parse(value) as EngineChoice);
}
