import { defaultHighlightStyle, HighlightStyle, syntaxHighlighting } from '@codemirror/language';
import { unifiedMergeView } from '@codemirror/merge';
import { search, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, highlightSpecialChars, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';
import { useEffect, useRef } from 'react';
import { jsonTheme } from '../../components/json-view/json-theme';
import { loadLanguage } from './file-language';

export interface TextEditorProps {
  readonly text: string;
  /** Marks what is new against this text. */
  readonly original?: string | undefined;
  /** Chooses the language. */
  readonly name: string;
  readonly label: string;
}

const highlight = HighlightStyle.define([
  {
    tag: [tags.propertyName, tags.attributeName, tags.definition(tags.variableName)],
    color: 'var(--code-property)',
  },
  { tag: [tags.string, tags.special(tags.string)], color: 'var(--code-string)' },
  { tag: [tags.number, tags.atom], color: 'var(--code-number)' },
  { tag: [tags.keyword, tags.bool, tags.null, tags.tagName, tags.heading], color: 'var(--code-keyword)' },
  { tag: [tags.comment, tags.meta], color: 'var(--ink-3)', fontStyle: 'italic' },
  { tag: [tags.punctuation, tags.bracket], color: 'var(--code-punctuation)' },
]);

const diffTheme = EditorView.theme({
  '.cm-panels': { display: 'block', backgroundColor: 'var(--panel)', color: 'var(--ink)' },
  '&.cm-merge-b .cm-changedLine, .cm-inlineChangedLine': { backgroundColor: 'var(--ok-soft)' },
  '&.cm-merge-b .cm-changedText': { background: 'color-mix(in srgb, var(--ok) 28%, transparent)' },
  '.cm-deletedChunk': { backgroundColor: 'var(--bad-soft)' },
  '.cm-deletedChunk .cm-deletedText': { background: 'color-mix(in srgb, var(--bad) 28%, transparent)' },
});

function extensionsOf({ original, label }: TextEditorProps, language: Extension | undefined): Extension {
  return [
    ...(language ? [language] : []),
    syntaxHighlighting(highlight),
    syntaxHighlighting(defaultHighlightStyle, { fallback: true }),
    jsonTheme,
    diffTheme,
    lineNumbers(),
    // Control characters and direction overrides are drawn as signs.
    highlightSpecialChars({ addSpecialChars: /[\u061c\u202a-\u202e\u2066-\u2069]/ }),
    search(),
    keymap.of(searchKeymap),
    EditorState.readOnly.of(true),
    EditorView.editable.of(false),
    EditorView.contentAttributes.of({ 'aria-label': label, 'aria-readonly': 'true', tabindex: '0' }),
    ...(original === undefined
      ? []
      : [unifiedMergeView({ original, mergeControls: false, collapseUnchanged: { margin: 3, minSize: 6 } })]),
  ];
}

/** Text of a file, or its difference to another one: read-only, searchable with Ctrl+F. */
export const TextEditor = (props: TextEditorProps) => {
  const { text, original, name, label } = props;
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    let editor: EditorView | undefined;
    let isEnded = false;
    const show = (language: Extension | undefined): void => {
      if (isEnded || !host.current) return;
      const extensions = extensionsOf({ text, original, name, label }, language);
      editor = new EditorView({ parent: host.current, doc: text, extensions });
    };
    loadLanguage(name).then(show, () => show(undefined));
    return () => {
      isEnded = true;
      editor?.destroy();
    };
  }, [text, original, name, label]);
  return <div ref={host} data-own-keys className="h-full min-h-0 overflow-hidden" />;
};
