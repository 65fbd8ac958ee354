import { describe, expect, it } from 'vitest';
import { isAtOrBelow, parseMountTable } from '../../../../../../src/main/backend/features/mounts/mount-table';

describe('parseMountTable', () => {
  it('reads a line with any number of tags', () => {
    const [root, data] = parseMountTable(
      [
        '412 301 0:51 / / rw,relatime - overlay overlay rw,lowerdir=/l/A:/l/B,upperdir=/u,workdir=/w',
        '430 412 8:1 /srv/my\\040data /data ro,nosuid shared:7 master:2 - ext4 /dev/sda1 rw,errors=remount-ro',
      ].join('\n'),
    );
    expect(root).toMatchObject({ id: 412, parent: 301, mountPoint: '/', propagation: 'private' });
    expect(data).toEqual({
      ...{ id: 430, parent: 412, root: '/srv/my data', mountPoint: '/data', propagation: 'shared' },
      options: ['ro', 'nosuid'],
      ...{ fileSystem: 'ext4', source: '/dev/sda1', superOptions: ['rw', 'errors=remount-ro'] },
    });
  });

  it('knows a slave and an unbindable one', () => {
    const text = '1 0 0:1 / /a rw master:4 - tmpfs a rw\n2 0 0:1 / /b rw unbindable - tmpfs b rw\n';
    expect(parseMountTable(text).map(({ propagation }) => propagation)).toEqual(['slave', 'unbindable']);
  });

  it('reads what a hostile name makes of itself: new lines, dashes, backslashes', () => {
    const [mount] = parseMountTable('9 1 0:2 / /a\\012b\\134c\\040-\\040d rw - tmpfs x\\040y rw,size=1k');
    expect(mount).toMatchObject({
      mountPoint: '/a\nb\\c - d',
      source: 'x y',
      superOptions: ['rw', 'size=1k'],
    });
  });

  it('leaves out what it does not understand', () => {
    expect(
      parseMountTable('\nhalf a line\n1 2 0:1 / /a rw tmpfs a rw\nx y 0:1 / /a rw - tmpfs a rw'),
    ).toEqual([]);
  });
});

describe('isAtOrBelow', () => {
  it('goes by whole names', () => {
    expect(isAtOrBelow('/data', '/data')).toBe(true);
    expect(isAtOrBelow('/data/x', '/data')).toBe(true);
    expect(isAtOrBelow('/database', '/data')).toBe(false);
    expect(isAtOrBelow('/x', '/')).toBe(true);
  });
});
