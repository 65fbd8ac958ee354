import { createContext, useContext } from 'react';
import type { TransferTicket } from '../../common/contract/shared';
import type { TrayModel } from '../../common/desktop-contract';
import { AppError } from '../../common/errors';

export interface Notice {
  readonly title: string;
  readonly body: string;
  /** A page of ours that a click opens. */
  readonly path?: string;
}

export interface FilePick {
  /** Endings and media types, as `<input accept>` takes them: `.tar,.gz`. */
  readonly accept: string;
  readonly multiple: boolean;
}

export interface Appearance {
  readonly language: 'en' | 'es';
  readonly theme: 'system' | 'light' | 'dark';
}

/** What the surroundings of the page can do: a desktop window or a browser tab. */
export interface HostServices {
  readonly kind: 'electron' | 'browser';
  /** https only. */
  openExternal(url: string): Promise<void>;
  /** A native notification, or a toast in a browser. */
  notify(notice: Notice): Promise<void>;
  /** Resolves when the download is saved (desktop) or was handed to the browser; false when the user changed their mind. */
  download(ticket: Pick<TransferTicket, 'path'>, fileName: string): Promise<boolean>;
  /** Empty when the user changed their mind. */
  pickFiles(pick: FilePick): Promise<readonly File[]>;
  /** Streams the file from disk; rejects with the back end's AppError. */
  upload(ticket: Pick<TransferTicket, 'path'>, file: Blob, signal?: AbortSignal): Promise<void>;
  copy(text: string): Promise<void>;
  /** Nothing in a browser. */
  setTray(model: TrayModel): Promise<void>;
  /** Nothing in a browser. */
  setAppearance(appearance: Appearance): Promise<void>;
}

const HostContext = createContext<HostServices | undefined>(undefined);
export const HostProvider = HostContext.Provider;

export function useHost(): HostServices {
  const host = useContext(HostContext);
  if (!host) throw new AppError('internal', 'there is no HostProvider above this component');
  return host;
}
