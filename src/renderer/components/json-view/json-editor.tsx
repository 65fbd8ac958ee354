import { foldAll, unfoldAll } from '@codemirror/language';
import { findNext, findPrevious } from '@codemirror/search';
import { EditorView } from '@codemirror/view';
import { ChevronDown, ChevronUp, FoldVertical, UnfoldVertical } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { CopyButton } from '../copy-button';
import { IconButton } from '../icon-button';
import { SearchInput } from '../search-input';
import { countMatches, jsonExtensions, type MatchCount, setQuery } from './json-editor-state';
import type { JsonViewLabels } from './json-labels';

export interface JsonEditorProps {
  readonly text: string;
  readonly labels: JsonViewLabels;
}

const noMatch: MatchCount = { current: 0, total: 0 };

/** The CodeMirror view of one element; made once, the text is replaced when it changes. */
const useEditor = (text: string, label: string) => {
  const host = useRef<HTMLDivElement>(null);
  const [view, setView] = useState<EditorView | undefined>(undefined);
  const [version, setVersion] = useState(0);
  useEffect(() => {
    if (!host.current) return;
    const extensions = jsonExtensions(label, () => setVersion((count) => count + 1));
    const editor = new EditorView({ parent: host.current, extensions });
    setView(editor);
    return () => editor.destroy();
  }, [label]);
  useEffect(() => {
    if (!view || view.state.doc.toString() === text) return;
    view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
  }, [view, text]);
  return { host, view, version };
};

/** Search in the text: the matches are marked, Enter and the arrows go through them. */
const useSearch = (view: EditorView | undefined, version: number) => {
  const [query, setQueryText] = useState('');
  const [count, setCount] = useState(noMatch);
  useEffect(() => {
    if (!view) return;
    setQuery(view, query);
  }, [view, query]);
  useEffect(() => {
    // The version counts updates of the editor; the count depends on its text and selection.
    if (view && version >= 0) setCount(countMatches(view, query));
  }, [view, query, version]);
  return { query, setQueryText, count };
};

/** JSON with folding and search. Loaded on demand through JsonView. */
export const JsonEditor = ({ text, labels }: JsonEditorProps) => {
  const { host, view, version } = useEditor(text, labels.text);
  const { query, setQueryText, count } = useSearch(view, version);
  const run = (command: (target: EditorView) => boolean) => (): void => {
    if (view) command(view);
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <div className="flex shrink-0 items-center gap-1 border-b border-line bg-panel px-3 py-1.5">
        <SearchInput
          value={query}
          onChange={setQueryText}
          labels={labels.search}
          shortcut="/"
          onLeave={run(findNext)}
        />
        <span role="status" className="tabular min-w-16 px-1 text-sm text-ink-3">
          {query === '' ? '' : labels.matches(count.current, count.total)}
        </span>
        <IconButton
          icon={ChevronUp}
          label={labels.previous}
          onClick={run(findPrevious)}
          disabled={count.total === 0}
        />
        <IconButton
          icon={ChevronDown}
          label={labels.next}
          onClick={run(findNext)}
          disabled={count.total === 0}
        />
        <span className="ml-auto" />
        <IconButton icon={FoldVertical} label={labels.foldAll} onClick={run(foldAll)} />
        <IconButton icon={UnfoldVertical} label={labels.unfoldAll} onClick={run(unfoldAll)} />
        <CopyButton value={text} labels={labels} size="md" text />
      </div>
      <div ref={host} data-own-keys className="min-h-0 flex-1 overflow-hidden" />
    </div>
  );
};
