import { useQuery } from '@tanstack/react-query';
import { ErrorState } from '../../../components/error-state';
import { SkeletonText } from '../../../components/skeleton';
import { TextEditor } from '../../../files/view/text-editor';
import { useErrorView } from '../../../lib/labels';
import { useMessages } from '../../../lib/messages';
import { useApi } from '../../../lib/query';
import type { FileChange } from './compare-files';

/** One image's version; nothing where it has none. */
function useSide(analysisId: string, layer: number | undefined, node: number | undefined) {
  const isThere = layer !== undefined && node !== undefined;
  const input = { analysisId, layer: layer ?? 0, node: node ?? 0 };
  const query = useQuery({ ...useApi().layers.preview.queryOptions({ input }), enabled: isThere });
  return { isThere, data: query.data, error: query.error };
}

/** Both images' version of a file, line by line. A file that only one has is all new, or all gone. */
export const FileDiff = (props: {
  readonly first: string;
  readonly second: string;
  readonly change: FileChange;
}) => {
  const { change } = props;
  const { compare: texts } = useMessages().findings;
  const first = useSide(props.first, change.firstLayer, change.firstNode);
  const second = useSide(props.second, change.secondLayer, change.secondNode);
  const failure = useErrorView(first.error ?? second.error);
  if (first.error || second.error) return <ErrorState {...failure} />;
  const sides = [first, second].filter(({ isThere }) => isThere);
  if (sides.some(({ data }) => data === undefined)) return <SkeletonText label={texts.loadingDiff} />;
  const isText = sides.every(({ data }) => data?.kind === 'text' || data?.kind === 'empty');
  if (!isText || sides.length === 0) return <p className="m-0 p-4 text-ink-2">{texts.notText}</p>;
  return (
    <TextEditor
      text={second.data?.text ?? ''}
      original={first.data?.text ?? ''}
      name={change.path}
      label={texts.diffOf(change.path)}
    />
  );
};
