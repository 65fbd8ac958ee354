import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ReadableStream as NodeReadableStream } from 'node:stream/web';
import { implement } from '@orpc/server';
import { type BrowserWindow, dialog, Notification, nativeTheme } from 'electron';
import { type DesktopCommand, desktopContract, type TrayModel } from '../../../common/desktop-contract';
import { AppError } from '../../../common/errors';
import type { TransferRoutes } from './app-protocol';
import type { CommandQueue } from './command-queue';
import { openExternal } from './main-window';
import type { NativeLanguage } from './native-texts';

export interface DesktopServicesOptions {
  readonly window: () => BrowserWindow | undefined;
  readonly commands: CommandQueue<DesktopCommand>;
  readonly transfers: TransferRoutes;
  readonly onTray: (model: TrayModel) => void;
  readonly onLanguage: (language: NativeLanguage) => void;
  readonly show: (path?: string) => void;
}

/** The desktop contract, served to the page by the main process. */
export function createDesktopServices(options: DesktopServicesOptions) {
  const desktop = implement(desktopContract);
  return {
    commands: desktop.commands.handler(async function* ({ signal }) {
      yield* options.commands.read(signal);
    }),
    notify: desktop.notify.handler(({ input }) => notify(input, options.show)),
    setTray: desktop.setTray.handler(({ input }) => options.onTray(input)),
    setAppearance: desktop.setAppearance.handler(({ input }) => {
      nativeTheme.themeSource = input.theme;
      options.onLanguage(input.language);
    }),
    openExternal: desktop.openExternal.handler(({ input }) => {
      if (!openExternal(input.url))
        throw new AppError('invalid_argument', 'only https addresses and published ports are opened');
    }),
    showOpenDialog: desktop.showOpenDialog.handler(async ({ input }) => {
      const { canceled, filePaths } = await withWindow(options.window(), (window) =>
        dialog.showOpenDialog(window, {
          title: input.title,
          filters: input.filters,
          properties: [
            input.directory ? 'openDirectory' : 'openFile',
            ...(input.multiple ? (['multiSelections'] as const) : []),
          ],
        }),
      );
      return { paths: canceled ? [] : filePaths };
    }),
    saveDownload: desktop.saveDownload.handler(async ({ input, signal }) => {
      const { canceled, filePath } = await withWindow(options.window(), (window) =>
        dialog.showSaveDialog(window, { defaultPath: input.suggestedName }),
      );
      if (canceled || !filePath) return {};
      await writeDownload(options.transfers, input.path, filePath, signal);
      return { savedAs: filePath };
    }),
  };
}

function notify(
  input: { readonly title: string; readonly body: string; readonly path?: string | undefined },
  show: (path?: string) => void,
): void {
  if (!Notification.isSupported()) return;
  const notification = new Notification({ title: input.title, body: input.body });
  notification.on('click', () => show(input.path));
  notification.show();
}

async function withWindow<Result>(
  window: BrowserWindow | undefined,
  open: (window: BrowserWindow) => Promise<Result>,
): Promise<Result> {
  if (!window) throw new AppError('failed_precondition', 'there is no window to show a dialog in');
  return await open(window);
}

/** Streams a transfer into the chosen file; a file that was not written whole is removed. */
async function writeDownload(
  transfers: TransferRoutes,
  path: string,
  file: string,
  signal: AbortSignal | undefined,
): Promise<void> {
  const ticket = /^\/?files\/([A-Za-z0-9_-]+)$/.exec(path)?.[1];
  if (ticket === undefined) throw new AppError('invalid_argument', 'not the path of a download');
  const response = await transfers.download(ticket);
  if (!response.ok || !response.body)
    throw new AppError('unavailable', `the download failed: ${response.status}`);
  try {
    const body = Readable.fromWeb(response.body as NodeReadableStream<Uint8Array>);
    await pipeline(body, createWriteStream(file), { ...(signal ? { signal } : {}) });
  } catch (error) {
    await rm(file, { force: true });
    throw error;
  }
}
