import { json } from '@codemirror/lang-json';
import { codeFolding, foldGutter, foldKeymap, syntaxHighlighting } from '@codemirror/language';
import { openSearchPanel, SearchQuery, search, setSearchQuery } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, keymap, lineNumbers } from '@codemirror/view';
import { jsonHighlight, jsonTheme } from './json-theme';

// Matches are only marked while CodeMirror's own panel is open; ours is the toolbar, so the panel is empty.
const hiddenPanel = search({ createPanel: () => ({ dom: document.createElement('div') }) });

/** Read-only, foldable JSON that can be focused and scrolled by keyboard. */
export const jsonExtensions = (label: string, onUpdate: (view: EditorView) => void): Extension => [
  json(),
  syntaxHighlighting(jsonHighlight),
  jsonTheme,
  lineNumbers(),
  foldGutter(),
  codeFolding(),
  hiddenPanel,
  keymap.of(foldKeymap),
  EditorState.readOnly.of(true),
  EditorView.editable.of(false),
  EditorView.lineWrapping,
  EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true', tabindex: '0' }),
  EditorView.updateListener.of((update) => {
    if (update.selectionSet || update.transactions.length > 0) onUpdate(update.view);
  }),
];

export const setQuery = (view: EditorView, text: string): void => {
  openSearchPanel(view);
  view.dispatch({
    effects: setSearchQuery.of(new SearchQuery({ search: text, caseSensitive: false, literal: true })),
  });
};

export interface MatchCount {
  /** From 1; 0 when the selection is on none. */
  readonly current: number;
  readonly total: number;
}

// Counting further would take long on a large document and say nothing more.
const most = 9999;

export const countMatches = (view: EditorView, text: string): MatchCount => {
  if (text === '') return { current: 0, total: 0 };
  const cursor = new SearchQuery({ search: text, caseSensitive: false, literal: true }).getCursor(view.state);
  const { from } = view.state.selection.main;
  let [total, current] = [0, 0];
  for (let match = cursor.next(); !match.done && total < most; match = cursor.next()) {
    total += 1;
    if (match.value.from === from && !view.state.selection.main.empty) current = total;
  }
  return { current, total };
};
