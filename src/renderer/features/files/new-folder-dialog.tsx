import { useState } from 'react';
import { Field } from '../../components/field';
import { FormDialog } from '../../components/form-dialog';
import { TextInput } from '../../components/text-input';
import { useClient } from '../../lib/client';
import { useMessages } from '../../lib/messages';
import { useErrorLine } from '../../lib/resources/use-error-line';
import { useFormLabels } from '../../lib/resources/use-resource-labels';

export interface NewFolderDialogProps {
  readonly engineId: string;
  readonly id: string;
  readonly path: string;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** Makes a folder in the one that is shown. */
export const NewFolderDialog = ({ engineId, id, path, onDone, onClose }: NewFolderDialogProps) => {
  const texts = useMessages().files;
  const client = useClient();
  const describeError = useErrorLine();
  const labels = useFormLabels(texts.make);
  const [name, setName] = useState('');
  const isGood = name !== '' && !name.includes('/') && name !== '.' && name !== '..';
  return (
    <FormDialog
      title={texts.newFolder}
      description={texts.newFolderText}
      onClose={onClose}
      validate={() => isGood}
      onSubmit={async () => {
        await client.files.makeFolder({ engineId, id, path, name });
        onDone();
      }}
      describeError={describeError}
      labels={labels}
    >
      <Field label={texts.columns.name} error={name === '' || isGood ? undefined : texts.badName} required>
        <TextInput value={name} onChange={setName} mono autoComplete="off" />
      </Field>
    </FormDialog>
  );
};
