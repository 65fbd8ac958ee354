import type { DesktopClient } from './desktop-bridge';
import type { HostServices } from './host-services';
import { copyText, pickFiles, toTransferUrl, uploadFile } from './page-files';

/** The services of a desktop window, by the main process. */
export function createElectronHost(desktop: DesktopClient): HostServices {
  return {
    kind: 'electron',
    openExternal: (url) => desktop.openExternal({ url }),
    notify: (notice) => desktop.notify(notice),
    download: async (ticket, fileName) => {
      const { savedAs } = await desktop.saveDownload({
        path: toTransferUrl(ticket.path),
        suggestedName: fileName.slice(0, 255),
      });
      return savedAs !== undefined;
    },
    pickFiles,
    upload: (ticket, file, signal) => uploadFile(ticket.path, file, signal),
    copy: copyText,
    setTray: (model) => desktop.setTray(model),
    setAppearance: (appearance) => desktop.setAppearance(appearance),
  };
}
