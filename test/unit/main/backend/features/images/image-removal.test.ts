import { describe, expect, it } from 'vitest';
import type { ContainerUser } from '../../../../../../src/main/backend/engine/records/container-users';
import {
  decideImageRemoval,
  type ImageNames,
} from '../../../../../../src/main/backend/features/images/image-removal';

const digest = `@sha256:${'d'.repeat(64)}`;
const id = 'sha256:1';

function user(running: boolean): ContainerUser {
  return { id: 'c', name: 'c', running, imageId: id, volumes: [], networkIds: [], networkNames: [] };
}

function decide(
  target: string,
  image: Partial<ImageNames>,
  containers: ContainerUser[] = [],
  hasChildren = false,
) {
  return decideImageRemoval({
    target,
    image: { id, tags: [], digests: [], ...image },
    containers,
    hasChildren,
  });
}

describe('the removal of an image by id', () => {
  it('deletes it with its only reference', () => {
    expect(decide(id, { tags: ['a:1'] })).toEqual({
      target: id,
      imageId: id,
      untags: ['a:1'],
      deletesImage: true,
      usedBy: [],
    });
  });

  it('deletes a dangling one', () => {
    expect(decide(id, {})).toMatchObject({ untags: [], deletesImage: true });
  });

  it('takes a tag and its digest of the same repository for one reference', () => {
    expect(decide(id, { tags: ['a:1'], digests: [`a${digest}`] }).needsForce).toBeUndefined();
    expect(decide(id, { tags: ['a:1'], digests: [`b${digest}`] }).needsForce).toBe('several_references');
    expect(decide(id, { digests: [`a${digest}`] }).needsForce).toBeUndefined();
  });

  it('needs force for several tags, also of one repository', () => {
    expect(decide(id, { tags: ['a:1', 'a:2'] })).toMatchObject({
      needsForce: 'several_references',
      deletesImage: true,
      untags: ['a:1', 'a:2'],
    });
  });

  it('needs force for a stopped container', () => {
    expect(decide(id, { tags: ['a:1'] }, [user(false)])).toMatchObject({
      needsForce: 'stopped_container',
      deletesImage: true,
      usedBy: [{ id: 'c', name: 'c', running: false }],
    });
  });

  it('is blocked by a running container and by child images', () => {
    expect(decide(id, { tags: ['a:1'] }, [user(false), user(true)])).toMatchObject({
      blocked: 'running_container',
      deletesImage: false,
      untags: [],
    });
    expect(decide(id, { tags: ['a:1'] }, [], true)).toMatchObject({ blocked: 'child_images' });
  });
});

describe('the removal of one reference', () => {
  it('leaves the image to its other references, whoever uses it', () => {
    const result = decide('a:1', { tags: ['a:1', 'b:1'] }, [user(true)], true);
    expect(result).toMatchObject({ untags: ['a:1'], deletesImage: false });
    expect([result.needsForce, result.blocked]).toEqual([undefined, undefined]);
  });

  it('deletes the image with the last one', () => {
    expect(decide('a:1', { tags: ['a:1'] })).toMatchObject({ untags: ['a:1'], deletesImage: true });
  });

  it('takes the digests of its repository with the last tag of it', () => {
    expect(decide('a:1', { tags: ['a:1'], digests: [`a${digest}`] })).toMatchObject({
      untags: ['a:1', `a${digest}`],
      deletesImage: true,
    });
    expect(decide('a:1', { tags: ['a:1', 'a:2'], digests: [`a${digest}`] })).toMatchObject({
      untags: ['a:1'],
      deletesImage: false,
    });
  });

  it('needs force when it is the last one and a container uses the image, which then stays for a running one', () => {
    expect(decide('a:1', { tags: ['a:1'] }, [user(false)])).toMatchObject({
      needsForce: 'stopped_container',
      deletesImage: true,
    });
    expect(decide('a:1', { tags: ['a:1'] }, [user(true)])).toMatchObject({
      needsForce: 'stopped_container',
      deletesImage: false,
    });
  });

  it('leaves an image with children', () => {
    expect(decide('a:1', { tags: ['a:1'] }, [], true)).toMatchObject({
      untags: ['a:1'],
      deletesImage: false,
    });
  });
});
