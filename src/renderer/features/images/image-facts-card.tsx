import type { ImageDetails } from '../../../common/contract/images';
import { KeyValueList } from '../../components/key-value-list';
import { SectionCard } from '../../components/section-card';
import { useCopyLabels } from '../../lib/labels';
import { useFormat, useMessages } from '../../lib/messages';
import { useNow } from '../../lib/now';
import { toShortId, toVisibleText } from '../../lib/resources/visible-text';

const Names = ({ names }: { readonly names: readonly string[] }) => (
  <span className="flex flex-col">
    {names.map((name) => (
      <code key={name} className="break-all">
        {toVisibleText(name)}
      </code>
    ))}
  </span>
);

/** What it is called, how large it is, what it runs on. */
export const ImageFactsCard = ({ details }: { readonly details: ImageDetails }) => {
  const { common, images } = useMessages();
  const texts = images.details;
  const format = useFormat();
  const now = useNow();
  const copy = useCopyLabels();
  const { id, tags, digests, createdAt, sizeBytes, author, comment, storageDriver } = details;
  const created =
    createdAt === undefined || createdAt <= 0
      ? { value: undefined, title: images.noCreated }
      : { value: `${format.dateTime(createdAt)} · ${format.relative(createdAt, now)}` };
  const optional = (key: string, label: string, text: string | undefined) =>
    text ? [{ id: key, label, value: toVisibleText(text), copy: text }] : [];
  const list = (key: string, label: string, names: readonly string[]) =>
    names.length === 0
      ? { id: key, label, value: <span className="text-ink-3">{texts.noTags}</span> }
      : { id: key, label, value: <Names names={names} />, copy: names.join('\n') };
  const items = [
    list('tags', texts.tags, tags),
    list('digests', texts.digests, digests),
    { id: 'id', label: common.id, value: <code>{toShortId(id)}</code>, copy: id, title: id },
    { id: 'size', label: texts.size, value: format.bytes(sizeBytes), title: format.exactBytes(sizeBytes) },
    {
      id: 'platform',
      label: texts.platform,
      value: toVisibleText([details.os, details.architecture, details.variant].filter(Boolean).join('/')),
    },
    { id: 'created', label: common.created, ...created },
    ...optional('author', texts.author, author),
    ...optional('comment', texts.comment, comment),
    ...optional('driver', texts.driver, storageDriver),
  ];
  return (
    <SectionCard title={texts.identity}>
      <KeyValueList items={items} labels={copy} />
    </SectionCard>
  );
};
