import type { DockerfileLine } from '../../../../common/contract/layer-findings';
import { matchLines } from '../../layers/dockerfile/dockerfile-lines';
import type { OpenImage } from './open-image';

/**
 * The history of an image as instructions with what each costs, oldest first. With the Dockerfile's text each is tied to
 * its line, and what stands before the first tied one came with the base image.
 * @throws AppError failed_precondition before the image is open
 */
export function dockerfileListing(image: OpenImage, dockerfile: string | undefined): DockerfileLine[] {
  const lines = image.history();
  const matched =
    dockerfile === undefined
      ? []
      : matchLines(
          lines.map(({ text }) => text),
          dockerfile,
        );
  const firstOwn = matched.findIndex((line) => line !== undefined);
  return lines.map(({ text, createdAt, layer }, step) => ({
    text,
    createdAt,
    layer,
    ...(layer === undefined ? {} : layerCosts(image, layer)),
    line: matched[step],
    fromBase: firstOwn < 0 ? undefined : step < firstOwn,
  }));
}

/** As far as the layer is read; its waste when all are. */
function layerCosts(image: OpenImage, layer: number): Partial<DockerfileLine> {
  const totals = image.layerIndex(layer)?.totals;
  return {
    storedBytes: totals?.bytes,
    files: totals?.files,
    wastedBytes: image.state === 'ready' ? image.requireStack().figures[layer]?.wastedBytes : undefined,
  };
}
