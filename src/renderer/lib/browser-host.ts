import { AppError } from '../../common/errors';
import type { HostServices } from './host-services';
import { copyText, pickFiles, toTransferUrl, uploadFile } from './page-files';
import type { Toasts } from './toasts';

/** Only https leaves the program: addresses come from image labels and the like. */
export function requireHttps(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed?.protocol !== 'https:')
    throw new AppError('invalid_argument', 'only https addresses are opened');
  return parsed.href;
}

/** The services of a browser tab. It asks for no permission: what would be a notification is a toast. */
export function createBrowserHost(toasts: Toasts): HostServices {
  return {
    kind: 'browser',
    openExternal: async (url) => {
      window.open(requireHttps(url), '_blank', 'noopener,noreferrer');
    },
    notify: async ({ title, body }) => toasts.show({ tone: 'info', title, text: body }),
    download: async (ticket, fileName) => {
      const link = document.createElement('a');
      link.href = toTransferUrl(ticket.path);
      link.download = fileName;
      link.click();
      return true;
    },
    pickFiles,
    upload: (ticket, file, signal) => uploadFile(ticket.path, file, signal),
    copy: copyText,
    setTray: async () => undefined,
    setAppearance: async () => undefined,
  };
}
