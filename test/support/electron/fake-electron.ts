import { EventEmitter } from 'node:events';
import { FakeMessageChannelMain, type FakeMessagePortMain } from './fake-message-port-main';

type ProtocolHandler = (request: Request) => Promise<Response>;
type MenuItem = {
  label?: string;
  enabled?: boolean;
  submenu?: MenuItem[];
  click?: () => void;
  role?: string;
};

/** A page that may ask for ports. */
export interface FakeFrame {
  url: string;
  parent: object | null;
  readonly received: { readonly channel: string; readonly ports: readonly FakeMessagePortMain[] }[];
  postMessage(channel: string, message: unknown, ports: readonly FakeMessagePortMain[]): void;
}

export function fakeFrame(url: string, parent: object | null = null): FakeFrame {
  const received: FakeFrame['received'] = [];
  return {
    url,
    parent,
    received,
    postMessage: (channel, _message, ports) => void received.push({ channel, ports }),
  };
}

class FakeWebContents extends EventEmitter {
  openHandler: ((details: { url: string }) => { action: string }) | undefined;
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }): void {
    this.openHandler = handler;
  }
}

class FakeWindow extends EventEmitter {
  readonly webContents = new FakeWebContents();
  readonly shown: string[] = [];
  url = '';
  constructor(readonly options: Record<string, unknown> & { webPreferences: Record<string, unknown> }) {
    super();
    recorder.windows.push(this);
  }
  async loadURL(url: string): Promise<void> {
    this.url = url;
  }
  show(): void {
    this.shown.push('show');
  }
  hide(): void {
    this.shown.push('hide');
  }
  focus(): void {}
  maximize(): void {}
  restore(): void {}
  isMinimized(): boolean {
    return false;
  }
  isMaximized(): boolean {
    return false;
  }
  getNormalBounds() {
    return { x: 10, y: 20, width: 900, height: 600 };
  }
}

/** The back end's process: keeps the ports it was sent, so that a test can serve them. */
export class FakeUtilityProcess extends EventEmitter {
  readonly messages: {
    readonly message: { kind: string };
    readonly ports: readonly FakeMessagePortMain[];
  }[] = [];
  killed = false;
  constructor(
    readonly entry: string,
    readonly args: readonly string[],
  ) {
    super();
    recorder.processes.push(this);
  }
  postMessage(message: { kind: string }, ports: readonly FakeMessagePortMain[] = []): void {
    this.messages.push({ message, ports });
    recorder.onPort?.(message, ports[0]);
  }
  kill(): boolean {
    this.killed = true;
    this.emit('exit', 0);
    return true;
  }
}

class FakeTray extends EventEmitter {
  tooltip = '';
  menu: MenuItem[] = [];
  constructor(readonly image: string) {
    super();
    recorder.trays.push(this);
  }
  setToolTip(text: string): void {
    this.tooltip = text;
  }
  setContextMenu(menu: MenuItem[]): void {
    this.menu = menu;
  }
}

class FakeApp extends EventEmitter {
  isPackaged = false;
  sandboxed = false;
  quits = 0;
  name = '';
  protocolClients: string[] = [];
  lock = true;
  enableSandbox(): void {
    this.sandboxed = true;
  }
  setName(name: string): void {
    this.name = name;
  }
  setAsDefaultProtocolClient(scheme: string): boolean {
    this.protocolClients.push(scheme);
    return true;
  }
  requestSingleInstanceLock(): boolean {
    return this.lock;
  }
  whenReady(): Promise<void> {
    return Promise.resolve();
  }
  getLocale(): string {
    return 'en-US';
  }
  getVersion(): string {
    return '9.9.9';
  }
  getPath(): string {
    return recorder.userData;
  }
  quit(): void {
    this.quits += 1;
    this.emit('before-quit', { preventDefault: () => undefined });
  }
}

/** What the host asked of Electron. */
export const recorder = {
  userData: '/nonexistent',
  app: new FakeApp(),
  windows: [] as FakeWindow[],
  processes: [] as FakeUtilityProcess[],
  trays: [] as FakeTray[],
  notifications: [] as { title: string; body: string; on: unknown }[],
  schemes: [] as { scheme: string; privileges: Record<string, boolean> }[],
  protocols: new Map<string, ProtocolHandler>(),
  ipc: new EventEmitter(),
  menu: [] as MenuItem[],
  opened: [] as string[],
  permissionHandler: undefined as
    | ((contents: unknown, permission: string, allow: (yes: boolean) => void) => void)
    | undefined,
  permissionCheck: undefined as (() => boolean) | undefined,
  saveDialog: { canceled: true, filePath: '' },
  themeSource: 'system',
  onPort: undefined as
    | ((message: { kind: string }, port: FakeMessagePortMain | undefined) => void)
    | undefined,
};

/** For `vi.mock('electron', ...)`. */
export function fakeElectron() {
  return {
    app: recorder.app,
    BrowserWindow: FakeWindow,
    dialog: {
      showSaveDialog: async () => recorder.saveDialog,
      showOpenDialog: async () => ({ canceled: false, filePaths: ['/home/ana/image.tar'] }),
    },
    ipcMain: recorder.ipc,
    Menu: {
      buildFromTemplate: (template: MenuItem[]) => template,
      setApplicationMenu: (menu: MenuItem[]) => {
        recorder.menu = menu;
      },
    },
    MessageChannelMain: FakeMessageChannelMain,
    nativeTheme: {
      set themeSource(value: string) {
        recorder.themeSource = value;
      },
    },
    Notification: class extends EventEmitter {
      static isSupported = (): boolean => true;
      constructor(options: { title: string; body: string }) {
        super();
        recorder.notifications.push({ ...options, on: this });
      }
      show(): void {}
    },
    protocol: {
      registerSchemesAsPrivileged: (schemes: typeof recorder.schemes) => recorder.schemes.push(...schemes),
      handle: (scheme: string, handler: ProtocolHandler) => recorder.protocols.set(scheme, handler),
    },
    screen: { getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }] },
    session: {
      defaultSession: {
        setPermissionRequestHandler: (handler: typeof recorder.permissionHandler) => {
          recorder.permissionHandler = handler;
        },
        setPermissionCheckHandler: (handler: typeof recorder.permissionCheck) => {
          recorder.permissionCheck = handler;
        },
      },
    },
    shell: { openExternal: async (url: string) => void recorder.opened.push(url) },
    Tray: FakeTray,
    utilityProcess: { fork: (entry: string, args: string[]) => new FakeUtilityProcess(entry, args) },
  };
}
