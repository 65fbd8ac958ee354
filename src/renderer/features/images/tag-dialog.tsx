import { useRef, useState } from 'react';
import type { ImageSummary } from '../../../common/contract/images';
import { formatFamiliarReference, tryParseReference, withDefaultTag } from '../../../common/oci/reference';
import { Field } from '../../components/field';
import { FormDialog } from '../../components/form-dialog';
import { TextInput } from '../../components/text-input';
import { useClient } from '../../lib/client';
import { useImages } from '../../lib/live-list';
import { useMessages } from '../../lib/messages';
import { useErrorLine } from '../../lib/resources/use-error-line';
import { useFormLabels } from '../../lib/resources/use-resource-labels';
import { useRunJob } from '../../lib/resources/use-run-job';
import { toInlineName } from '../../lib/resources/visible-text';
import { useToasts } from '../../lib/toasts';
import { imageName } from './image-rules';
import { referenceError } from './reference-error';

export interface TagDialogProps {
  readonly engineId: string;
  readonly image: ImageSummary;
  readonly onClose: () => void;
}

/** The complete familiar form of what was typed; undefined while it is no reference. */
function toTag(text: string): string | undefined {
  const reference = tryParseReference(text.trim());
  return reference && formatFamiliarReference(withDefaultTag(reference));
}

/** Tags, and offers to take it back where the tag was free. */
function useTag({ engineId, image }: TagDialogProps) {
  const client = useClient();
  const toasts = useToasts();
  const run = useRunJob();
  const { images, jobs } = useMessages();
  return async (tag: string, wasTaken: boolean): Promise<void> => {
    await client.images.tag({ engineId, id: image.id, reference: tag });
    const undo = (): void => {
      void run(() => client.images.remove({ engineId, ids: [tag] }));
    };
    toasts.show({
      tone: 'ok',
      title: images.tagDialog.done(toInlineName(imageName(image)), tag),
      ...(wasTaken ? {} : { actions: [{ label: jobs.undo, run: undo }] }),
    });
  };
}

/** Gives an image one more name. */
export const TagDialog = (props: TagDialogProps) => {
  const { engineId, image, onClose } = props;
  const messages = useMessages();
  const { tagDialog } = messages.images;
  const images = useImages(engineId);
  const tag = useTag(props);
  const describeError = useErrorLine();
  const labels = useFormLabels(tagDialog.confirm);
  const field = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(image.tags[0] ?? '');
  const [tried, setTried] = useState(false);
  const wanted = toTag(text);
  const error = referenceError(messages, text);
  const owner = images.items.find((other) => wanted !== undefined && other.tags.includes(wanted));
  const isTaken = owner !== undefined && owner.id !== image.id;
  const validate = (): boolean => {
    setTried(true);
    return error === undefined;
  };
  return (
    <FormDialog
      title={tagDialog.title(toInlineName(imageName(image)))}
      description={tagDialog.text}
      initialFocus={field}
      onClose={onClose}
      validate={validate}
      onSubmit={() => tag(wanted ?? text, owner !== undefined)}
      describeError={describeError}
      labels={labels}
    >
      <Field
        label={tagDialog.label}
        description={isTaken ? tagDialog.taken(toInlineName(imageName(owner))) : tagDialog.hint}
        error={text === '' && !tried ? undefined : error}
        required
      >
        <TextInput ref={field} value={text} onChange={setText} mono autoComplete="off" />
      </Field>
    </FormDialog>
  );
};
