import type { VolumeRemovalPreview } from '../../../common/contract/volumes';
import { ItemLines } from '../../components/item-lines';
import { TextLink } from '../../components/link';
import { enginePath } from '../../lib/engine';
import { useFormat, useMessages } from '../../lib/messages';
import { toVolumeName } from '../../lib/resources/use-relations';
import { toVisibleText } from '../../lib/resources/visible-text';

interface LinesProps {
  readonly previews: readonly VolumeRemovalPreview[];
}

/** What each volume holds. */
export const LossLines = ({ previews }: LinesProps) => {
  const { common, volumes } = useMessages();
  const format = useFormat();
  return (
    <ItemLines
      label={volumes.removeDialog.list}
      items={previews.map(({ name, sizeBytes }) => ({
        id: name,
        label: toVolumeName(name),
        detail:
          sizeBytes === undefined ? (
            <span title={common.notMeasured}>–</span>
          ) : (
            <span title={format.exactBytes(sizeBytes)}>{format.bytes(sizeBytes)}</span>
          ),
      }))}
    />
  );
};

/** Which containers mount each volume, with links that lead there. */
export const BlockedLines = (
  props: LinesProps & { readonly engineId: string; readonly onLeave: () => void },
) => {
  const { previews, engineId, onLeave } = props;
  const { volumes } = useMessages();
  const { removeDialog } = volumes;
  return (
    <ItemLines
      label={volumes.details.containers}
      items={previews.map(({ name, usedBy }) => ({
        id: name,
        label: toVolumeName(name),
        note: (
          <span className="flex flex-wrap gap-x-3">
            {usedBy.map((user) => (
              <span key={user.id}>
                <TextLink href={enginePath(engineId, 'containers', user.id)} onClick={onLeave}>
                  {toVisibleText(user.name)}
                </TextLink>{' '}
                ({user.running ? removeDialog.running : removeDialog.stopped})
              </span>
            ))}
          </span>
        ),
      }))}
    />
  );
};
