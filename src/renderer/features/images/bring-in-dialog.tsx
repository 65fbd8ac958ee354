import { useState } from 'react';
import { FormDialog } from '../../components/form-dialog';
import { SegmentedControl } from '../../components/segmented-control';
import { useMessages } from '../../lib/messages';
import { useErrorLine } from '../../lib/resources/use-error-line';
import { useFormLabels } from '../../lib/resources/use-resource-labels';
import { FileField } from './file-field';
import { ImportFields } from './import-fields';
import { emptyImport, type ImportForm, importErrors } from './import-form';
import { useBringIn } from './use-bring-in';

export interface BringInDialogProps {
  readonly engineId: string;
  /** What was dropped on the page. */
  readonly initialFiles: readonly File[];
  readonly onClose: () => void;
}

type Mode = 'load' | 'import';

/** Loads archives with images, or imports a file system as an image. */
export const BringInDialog = ({ engineId, initialFiles, onClose }: BringInDialogProps) => {
  const messages = useMessages();
  const texts = messages.images.bringIn;
  const { load, importFile } = useBringIn(engineId);
  const describeError = useErrorLine();
  const [mode, setMode] = useState<Mode>('load');
  const labels = useFormLabels(mode === 'load' ? texts.confirmLoad : texts.confirmImport);
  const [files, setFiles] = useState(initialFiles);
  const [form, setForm] = useState<ImportForm>(emptyImport);
  const [tried, setTried] = useState(false);
  // An import makes one image of one file.
  const chosen = mode === 'load' ? files : files.slice(0, 1);
  const errors = importErrors(messages, form);
  const validate = (): boolean => {
    setTried(true);
    return chosen.length > 0 && (mode === 'load' || Object.keys(errors).length === 0);
  };
  return (
    <FormDialog
      size="md"
      title={texts.title}
      description={mode === 'load' ? texts.loadText : texts.importText}
      onClose={onClose}
      validate={validate}
      onSubmit={() => (mode === 'load' ? load(chosen) : importFile(chosen, form))}
      describeError={describeError}
      labels={labels}
    >
      <SegmentedControl
        label={texts.mode}
        value={mode}
        onChange={setMode}
        options={[
          { value: 'load', label: texts.load },
          { value: 'import', label: texts.import },
        ]}
      />
      <FileField
        files={chosen}
        multiple={mode === 'load'}
        onChange={setFiles}
        error={tried && chosen.length === 0 ? texts.missing : undefined}
      />
      {mode === 'import' ? <ImportFields form={form} errors={errors} onChange={setForm} /> : undefined}
    </FormDialog>
  );
};
