import { implement } from '@orpc/server';
import { layersContract } from '../../../../common/contract/layers';
import type { EngineRegistry } from '../../engine/engine-connection';
import type { TransferDeps } from '../../transfers/transfer-job';
import { dockerfileListing } from './dockerfile-listing';
import { startExtract } from './extract';
import { previewFile, readFileBytes } from './file-contents';
import { fileVersions } from './file-versions';
import { layerUsersOf } from './layer-users';
import type { LayersService } from './layers-service';
import { readSharing } from './sharing';
import { wastePageOf } from './waste-page';

export interface LayersFeatureDeps extends TransferDeps {
  readonly engines: EngineRegistry;
  readonly layers: LayersService;
}

/** A caller that cannot be canceled. */
const never = new AbortController().signal;

/** The procedures of `contract.layers`. */
export function createLayersFeature(deps: LayersFeatureDeps) {
  const { images } = deps.layers;
  const os = implement(layersContract);
  return os.router({
    ...imageProcedures(deps),
    ...viewProcedures(deps),
    ...fileProcedures(deps),
    waste: os.waste.handler(({ input, signal }) => wastePageOf(images.get(input.analysisId), input, signal)),
    findSecrets: os.findSecrets.handler(({ input, signal = never }) => {
      const image = images.get(input.analysisId);
      const findings = image.requireFindings();
      return image.requireSource().use((source) => findings.search(source, signal));
    }),
    sharing: os.sharing.handler(({ input, signal = never }) =>
      readSharing(deps.engines.get(input.engineId), signal),
    ),
    layerUsers: os.layerUsers.handler(async ({ input, signal = never }) => {
      const image = images.get(input.analysisId);
      const { location } = image;
      const engineId = input.engineId ?? (location.kind === 'engine' ? location.engineId : undefined);
      const sharing =
        engineId === undefined ? undefined : await readSharing(deps.engines.get(engineId), signal);
      return layerUsersOf(image, sharing ?? { images: [], layers: [], totalBytes: 0 });
    }),
    compare: os.compare.handler(({ input, signal }) =>
      deps.layers.comparisons.compare(images.get(input.first), images.get(input.second), input, signal),
    ),
    dockerfile: os.dockerfile.handler(({ input }) =>
      dockerfileListing(images.get(input.analysisId), input.dockerfile),
    ),
  });
}

function imageProcedures(deps: LayersFeatureDeps) {
  const { images, received } = deps.layers;
  const os = implement(layersContract);
  return {
    open: os.open.handler(async ({ input, signal = never }) => {
      const { id, jobId } = await images.open(input.location, input.fresh, signal);
      return { analysisId: id, jobId };
    }),
    receive: os.receive.handler(({ input }) => received.receive(deps, input)),
    get: os.get.handler(({ input }) => images.get(input.analysisId).snapshot()),
    watch: os.watch.handler(({ input, signal = never }) => images.watch(input.analysisId, signal)),
    close: os.close.handler(({ input }) => images.close(input.analysisId)),
  };
}

function viewProcedures({ layers: { images, views } }: LayersFeatureDeps) {
  const os = implement(layersContract);
  return {
    openView: os.openView.handler(({ input }) =>
      views.open(images.get(input.analysisId), input.spec, input.replaces),
    ),
    rows: os.rows.handler(({ input }) => views.rows(input.viewId, input.offset, input.limit)),
    expand: os.expand.handler(({ input }) => views.expand(input.viewId, input.node, input.expanded)),
    reveal: os.reveal.handler(({ input }) => views.reveal(input.viewId, input.path)),
    closeView: os.closeView.handler(({ input }) => views.close(input.viewId)),
  };
}

function fileProcedures(deps: LayersFeatureDeps) {
  const { images } = deps.layers;
  const os = implement(layersContract);
  return {
    preview: os.preview.handler(({ input, signal = never }) =>
      previewFile(images.get(input.analysisId), input, signal),
    ),
    bytes: os.bytes.handler(({ input, signal = never }) =>
      readFileBytes(images.get(input.analysisId), input, signal),
    ),
    versions: os.versions.handler(({ input }) => fileVersions(images.get(input.analysisId), input.node)),
    extract: os.extract.handler(({ input }) => startExtract(deps, images.get(input.analysisId), input)),
  };
}
