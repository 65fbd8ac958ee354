import { useMemo } from 'react';
import type { PathMark, ViewSpec } from '../../../common/contract/layer-tree';
import { useSearchState } from '../../lib/search-state';
import { parseBytes } from './parse-bytes';

export const markOrder = [
  'added',
  'content',
  'metadata',
  'rewritten',
  'type',
  'removed',
  'unchanged',
] as const;
export const syntaxes = ['text', 'glob', 'regex'] as const;

export interface TreeQuery {
  readonly mode: ViewSpec['mode'];
  readonly layer: number;
  readonly flat: boolean;
  readonly sort: 'name' | 'size';
  readonly text: string;
  readonly syntax: (typeof syntaxes)[number];
  readonly marks: readonly PathMark[];
  /** As it was typed; what is no size does not count. */
  readonly minSize: string;
}

/** What the back end is asked for. The whole image has no marks. */
export function toViewSpec({ mode, layer, flat, sort, text, syntax, marks, minSize }: TreeQuery): ViewSpec {
  const minBytes = parseBytes(minSize);
  const wanted = mode === 'final' ? [] : [...marks];
  const filter = {
    text,
    syntax,
    ...(wanted.length > 0 ? { marks: wanted } : {}),
    ...(minBytes === undefined ? {} : { minBytes }),
  };
  return { mode, layer, flat, sort, filter };
}

export function isMark(text: string): text is PathMark {
  return markOrder.some((mark) => mark === text);
}

/** What is set above the tree; it lives in the address. */
export function useTreeQuery(mode: ViewSpec['mode'], layer: number) {
  const [list, setList] = useSearchState('list', 'tree');
  const [order, setSort] = useSearchState('sort', '');
  const [text, setText] = useSearchState('q', '');
  const [syntaxText, setSyntax] = useSearchState('syntax', 'text');
  const [markText, setMarks] = useSearchState('marks', '');
  const [minSize, setMinSize] = useSearchState('min', '');
  const flat = list === 'flat';
  const sort = order === 'name' || order === 'size' ? order : flat ? 'size' : 'name';
  const syntax = syntaxes.find((known) => known === syntaxText) ?? 'text';
  const marks = useMemo(() => markText.split(',').filter(isMark), [markText]);
  const query = useMemo(
    () => ({ mode, layer, flat, sort, text, syntax, marks, minSize }) as const,
    [mode, layer, flat, sort, text, syntax, marks, minSize],
  );
  const spec = useMemo(() => toViewSpec(query), [query]);
  return { query, spec, setList, setSort, setText, setSyntax, setMarks, setMinSize };
}

export type TreeControls = ReturnType<typeof useTreeQuery>;
