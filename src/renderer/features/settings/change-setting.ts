import type { SettingsPatch } from '../../../common/contract/settings';
import { toAppError } from '../../../common/errors';
import { describeError } from '../../lib/error-text';
import { useMessages } from '../../lib/messages';
import { useSettings } from '../../lib/preferences';
import { useToasts } from '../../lib/toasts';

/** Changes a setting; says so when it could not be kept (it has then gone back by itself). */
export function useChangeSetting(): (patch: SettingsPatch) => void {
  const { update } = useSettings();
  const messages = useMessages();
  const toasts = useToasts();
  return (patch) => {
    update(patch).catch((thrown: unknown) => {
      const full = toAppError(thrown).code === 'resource_exhausted';
      const { engineWords = '' } = describeError(messages, thrown);
      toasts.show({
        tone: 'bad',
        title: messages.settings.saveFailed,
        text: full ? messages.errors.diskFull : engineWords,
      });
    });
  };
}
