import { toAppError } from '../../../common/errors';
import { useClient } from '../../lib/client';
import { useMessages } from '../../lib/messages';
import { useErrorLine } from '../../lib/resources/use-error-line';
import { useSendFile } from '../../lib/resources/use-send-file';
import { toInlineName } from '../../lib/resources/visible-text';
import { useToasts } from '../../lib/toasts';

/** Sends files into a folder, each as one job. What is there already is replaced only when the user says so. */
export function useUpload(
  scope: { readonly engineId: string; readonly id: string },
  path: string,
  onDone: () => void,
) {
  const client = useClient();
  const sendFile = useSendFile();
  const toasts = useToasts();
  const errorLine = useErrorLine();
  const texts = useMessages().files;
  const send = async (file: File, overwrite: boolean): Promise<void> => {
    try {
      const input = { ...scope, path, name: file.name, sizeBytes: file.size, overwrite };
      const ticket = await client.files.upload(input);
      void sendFile(async () => ticket, file).then(onDone);
    } catch (thrown) {
      const isThere = toAppError(thrown).code === 'already_exists';
      toasts.show({
        tone: isThere ? 'warn' : 'bad',
        title: isThere ? texts.exists(toInlineName(file.name)) : texts.uploadFailed(toInlineName(file.name)),
        text: isThere ? '' : errorLine(thrown),
        ...(isThere ? { actions: [{ label: texts.replace, run: () => void send(file, true) }] } : {}),
      });
    }
  };
  return async (files: readonly File[]): Promise<void> => {
    for (const file of files) await send(file, false);
  };
}
