import { join } from 'node:path';
import {
  app,
  type BrowserWindow,
  ipcMain,
  Menu,
  MessageChannelMain,
  protocol,
  session,
  Tray,
  type WebFrameMain,
} from 'electron';
import type { Contract } from '../../../common/contract';
import type { DesktopCommand, TrayModel } from '../../../common/desktop-contract';
import { createClient, createPortChannel, serveChannel, serverLimits } from '../../../common/rpc';
import { type EngineChoice, toProcedureMap } from '../../backend';
import { menuTemplate } from './app-menu';
import { appScheme, createAppProtocol, isAppUrl } from './app-protocol';
import { type BackendSupervisor, createBackendSupervisor } from './backend-supervisor';
import { createCommandQueue } from './command-queue';
import { findPage, parseDeepLink } from './deep-link';
import { createDesktopServices } from './desktop-services';
import { createMainWindow, resourcePath } from './main-window';
import { nativeTexts } from './native-texts';
import { createTransferRoutes } from './transfer-relay';
import { trayTemplate, trayTooltip } from './tray-menu';

export interface DesktopOptions {
  readonly engine?: EngineChoice | undefined;
  readonly developer: boolean;
}

/** The desktop host: one window, a tray, and the back end in a process of its own. Call when Electron is ready. */
export class DesktopApp {
  readonly #options: DesktopOptions;
  readonly #backend: BackendSupervisor;
  readonly #commands = createCommandQueue<DesktopCommand>();
  #language: 'en' | 'es' = app.getLocale().startsWith('es') ? 'es' : 'en';
  #window: BrowserWindow | undefined;
  #tray: Tray | undefined;
  #trayModel: TrayModel | undefined;
  #closeToTray = false;
  #quitting = false;

  constructor(options: DesktopOptions) {
    this.#options = options;
    this.#backend = createBackendSupervisor({
      entry: join(import.meta.dirname, 'backend.js'),
      argument: { version: app.getVersion(), engine: options.engine },
      onRestart: () => this.#reconnect(),
    });
  }

  start(): void {
    const transfers = createTransferRoutes((message) => this.#backend.open(message));
    protocol.handle(appScheme, createAppProtocol(join(import.meta.dirname, '../renderer'), transfers));
    session.defaultSession.setPermissionRequestHandler((_contents, _permission, allow) => allow(false));
    session.defaultSession.setPermissionCheckHandler(() => false);
    const services = toProcedureMap(
      createDesktopServices({
        window: () => this.#window,
        commands: this.#commands,
        transfers,
        onTray: (model) => this.#showTray(model),
        onLanguage: (language) => this.#setLanguage(language),
        show: (path) => this.show(path),
      }),
    );
    ipcMain.on('estiba:connect', (event) => this.#connectPage(event.senderFrame, services));
    this.#renewMenu();
    this.show(findPage(process.argv));
    void this.#followSettings();
  }

  /** Brings the window to the front, on the given page if there is one. */
  show(path?: string): void {
    if (this.#window) {
      if (path !== undefined) this.#commands.push({ kind: 'navigate', path });
      if (this.#window.isMinimized()) this.#window.restore();
      this.#window.show();
      this.#window.focus();
      return;
    }
    this.#window = createMainWindow({
      stateFile: join(app.getPath('userData'), 'window.json'),
      preload: join(import.meta.dirname, '../preload/index.cjs'),
      icon: resourcePath('icon.png'),
      path,
      hidesOnClose: () => this.#closeToTray && !this.#quitting && this.#tray !== undefined,
    });
    this.#window.once('closed', () => {
      this.#window = undefined;
    });
  }

  openDeepLink(address: string): void {
    const path = parseDeepLink(address);
    this.show(path);
  }

  async dispose(): Promise<void> {
    this.#quitting = true;
    await this.#backend.dispose();
  }

  /** A page asks for its ports. Only our own document in the main frame gets them. */
  #connectPage(frame: WebFrameMain | null, services: ReturnType<typeof toProcedureMap>): void {
    if (!frame || frame.parent !== null || !isAppUrl(frame.url)) return;
    const api = new MessageChannelMain();
    const desktop = new MessageChannelMain();
    this.#backend.handOver({ kind: 'api' }, api.port1);
    serveChannel(createPortChannel(desktop.port1, serverLimits), services);
    frame.postMessage('estiba:ports', undefined, [api.port2, desktop.port2]);
  }

  /** The back end started anew: its ports are dead, and the page asks for new ones when theirs close. */
  #reconnect(): void {
    void this.#followSettings();
  }

  #setLanguage(language: 'en' | 'es'): void {
    this.#language = language;
    this.#renewMenu();
  }

  #renewMenu(): void {
    const engineId = this.#trayModel?.engineId;
    const template = menuTemplate({
      texts: nativeTexts(this.#language),
      platform: process.platform,
      enginePath: engineId === undefined ? undefined : `/e/${engineId}`,
      developer: this.#options.developer,
      run: (command) => {
        this.#commands.push(command);
        this.show();
      },
    });
    Menu.setApplicationMenu(Menu.buildFromTemplate(template));
  }

  #showTray(model: TrayModel): void {
    const engineChanged = model.engineId !== this.#trayModel?.engineId;
    this.#trayModel = model;
    if (engineChanged) this.#renewMenu();
    this.#tray ??= this.#createTray();
    this.#tray.setToolTip(trayTooltip(model));
    const handlers = {
      show: (path?: string) => this.show(path),
      quit: () => app.quit(),
      act: (action: 'stop' | 'restart', engineId: string, id: string) => void this.#act(action, engineId, id),
    };
    this.#tray.setContextMenu(Menu.buildFromTemplate(trayTemplate(model, handlers)));
  }

  #createTray(): Tray {
    const tray = new Tray(resourcePath(process.platform === 'darwin' ? 'trayTemplate.png' : 'tray.png'));
    tray.on('click', () => this.show());
    return tray;
  }

  #openApi() {
    const channel = createPortChannel(this.#backend.open({ kind: 'api' }));
    return { api: createClient<Contract>(channel), close: () => channel.close() };
  }

  /** The job tells how it went in the page; without a window it is in the activity list later. */
  async #act(action: 'stop' | 'restart', engineId: string, containerId: string): Promise<void> {
    const { api, close } = this.#openApi();
    await api.containers[action]({ engineId, ids: [containerId] }).catch(() => undefined);
    close();
  }

  async #followSettings(): Promise<void> {
    const { api } = this.#openApi();
    try {
      for await (const { settings } of await api.settings.watch()) {
        this.#closeToTray = settings.desktop.closeToTray;
      }
    } catch {
      // The back end ended; the supervisor starts it anew and this is called again.
    }
  }
}
