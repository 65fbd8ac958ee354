import type { EngineInfo } from '../../../../common/contract/engines';
import type { ImageRemovalPreview, ImageSummary } from '../../../../common/contract/images';
import { familiarName, tryParseReference } from '../../../../common/oci/reference';
import type { ContainerUser } from '../../engine/records/container-users';

/** The references that an engine keeps of one image. */
export type ImageNames = Pick<ImageSummary, 'id' | 'tags' | 'digests'>;

/**
 * Docker's classic store keeps a digest that was pulled as a reference of its own. Podman and the containerd image
 * store work out the digests of a tag and forget them with it.
 */
export function namesKept(image: ImageNames, info: Pick<EngineInfo, 'product' | 'capabilities'>): ImageNames {
  const keepsDigests = info.product === 'docker' && !info.capabilities.containerdImageStore;
  const { id, tags, digests } = image;
  return keepsDigests ? { id, tags, digests } : { id, tags, digests: tags.length > 0 ? [] : digests };
}

/** What decides about the removal of one image. */
export interface RemovalFacts {
  /** As it was asked for: an id or one of the image's references. */
  readonly target: string;
  readonly image: ImageNames;
  /** Made from this image. */
  readonly containers: readonly ContainerUser[];
  /** Other images were built upon it by the classic builder. */
  readonly hasChildren: boolean;
  readonly uniqueBytes?: number | undefined;
}

/**
 * What moby would do, from `ImageDelete` in its daemon/images/image_delete.go: a reference is untagged, and its image
 * deleted when no other is left; an id deletes the image. Running containers and child images stop that, `force` or
 * not; stopped containers and references to several repositories stop it without `force`.
 */
export function decideImageRemoval(facts: RemovalFacts): ImageRemovalPreview {
  const { target, image, containers, uniqueBytes } = facts;
  return {
    target,
    imageId: image.id,
    ...(isReferenceOf(target, image) ? decideReference(facts) : decideId(facts)),
    ...(uniqueBytes === undefined ? {} : { uniqueBytes }),
    usedBy: containers.map(({ id, name, running }) => ({ id, name, running })),
  };
}

type Decision = Pick<ImageRemovalPreview, 'untags' | 'deletesImage' | 'needsForce' | 'blocked'>;

/** With `force` the reference of a running container goes, its image stays. */
function decideReference({ target, image, containers, hasChildren }: RemovalFacts): Decision {
  const untags = [target, ...digestsThatGoWith(target, image)];
  const isLast = untags.length >= image.tags.length + image.digests.length;
  const needsForce = isSingleReference(image) && containers.length > 0;
  const isHeld = hasChildren || containers.some((container) => container.running);
  return {
    untags,
    deletesImage: isLast && !isHeld,
    ...(needsForce ? { needsForce: 'stopped_container' as const } : {}),
  };
}

function decideId({ image, containers, hasChildren }: RemovalFacts): Decision {
  const untags = [...image.tags, ...image.digests];
  if (hasChildren) return { untags: [], deletesImage: false, blocked: 'child_images' };
  if (containers.some((container) => container.running)) {
    return { untags: [], deletesImage: false, blocked: 'running_container' };
  }
  if (!isSingleReference(image)) return { untags, deletesImage: true, needsForce: 'several_references' };
  if (containers.length > 0) return { untags, deletesImage: true, needsForce: 'stopped_container' };
  return { untags, deletesImage: true };
}

/** At most one tag, and digests of one repository only. */
function isSingleReference({ tags, digests }: ImageNames): boolean {
  if (tags.length + digests.length <= 1) return true;
  if (tags.length > 1) return false;
  const repositories = new Set([...tags, ...digests].map(repositoryOf));
  return digests.length > 0 && repositories.size === 1;
}

/** With the last tag of a repository its digests go, too. */
function digestsThatGoWith(target: string, image: ImageNames): readonly string[] {
  if (image.digests.includes(target)) return [];
  const repository = repositoryOf(target);
  const hasOtherTag = image.tags.some((tag) => tag !== target && repositoryOf(tag) === repository);
  return hasOtherTag ? [] : image.digests.filter((digest) => repositoryOf(digest) === repository);
}

function repositoryOf(reference: string): string {
  const parsed = tryParseReference(reference);
  return parsed ? familiarName(parsed) : reference;
}

export function isReferenceOf(target: string, image: Pick<ImageNames, 'tags' | 'digests'>): boolean {
  return image.tags.includes(target) || image.digests.includes(target);
}
