import { implement } from '@orpc/server';
import { filesContract } from '../../../../common/contract/files';
import type { EngineRegistry } from '../../engine/engine-connection';
import type { Platform } from '../../platform/platform';
import type { TransferDeps } from '../../transfers/transfer-job';
import { startPathDownload } from '../../writable/copy-out';
import { decodePath, type FilesTarget } from './file-roots';
import { listFolder } from './list-folder';
import { engineText } from './path-text';
import { previewFile, readPart } from './read-file';
import { makeFolder, saveText, startUpload } from './write-file';

export interface FilesFeatureOptions extends TransferDeps {
  readonly engines: EngineRegistry;
  readonly platform: Pick<Platform, 'commands' | 'os'>;
}

/** A caller that cannot be canceled. */
const never = new AbortController().signal;

/** The procedures of `contract.files`. */
export function createFilesFeature(options: FilesFeatureOptions) {
  const { engines, platform } = options;
  const os = implement(filesContract);
  const target = (
    { engineId, id }: { readonly engineId: string; readonly id: string },
    signal = never,
  ): FilesTarget => ({
    connection: engines.get(engineId),
    id,
    // Elsewhere a socket leads into a virtual machine, whose folders are not ours.
    isLocal:
      platform.os === 'linux' && engines.list().find(({ id: own }) => own === engineId)?.transport === 'unix',
    commands: platform.commands,
    signal,
  });
  return os.router({
    list: os.list.handler(({ input, signal }) => listFolder(target(input, signal), input.path)),
    preview: os.preview.handler(({ input, signal }) => previewFile(target(input, signal), input.path)),
    bytes: os.bytes.handler(async ({ input, signal }) => {
      const { bytes } = await readPart(target(input, signal), input.path, input.offset, input.length);
      return new Uint8Array(bytes);
    }),
    save: os.save.handler(({ input, signal }) =>
      saveText(target(input, signal), input.path, input.text, input.version),
    ),
    download: os.download.handler(({ input: { engineId, id, path } }) => {
      const text = engineText(decodePath(path));
      return startPathDownload(options, engines.get(engineId).api, { engineId, id, path: text });
    }),
    upload: os.upload.handler(({ input }) => startUpload(options, target(input), input)),
    makeFolder: os.makeFolder.handler(({ input, signal }) =>
      makeFolder(target(input, signal), input.path, input.name),
    ),
  });
}
