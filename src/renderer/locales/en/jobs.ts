import type { JobKind, JobState } from '../../../common/contract/jobs';
import { numberEn, pluralEn } from '../../lib/plural';

/** `what` is the object's name, or a count of them. */
const titles: Readonly<Record<JobKind, (what: string) => string>> = {
  'container.start': (what) => `Start ${what}`,
  'container.stop': (what) => `Stop ${what}`,
  'container.restart': (what) => `Restart ${what}`,
  'container.pause': (what) => `Pause ${what}`,
  'container.unpause': (what) => `Resume ${what}`,
  'container.kill': (what) => `Kill ${what}`,
  'container.remove': (what) => `Remove ${what}`,
  'container.run': (what) => `Run ${what}`,
  'container.recreate': (what) => `Recreate ${what}`,
  'container.saveLogs': (what) => `Save the log of ${what}`,
  'container.putBack': (what) => `Put back what ${what} replaced`,
  'container.copyOut': (what) => `Copy out of ${what}`,
  'container.upload': (what) => `Upload to ${what}`,
  'container.commit': (what) => `Commit ${what} to an image`,
  'container.moveToVolume': (what) => `Move data of ${what} to a volume`,
  'container.undoMove': (what) => `Undo the move to a volume of ${what}`,
  'container.confirmMove': (what) => `Remove what ${what} replaced`,
  'image.remove': (what) => `Remove ${what}`,
  'image.save': (what) => `Save ${what}`,
  'image.load': (what) => `Load ${what}`,
  'image.import': (what) => `Import ${what}`,
  'image.layers': (what) => `Read the layers of ${what}`,
  'image.receive': (what) => `Receive ${what}`,
  'image.extract': (what) => `Extract from ${what}`,
  'volume.remove': (what) => `Remove ${what}`,
  'network.remove': (what) => `Remove ${what}`,
  'engine.install': () => 'Install the Docker Engine',
  'engine.start': () => 'Start Estiba’s engine',
  'engine.stop': () => 'Stop Estiba’s engine',
};

const states: Readonly<Record<JobState, string>> = {
  queued: 'Waiting',
  running: 'Running',
  succeeded: 'Done',
  failed: 'Failed',
  canceled: 'Canceled',
};

export const jobs = {
  titles,
  states,
  canceling: 'Canceling…',
  partlyFailed: 'Partly failed',
  containers: (count: number) =>
    pluralEn(count, { one: '1 container', other: `${numberEn(count)} containers` }),
  images: (count: number) => pluralEn(count, { one: '1 image', other: `${numberEn(count)} images` }),
  volumes: (count: number) => pluralEn(count, { one: '1 volume', other: `${numberEn(count)} volumes` }),
  networks: (count: number) => pluralEn(count, { one: '1 network', other: `${numberEn(count)} networks` }),
  archive: 'an archive',
  itemsDone: (done: number, total: number) => `${numberEn(done)} of ${numberEn(total)}`,
  itemsFailed: (count: number) => `${numberEn(count)} failed`,
  layersDone: (done: number, total: number, bytes: string) => `${done} of ${total} layers · ${bytes}`,
  bytesOf: (done: string, total: string) => `${done} of ${total}`,
  succeeded: (count: number) => `${numberEn(count)} succeeded`,
  failed: (count: number) => `${numberEn(count)} failed`,
  freed: (size: string) => `${size} freed`,
  transferred: (size: string) => `${size} transferred`,
  references: (list: string) => `Brought in ${list}`,
  details: 'Details',
  undo: 'Undo',
  cancel: 'Cancel',
  dismiss: 'Dismiss',
};
