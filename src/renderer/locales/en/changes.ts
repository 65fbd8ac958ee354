import type { ChangesSummary } from '../../../common/contract/changes';
import { numberEn, pluralEn } from '../../lib/plural';

const reasons: Readonly<Record<NonNullable<ChangesSummary['reason']>, string>> = {
  not_local: 'Its folders are not on this machine.',
  no_permission: 'Its folders cannot be read without root.',
  no_overlay: 'This engine does not say where its folders are.',
};

export const changes = {
  tab: 'Changes',
  measuring: 'Comparing the container with its image',
  figures: 'What the container wrote',
  lost: 'lost when removed',
  notSaid: 'The engine does not say',
  growth: 'since this page opened',
  growthTitle: 'How much more it has written since then',
  added: 'files added',
  changed: 'files changed',
  removed: 'files removed',
  hides: (bytes: string) => `${bytes} of the image that cannot be seen any more`,
  fromUpper: 'Read from the folder of the writable layer.',
  fromApi: 'From the engine’s list of changes.',
  reasons,
  unmeasured: (n: number) =>
    pluralEn(n, {
      one: 'The size of 1 file is not known.',
      other: `The sizes of ${numberEn(n)} files are not known.`,
    }),
  skipped: (n: number) =>
    pluralEn(n, {
      one: '1 socket or closed folder is left out.',
      other: `${numberEn(n)} sockets or closed folders are left out.`,
    }),
  opaqueUnknown: 'Without GNU tar it is not known which folders were replaced as a whole.',
  measured: (time: string) => `Measured at ${time}.`,
  again: 'Measure again',
  againFailed: 'It could not be measured again; what is shown is from before.',
  treeLabel: 'Changed files',
  empty: 'Nothing was written',
  emptyText: 'All files are those of the image. Volumes and binds are not part of the container.',
  copyOut: 'Copy out…',
  copyOutFolder: 'Copy out the folder as .tar…',
  against: 'compared with the image',
  noBefore: 'the image’s version cannot be read',
  move: {
    open: 'Move to a volume…',
    title: 'Move a folder to a volume',
    text: (name: string) =>
      `Copies the folder with owners and modes into a new volume, and puts a container with that volume in the place of ${name}.`,
    path: 'Folder in the container',
    pathHint: 'All that is in it now moves, also what came with the image.',
    badPath: 'An absolute path below the root, without a colon',
    volume: 'Name of the volume',
    badName: 'Two or more of letters, digits, _ . -',
    stops: 'The container is stopped while this happens',
    leaves: (bytes: string) =>
      `It is kept, stopped, under another name, with all its files (${bytes}): other changes do not go over to the new one. Until you confirm, the move can be undone.`,
    confirm: 'Move',
  },
  moved: {
    title: (volume: string) => `Data were moved to the volume ${volume}`,
    text: (old: string) => `The container before is kept as ${old}.`,
    undo: 'Undo the move',
    confirm: 'Remove the container before',
    undoTitle: 'Undo the move to a volume?',
    undoText: (volume: string) =>
      `The new container and the volume ${volume} are removed, with everything written to them since. The container before takes its place again.`,
    confirmTitle: 'Remove the container before?',
    confirmText: (old: string) => `${old} is removed with all its files. The move cannot be undone then.`,
  },
  commit: {
    open: 'Commit to an image…',
    title: (name: string) => `Commit ${name} to an image`,
    text: 'Makes an image of the container’s files and settings. Volumes are not in it.',
    reference: 'Name',
    referenceHint: 'repository:tag; empty makes an image without a name',
    badReference: 'No name for an image',
    author: 'Author',
    message: 'Message',
    changes: 'Instructions',
    changesHint: 'One in each line, as in a Dockerfile: ENV, CMD, LABEL, EXPOSE, USER, WORKDIR…',
    pause: 'Pause the container meanwhile',
    pauseHint: 'So that no file is half written',
    confirm: 'Commit',
  },
  list: {
    column: 'Written',
    unknown: 'Not known without making the engine measure; open its Changes tab',
    over: (limit: string) => `More than ${limit} in the writable layer: lost when the container is removed`,
  },
  settings: {
    title: 'Writable layers',
    warn: 'Mark containers that wrote more than',
    warnText: 'In the list of containers, as far as it is known without making the engine measure.',
    bad: 'A whole number from 1 to 1,000,000',
  },
};
