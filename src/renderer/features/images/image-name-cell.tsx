import type { ImageSummary } from '../../../common/contract/images';
import { Chip } from '../../components/chip';
import { Link } from '../../components/link';
import { useMessages } from '../../lib/messages';
import { toVisibleText } from '../../lib/resources/visible-text';
import { imageName } from './image-rules';

/** First name of an image, how many more it has, and whether it has none. */
export const ImageNameCell = (props: { readonly image: ImageSummary; readonly href: string }) => {
  const { image, href } = props;
  const { images } = useMessages();
  const name = toVisibleText(imageName(image));
  const colon = name.lastIndexOf(':');
  const hasTag = image.tags.length > 0 && colon > name.lastIndexOf('/');
  return (
    <span className="flex min-w-0 items-center gap-1.5">
      <Link href={href} tabIndex={-1} title={name} quiet className="truncate font-medium">
        {hasTag ? name.slice(0, colon) : name}
        {hasTag ? <span className="font-normal text-ink-2">{name.slice(colon)}</span> : undefined}
      </Link>
      {image.tags.length > 1 ? (
        <Chip title={toVisibleText(image.tags.slice(1).join('  '))}>
          {images.moreTags(image.tags.length - 1)}
        </Chip>
      ) : undefined}
      {image.dangling ? (
        <Chip tone="waste" title={images.danglingText}>
          {images.dangling}
        </Chip>
      ) : undefined}
    </span>
  );
};
