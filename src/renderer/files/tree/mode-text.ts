import type { TreeRow } from '../../../common/contract/layer-tree';

const letters: Readonly<Record<TreeRow['kind'], string>> = {
  file: '-',
  hardlink: '-',
  symlink: 'l',
  directory: 'd',
  character_device: 'c',
  block_device: 'b',
  fifo: 'p',
};

function triple(bits: number, special: boolean, letter: string): string {
  const canRun = (bits & 1) !== 0;
  const last = special ? (canRun ? letter : letter.toUpperCase()) : canRun ? 'x' : '-';
  return `${bits & 4 ? 'r' : '-'}${bits & 2 ? 'w' : '-'}${last}`;
}

/** As `ls -l` writes it: drwxr-xr-x, with s and t for setuid, setgid and sticky. */
export function toModeText(kind: TreeRow['kind'], mode: number): string {
  return (
    letters[kind] +
    triple((mode >> 6) & 7, (mode & 0o4000) !== 0, 's') +
    triple((mode >> 3) & 7, (mode & 0o2000) !== 0, 's') +
    triple(mode & 7, (mode & 0o1000) !== 0, 't')
  );
}
