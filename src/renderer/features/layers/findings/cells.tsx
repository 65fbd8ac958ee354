import { useMessages } from '../../../lib/messages';
import { toVisibleText } from '../../../lib/resources/visible-text';
import { toInstructionLine } from './instruction';

/** A path of an image: the folders quiet, the name in full ink; what does not fit is cut in the folders. */
export const PathText = ({ path }: { readonly path: string }) => {
  const text = toVisibleText(path);
  const at = text.lastIndexOf('/') + 1;
  return (
    <code className="flex min-w-0" title={`/${text}`}>
      <span className="min-w-0 shrink truncate text-ink-3">/{text.slice(0, at)}</span>
      <span className="max-w-full shrink-0 truncate">{text.slice(at)}</span>
    </code>
  );
};

/** An instruction of the history in one line; all of it on hover. */
export const InstructionText = ({ createdBy }: { readonly createdBy: string | undefined }) => {
  const { noInstruction } = useMessages().findings;
  if (createdBy === undefined || createdBy === '') {
    return (
      <span className="text-ink-3" title={noInstruction}>
        –<span className="sr-only"> {noInstruction}</span>
      </span>
    );
  }
  const text = toVisibleText(toInstructionLine(createdBy));
  return (
    <code className="min-w-0 truncate" title={text}>
      {text}
    </code>
  );
};

/** The number of a layer, from 1, as the stack counts them. */
export const LayerNumber = ({ layer }: { readonly layer: number }) => {
  const texts = useMessages().findings;
  return <span className="truncate text-ink-2">{texts.layer(layer + 1)}</span>;
};
