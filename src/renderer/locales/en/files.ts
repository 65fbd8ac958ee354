import type { FileList } from '../../../common/contract/files';
import { numberEn, pluralEn } from '../../lib/plural';

const sources: Readonly<Record<FileList['source'], string>> = {
  process: 'Read through the container’s process: volumes and tmpfs are in it',
  layers: 'Read from the container’s layers',
  archive: 'Read from the engine’s archive',
};

export const files = {
  tab: 'Files',
  sources,
  label: (path: string) => `Files in ${path}`,
  columns: { name: 'Name', size: 'Size', mode: 'Mode', owner: 'Owner', modified: 'Modified' },
  up: 'Up',
  toRoot: 'To the root',
  refresh: 'Refresh',
  download: 'Download',
  upload: 'Upload…',
  newFolder: 'New folder…',
  newFolderText: 'It will belong to root, with mode 755.',
  make: 'Make',
  badName: 'A name without slashes',
  drop: (path: string) => `Drop files to put them into ${path}`,
  truncated: 'There is more than is listed: the rest would take too long to read.',
  empty: 'Nothing in this folder',
  count: (n: number) => pluralEn(n, { one: '1 entry', other: `${numberEn(n)} entries` }),
  exists: (name: string) => `There is ${name} already`,
  replace: 'Replace it',
  uploadFailed: (name: string) => `${name} was not uploaded`,
  edit: 'Edit',
  editLabel: (name: string) => `Text of ${name}`,
  save: 'Save',
  saved: 'Saved, with owner and mode as before',
  notSaved: 'It was not saved',
  conflict:
    'The file was changed in the container meanwhile. Copy your text, close this and open the file again.',
  discard: 'Discard',
};
