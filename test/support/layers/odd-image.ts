import type { ImageSpec } from './image-archive';
import type { TarSpec } from './tar-bytes';

const file = (name: string | Buffer, body: string, more: Partial<TarSpec> = {}): TarSpec => ({
  name,
  body,
  ...more,
});

/** vfs_cap_data, version 2: cap_net_raw. */
const capability = Buffer.from([1, 0, 0, 2, 0, 0x20, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]);

/** An image with everything odd that an engine still unpacks. */
export const oddImage: ImageSpec = {
  reference: 'estiba-test/odd:1',
  config: { Env: ['A=1'], Cmd: ['/bin/none'] },
  layers: [
    [
      { name: './', mode: 0o755 },
      { name: './etc/', mode: 0o755 },
      file('./etc/passwd', 'root:x:0:0\n', { mode: 0o644 }),
      file('./etc/shadow', 'secret', { mode: 0o600, gid: 42 }),
      { name: 'd/', mode: 0o1777 },
      file('d/kept', 'kept'),
      file('d/gone', 'gone'),
      file('d/sub/deep', 'deep'),
      { name: 'o/' },
      file('o/hidden', 'hidden'),
      file('o/more/hidden', 'hidden too'),
      file('was-file', 'a file'),
      { name: 'was-dir/' },
      file('was-dir/in', 'inside'),
      { name: 'link', type: '2', link: 'etc/passwd' },
      { name: 'dangling', type: '2', link: '/nowhere/at/all' },
      file('big', 'x'.repeat(20_000), { mode: 0o644, mtime: 1_600_000_000 }),
      file('hard-a', 'shared content'),
      { name: 'hard-b', type: '1', link: 'hard-a' },
      { name: 'fifo', type: '6', mode: 0o622 },
      file('ping', 'binary', { mode: 0o755, pax: { 'SCHILY.xattr.security.capability': capability } }),
      file('empty', ''),
      file(`${'long-'.repeat(20)}/${'name-'.repeat(40)}`, 'long', { gnuLong: true }),
      file('pax', 'pax', { pax: { path: `pax/${'p'.repeat(150)}/Ünïcode-名前` } }),
      file(Buffer.from([0x6c, 0x61, 0x74, 0xe9, 0x6e]), 'latin1'),
      file('.whatever', 'no whiteout'),
      file('suid', 'suid', { mode: 0o4755, uid: 1000, gid: 1000 }),
    ],
    [
      { name: 'd/', mode: 0o1777 },
      file('d/.wh.gone', ''),
      file('d/.wh.sub', ''),
      { name: 'o/' },
      file('o/.wh..wh..opq', ''),
      file('o/new', 'new'),
      file('.wh.was-file', ''),
      { name: 'was-file/' },
      file('was-file/now', 'a directory'),
      file('.wh.was-dir', ''),
      file('was-dir', 'a file now'),
      { name: 'link', type: '2', link: 'etc/shadow' },
      file('big', 'x'.repeat(20_000), { mode: 0o600, mtime: 1_600_000_000 }),
      file('.wh.hard-a', ''),
    ],
    [],
    [{ name: 'd/', mode: 0o700 }, file('d/kept', 'changed'), file('.wh.suid', ''), file('o/more/again', 'x')],
  ],
};
