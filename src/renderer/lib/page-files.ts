import { AppError, fromWireError, isErrorCode } from '../../common/errors';
import type { FilePick } from './host-services';

/** Tickets say their path from the page's origin on, with or without the first slash. */
export function toTransferUrl(path: string): string {
  return `/${path.replace(/^\/+/, '')}`;
}

/** Asks for files with the page's own input. Empty when the user changed their mind. */
export function pickFiles({ accept, multiple }: FilePick): Promise<readonly File[]> {
  return new Promise((resolve) => {
    const input = document.createElement('input');
    input.type = 'file';
    input.accept = accept;
    input.multiple = multiple;
    input.hidden = true;
    const finish = (): void => {
      resolve([...(input.files ?? [])]);
      input.remove();
    };
    input.addEventListener('change', finish, { once: true });
    input.addEventListener('cancel', finish, { once: true });
    // Attached, or it may be collected while the dialog is open.
    document.body.append(input);
    input.click();
  });
}

/**
 * Sends a file's bytes; the browser reads them from disk as they go.
 * @throws AppError what the back end answered, `canceled`, or `unavailable` when the connection broke
 */
export async function uploadFile(path: string, file: Blob, signal?: AbortSignal): Promise<void> {
  let response: Response;
  try {
    response = await fetch(toTransferUrl(path), {
      method: 'POST',
      body: file,
      headers: { 'content-type': 'application/octet-stream' },
      ...(signal ? { signal } : {}),
    });
  } catch (cause) {
    if (signal?.aborted) throw new AppError('canceled', 'the upload was canceled', { cause });
    throw new AppError('unavailable', 'the upload was interrupted', { cause });
  }
  if (!response.ok) throw await readError(response);
}

/** The error of an answer: `{code, message}` or `{error: {code, message}}`, else by its status. */
export async function readError(response: Response): Promise<AppError> {
  const body: unknown = await response.json().catch(() => undefined);
  const error = isRecord(body) && isRecord(body.error) ? body.error : body;
  if (isRecord(error) && isErrorCode(error.code)) {
    return fromWireError({ code: error.code, message: String(error.message ?? '') });
  }
  const code =
    response.status === 401
      ? 'unauthenticated'
      : response.status === 403
        ? 'permission_denied'
        : 'unavailable';
  return new AppError(code, `the server answered ${response.status}`);
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

/** Puts a text on the clipboard. Without permission for it, through a selection. */
export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch (cause) {
    const focused = document.activeElement;
    const area = document.createElement('textarea');
    area.value = text;
    area.style.position = 'fixed';
    area.style.opacity = '0';
    document.body.append(area);
    area.select();
    const copied = document.execCommand('copy');
    area.remove();
    // The selection took it from where the user was typing.
    if (focused instanceof HTMLElement) focused.focus();
    if (!copied) throw new AppError('permission_denied', 'the clipboard is not accessible', { cause });
  }
}
