import { ChevronDown, ChevronRight } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { LayerSummary, LayerUsers } from '../../../common/contract/layer-analysis';
import { CopyButton } from '../../components/copy-button';
import { useCopyLabels } from '../../lib/labels';
import { useFormat, useMessages } from '../../lib/messages';
import { toShortId, toVisibleLines, toVisibleText } from '../../lib/resources/visible-text';
import { toInstruction } from './layer-rules';

const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <>
    <dt className="text-sm leading-6 text-ink-3">{label}</dt>
    <dd className="m-0 flex min-w-0 flex-wrap items-center gap-x-2 leading-6">{children}</dd>
  </>
);

const Digest = ({ label, value }: { readonly label: string; readonly value: string }) => {
  const copy = useCopyLabels();
  return (
    <Fact label={label}>
      <code title={value}>{toShortId(value)}</code>
      <CopyButton value={value} labels={{ ...copy, copy: `${copy.copy}: ${label}` }} />
    </Fact>
  );
};

const Instruction = ({ text }: { readonly text: string }) => {
  const { facts } = useMessages().layers;
  const copy = useCopyLabels();
  return (
    <div className="flex items-start gap-1 rounded-md border border-line bg-sunk pl-2.5">
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
        tabIndex={0}
        aria-label={facts.instruction}
        className="focus-inset max-h-28 min-w-0 flex-1 overflow-auto"
      >
        <pre className="m-0 py-1 text-sm break-words whitespace-pre-wrap">{toVisibleLines(text)}</pre>
      </section>
      <CopyButton value={text} labels={{ ...copy, copy: facts.copyInstruction }} />
    </div>
  );
};

const Sizes = ({ layer }: { readonly layer: LayerSummary }) => {
  const { facts, files } = useMessages().layers;
  const format = useFormat();
  const { storedBytes, compressedBytes, figures, mediaType } = layer;
  return (
    <>
      {storedBytes === undefined ? undefined : (
        <Fact label={facts.size}>
          <span title={format.exactBytes(storedBytes)}>
            {facts.stored(format.bytes(storedBytes), files(layer.files ?? 0))}
          </span>
        </Fact>
      )}
      {compressedBytes === undefined ? undefined : (
        <Fact label={facts.compressed}>
          <span title={format.exactBytes(compressedBytes)}>{format.bytes(compressedBytes)}</span>
        </Fact>
      )}
      {mediaType === undefined ? undefined : (
        <Fact label={facts.mediaType}>
          <code className="break-all">{toVisibleText(mediaType)}</code>
        </Fact>
      )}
      {figures && figures.hides.length > 0 ? (
        <Fact label={facts.hides}>
          {format.list(
            figures.hides.map(({ bytes, layer: hidden }) => facts.hidesOf(format.bytes(bytes), hidden + 1)),
          )}
        </Fact>
      ) : undefined}
    </>
  );
};

const Problems = ({ layer }: { readonly layer: LayerSummary }) => {
  const { facts } = useMessages().layers;
  const missed = layer.figures?.missedWhiteouts ?? 0;
  if (layer.problems.length === 0 && missed === 0) return undefined;
  return (
    <Fact label={facts.problems}>
      {layer.problems.map(({ kind, count, paths }) => (
        <span key={kind} className="text-warn" title={paths.map(toVisibleText).join('\n')}>
          {facts.problem(count, kind)}
        </span>
      ))}
      {missed > 0 ? <span className="text-warn">{facts.missed(missed)}</span> : undefined}
    </Fact>
  );
};

interface LayerFactsProps {
  readonly layer: LayerSummary;
  readonly users: LayerUsers[number]['images'];
}

/** Pixels; in a window that is lower the stack needs the place, and the facts open by a click. */
const lowWindow = 760;

/** All that is known of one layer; can be folded. */
export const LayerFacts = ({ layer, users }: LayerFactsProps) => {
  const { facts } = useMessages().layers;
  const [isOpen, setOpen] = useState(() => window.innerHeight >= lowWindow);
  const title = facts.title(layer.number + 1);
  return (
    <section
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
      tabIndex={0}
      aria-label={title}
      className="focus-inset max-h-[38%] shrink-0 overflow-auto border-t border-line px-3 py-2"
    >
      <h2 className="m-0 text-base font-semibold">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
          className="focus-inset flex w-full items-center gap-1 rounded-xs text-left"
        >
          {isOpen ? <ChevronDown aria-hidden size={14} /> : <ChevronRight aria-hidden size={14} />}
          {title}
        </button>
      </h2>
      {isOpen ? <Details layer={layer} users={users} /> : undefined}
    </section>
  );
};

const Details = ({ layer, users }: LayerFactsProps) => {
  const { facts } = useMessages().layers;
  const format = useFormat();
  return (
    <div className="mt-1.5">
      {!layer.createdBy ? undefined : <Instruction text={toInstruction(layer.createdBy)} />}
      <dl className="m-0 mt-1.5 grid grid-cols-[92px_minmax(0,1fr)] gap-x-3">
        <Sizes layer={layer} />
        {users.length > 0 ? (
          <Fact label={facts.sharedWith}>
            <span className="break-words">{users.map(({ name }) => toVisibleText(name)).join(', ')}</span>
          </Fact>
        ) : undefined}
        {layer.createdAt === undefined ? undefined : (
          <Fact label={facts.created}>{format.dateTime(layer.createdAt)}</Fact>
        )}
        {layer.digest === undefined ? undefined : <Digest label={facts.digest} value={layer.digest} />}
        <Digest label={facts.diffId} value={layer.diffId} />
        <Problems layer={layer} />
      </dl>
    </div>
  );
};
