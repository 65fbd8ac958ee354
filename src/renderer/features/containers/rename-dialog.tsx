import { useRef, useState } from 'react';
import type { ContainerSummary } from '../../../common/contract/containers';
import { Field } from '../../components/field';
import { FormDialog } from '../../components/form-dialog';
import { TextInput } from '../../components/text-input';
import { useClient } from '../../lib/client';
import { toFailureToast } from '../../lib/jobs';
import { useMessages } from '../../lib/messages';
import { useErrorLine } from '../../lib/resources/use-error-line';
import { useFormLabels } from '../../lib/resources/use-resource-labels';
import { toInlineName } from '../../lib/resources/visible-text';
import { useToasts } from '../../lib/toasts';
import { isContainerName } from './container-rules';

/** Renames, and offers to take it back. */
function useRename(engineId: string, id: string): (from: string, to: string) => Promise<void> {
  const client = useClient();
  const toasts = useToasts();
  const messages = useMessages();
  const rename = async (from: string, to: string, isUndo = false): Promise<void> => {
    await client.containers.rename({ engineId, id, name: to });
    const undo = (): void => {
      rename(to, from, true).catch((thrown: unknown) => toasts.show(toFailureToast(messages, thrown)));
    };
    toasts.show({
      tone: 'ok',
      title: messages.containers.renameDialog.done(toInlineName(from), toInlineName(to)),
      ...(isUndo ? {} : { actions: [{ label: messages.jobs.undo, run: undo }] }),
    });
  };
  return rename;
}

export interface RenameDialogProps {
  readonly engineId: string;
  readonly target: ContainerSummary;
  readonly onClose: () => void;
}

/** Checks the name while it is typed; what the engine says about it stays in the dialog. */
export const RenameDialog = ({ engineId, target, onClose }: RenameDialogProps) => {
  const { renameDialog } = useMessages().containers;
  const rename = useRename(engineId, target.id);
  const describeError = useErrorLine();
  const labels = useFormLabels(renameDialog.confirm);
  const field = useRef<HTMLInputElement>(null);
  const [name, setName] = useState(target.name);
  const [tried, setTried] = useState(false);
  const unchanged = name === target.name;
  const valid = isContainerName(name);
  const error = unchanged
    ? tried
      ? renameDialog.same
      : undefined
    : valid
      ? undefined
      : renameDialog.invalid;
  const validate = (): boolean => {
    setTried(true);
    return valid && !unchanged;
  };
  return (
    <FormDialog
      title={renameDialog.title(toInlineName(target.name))}
      description={renameDialog.text}
      initialFocus={field}
      onClose={onClose}
      validate={validate}
      onSubmit={() => rename(target.name, name)}
      describeError={describeError}
      labels={labels}
    >
      <Field label={renameDialog.label} error={error} required>
        <TextInput
          ref={field}
          value={name}
          onChange={setName}
          onFocus={(event) => event.target.select()}
          mono
          autoComplete="off"
        />
      </Field>
    </FormDialog>
  );
};
