import type { Sharing } from '../../../../common/contract/layer-findings';
import { BytesCell } from '../../../components/data-table/cells';
import { BareLink } from '../../../components/link';
import type { WindowColumn } from '../../../components/window-table';
import { enginePath } from '../../../lib/engine-path';
import type { Format, Messages } from '../../../lib/messages';
import { toInlineName, toVisibleText } from '../../../lib/resources/visible-text';
import type { LayerGroup, SharingRow } from './sharing-rules';

/** Columns of groups that are drawn; the ones that save less are in the sums only. */
const maxGroups = 24;
const cellWidth = 30;
const colors = ['var(--c1)', 'var(--c2)', 'var(--c3)', 'var(--c4)', 'var(--c5)', 'var(--c6)'];
/** Names in a tooltip. */
const maxNames = 12;

export interface SharingColumnsInput {
  readonly messages: Messages;
  readonly format: Format;
  readonly engineId: string;
  readonly sharing: Sharing;
  readonly groups: readonly LayerGroup[];
}

function namesOf({ sharing, messages }: SharingColumnsInput, { images }: LayerGroup): string {
  const texts = messages.findings.sharing;
  const names = sharing.images
    .filter(({ id }) => images.includes(id))
    .map(({ tags, id }) => toInlineName(tags[0] ?? id.slice(0, 19)));
  const more = names.length > maxNames ? ` ${texts.andMore(names.length - maxNames)}` : '';
  return `${names.slice(0, maxNames).join(', ')}${more}`;
}

/** One square for each group of layers that an image has. */
function groupCells(input: SharingColumnsInput, shown: readonly LayerGroup[]) {
  const { messages, format } = input;
  const texts = messages.findings.sharing;
  const titles = shown.map((group) => {
    const layers = texts.layerCount(group.layers.length);
    const what = texts.groupText(
      group.name,
      layers,
      format.bytes(group.bytes),
      texts.imageCount(group.images.length),
    );
    return `${texts.group(what)}\n${texts.with(namesOf(input, group))}`;
  });
  return ({ groups }: SharingRow) => (
    <span className="flex">
      {shown.map((group, at) => (
        <span key={group.name} className="flex shrink-0 justify-center" style={{ width: cellWidth }}>
          {groups.has(at) ? (
            <span
              title={titles[at]}
              className="forced-fill flex h-5 w-6 items-center justify-center rounded-sm border-2 bg-panel text-xs font-semibold"
              style={{ borderColor: colors[at % colors.length] }}
            >
              {group.name}
            </span>
          ) : undefined}
        </span>
      ))}
    </span>
  );
}

export function sharingColumns(input: SharingColumnsInput): readonly WindowColumn<SharingRow>[] {
  const { messages, format, engineId, sharing, groups } = input;
  const texts = messages.findings.sharing;
  const largest = Math.max(1, ...sharing.images.map(({ sizeBytes }) => sizeBytes));
  const shown = groups.slice(0, maxGroups);
  return [
    {
      id: 'image',
      header: texts.image,
      track: 'minmax(220px, 1fr)',
      cell: ({ image }) => (
        <BareLink
          href={`${enginePath(engineId, 'images', image.id)}?tab=layers`}
          tabIndex={-1}
          className="truncate font-medium text-ink no-underline hover:underline"
        >
          {toVisibleText(image.tags[0] ?? `${image.id.slice(7, 19)} (${texts.untagged})`)}
        </BareLink>
      ),
    },
    {
      id: 'size',
      header: texts.size,
      track: '150px',
      align: 'end',
      cell: ({ image: { sizeBytes } }) => (
        <BytesCell
          text={format.bytes(sizeBytes)}
          exact={format.exactBytes(sizeBytes)}
          share={sizeBytes / largest}
        />
      ),
    },
    {
      id: 'shared',
      header: texts.shared,
      track: '96px',
      align: 'end',
      cell: ({ image: { sharedBytes } }) => (
        <span title={format.exactBytes(sharedBytes)}>{format.bytes(sharedBytes)}</span>
      ),
    },
    {
      id: 'unique',
      header: texts.unique,
      track: '96px',
      align: 'end',
      cell: ({ image: { uniqueBytes } }) => (
        <span title={format.exactBytes(uniqueBytes)}>{format.bytes(uniqueBytes)}</span>
      ),
    },
    {
      id: 'groups',
      header: texts.whole,
      track: `${Math.max(200, shown.length * cellWidth + 20)}px`,
      cell: groupCells(input, shown),
    },
  ];
}
