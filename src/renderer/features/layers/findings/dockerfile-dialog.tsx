import { useState } from 'react';
import { Field } from '../../../components/field';
import { FileDropZone } from '../../../components/file-drop-zone';
import { FormDialog } from '../../../components/form-dialog';
import { TextArea } from '../../../components/text-area';
import { useMessages } from '../../../lib/messages';
import { useErrorLine } from '../../../lib/resources/use-error-line';
import { useFormLabels } from '../../../lib/resources/use-resource-labels';

/** More is no Dockerfile; the contract takes 1,000,000 characters. */
export const maxDockerfileBytes = 500_000;

export interface GivenDockerfile {
  /** Of the file; absent for pasted text. */
  readonly name?: string | undefined;
  readonly text: string;
}

export interface DockerfileDialogProps {
  readonly onGiven: (given: GivenDockerfile) => void;
  readonly onClose: () => void;
}

/** Asks for the Dockerfile that the image was built from: a file, or its text. */
export const DockerfileDialog = ({ onGiven, onClose }: DockerfileDialogProps) => {
  const texts = useMessages().findings.dockerfile;
  const [text, setText] = useState('');
  const [error, setError] = useState<string>();
  const take = async (file: File): Promise<void> => {
    if (file.size > maxDockerfileBytes) setError(texts.tooLarge);
    else onGiven({ name: file.name, text: await file.text() });
  };
  return (
    <FormDialog
      size="md"
      title={texts.openTitle}
      description={texts.openText}
      onClose={onClose}
      validate={() => {
        if (text.trim() !== '') return true;
        setError(texts.empty);
        return false;
      }}
      onSubmit={async () => onGiven({ text })}
      describeError={useErrorLine()}
      labels={useFormLabels(texts.use)}
    >
      <FileDropZone
        labels={{ drop: texts.drop, browse: texts.browse }}
        onFiles={([file]) => (file ? void take(file) : undefined)}
      />
      <Field label={texts.paste} error={error}>
        <TextArea
          mono
          rows={8}
          value={text}
          onChange={(next) => {
            setText(next);
            setError(undefined);
          }}
          placeholder="FROM debian:12"
        />
      </Field>
    </FormDialog>
  );
};
