import { CopyButton } from '../../components/copy-button';
import { useCopyLabels } from '../../lib/labels';
import { toVisibleLines } from '../../lib/resources/visible-text';

/** A text to copy, with line breaks: nothing in it stays hidden to the eye, and what is copied is the text itself. */
export const CodeBlock = ({ text }: { readonly text: string }) => (
  <div className="relative rounded-md border border-line bg-sunk">
    <pre className="m-0 p-2.5 pr-9 font-mono text-sm whitespace-pre-wrap [overflow-wrap:anywhere]">
      {toVisibleLines(text)}
    </pre>
    <div className="absolute top-1 right-1">
      <CopyButton value={text} labels={useCopyLabels()} />
    </div>
  </div>
);
