import { describe, expect, it } from 'vitest';
import type { ImageRemovalPreview, ImageSummary } from '../../../../../src/common/contract/images';
import {
  archiveName,
  imageName,
  parseChanges,
} from '../../../../../src/renderer/features/images/image-rules';
import { referenceError } from '../../../../../src/renderer/features/images/reference-error';
import { planRemoval } from '../../../../../src/renderer/features/images/removal-plan';
import { consequencesOf, removalReason } from '../../../../../src/renderer/features/images/removal-texts';
import { createFormat } from '../../../../../src/renderer/lib/format';
import { en } from '../../../../../src/renderer/locales/en';

const digest = `sha256:${'ab'.repeat(32)}`;
const image = (more: Partial<ImageSummary> = {}): ImageSummary => ({
  id: digest,
  tags: [],
  digests: [],
  createdAt: 0,
  sizeBytes: 1,
  labels: {},
  dangling: true,
  ...more,
});

describe('imageName', () => {
  it('is the first tag, else a digest, else the short id', () => {
    expect(imageName(image({ tags: ['a:1', 'b:2'], digests: [`a@${digest}`] }))).toBe('a:1');
    expect(imageName(image({ digests: [`team/a@${digest}`] }))).toBe('team/a@abababababab');
    expect(imageName(image())).toBe('abababababab');
  });
});

describe('archiveName', () => {
  it.each([
    [['team/app:1.2'], false, 'team-app-1.2.tar'],
    [['team/app:1.2'], true, 'team-app-1.2.tar.gz'],
    [['../../etc/passwd'], false, 'etc-passwd.tar'],
    [['a:1', 'b:2'], false, 'images-2.tar'],
    [['///'], false, 'image.tar'],
    [[`${'x'.repeat(300)}:1`], false, `${'x'.repeat(100)}.tar`],
  ] as const)('%j %s: %s', (tags, compress, name) => {
    expect(
      archiveName(
        tags.map((tag) => image({ tags: [tag] })),
        compress,
      ),
    ).toBe(name);
  });
});

describe('parseChanges', () => {
  it('takes one instruction per line, in any case, and leaves out empty lines', () => {
    expect(parseChanges('CMD ["sh"]\n\n  env A=1  \n')).toEqual({ changes: ['CMD ["sh"]', 'env A=1'] });
    expect(parseChanges('')).toEqual({ changes: [] });
  });

  it('names the first line that an import does not take', () => {
    expect(parseChanges('CMD x\n\nRUN make\nCOPY a b').error).toEqual({ line: 3, word: 'RUN' });
  });
});

describe('referenceError', () => {
  const { parts } = en.images.tagDialog;
  it.each(['alpine', 'alpine:3', 'localhost:5000/a/b:1', ' team/app:2 '])('takes %j', (text) => {
    expect(referenceError(en, text)).toBeUndefined();
  });
  it.each([
    ['', parts.reference],
    ['Team/App', parts.path],
    ['app:', parts.tag],
    ['app:-x', parts.tag],
    [`app@${digest}`, parts.digest],
  ])('says which part of %j is wrong', (text, expected) => {
    expect(referenceError(en, text)).toContain(expected);
  });
});

describe('planRemoval', () => {
  const preview = (target: string, more: Partial<ImageRemovalPreview> = {}): ImageRemovalPreview => ({
    target,
    imageId: target,
    untags: [],
    deletesImage: true,
    usedBy: [],
    ...more,
  });
  const format = createFormat('en');

  it('frees the sum, and nothing certain while one of them is not known', () => {
    const known = [preview('a', { uniqueBytes: 1024 }), preview('b', { uniqueBytes: 2048 })];
    expect(planRemoval(known)).toMatchObject({ freedBytes: 3072, deletes: ['a', 'b'], force: false });
    expect(planRemoval([...known, preview('c')]).freedBytes).toBeUndefined();
  });

  it('counts an image once that is removed by two of its names', () => {
    const twice = [
      preview('a:1', { imageId: 'x', uniqueBytes: 5 }),
      preview('a:2', { imageId: 'x', uniqueBytes: 5 }),
    ];
    expect(planRemoval(twice)).toMatchObject({ freedBytes: 5, deletes: ['x'] });
  });

  it('leaves out what is blocked, and forces only what is left', () => {
    const plan = planRemoval([
      preview('a', { blocked: 'running_container', needsForce: 'several_references' }),
      preview('b'),
    ]);
    expect(plan.possible.map(({ target }) => target)).toEqual(['b']);
    expect(plan.force).toBe(false);
    expect(consequencesOf(en, format, plan).map(({ id }) => id)).toEqual(['deletes', 'freed', 'blocked']);
  });

  it('says that the image stays when only a name goes', () => {
    const plan = planRemoval([preview('a:1', { untags: ['a:1'], deletesImage: false })]);
    expect(consequencesOf(en, format, plan).map(({ id }) => id)).toEqual(['stays', 'untags']);
  });

  it('names the running containers that block, and all that need force', () => {
    const usedBy = [
      { id: '1', name: 'web', running: true },
      { id: '2', name: 'old', running: false },
    ];
    expect(removalReason(en, format, preview('a', { blocked: 'running_container', usedBy }))).toBe(
      'It stays: web runs from it. Stop and remove that first.',
    );
    expect(removalReason(en, format, preview('a', { needsForce: 'stopped_container', usedBy }))).toContain(
      'web and old',
    );
    expect(removalReason(en, format, preview('a'))).toBe('');
  });
});
