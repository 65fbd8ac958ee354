import { useCallback } from 'react';
import type { ViewSpec } from '../../../../common/contract/layer-tree';
import { toFileName } from '../../../files/view/file-name';
import { useSave } from '../../../files/view/use-save';
import { useClient } from '../../../lib/client';

export interface Extraction {
  readonly mode: ViewSpec['mode'];
  readonly layer: number;
  readonly node: number;
  readonly name: string;
  readonly isFolder: boolean;
}

/** Downloads a file, or a folder as .tar, as a job with progress. */
export function useExtract(analysisId: string): (what: Extraction) => Promise<void> {
  const client = useClient();
  const save = useSave();
  return useCallback(
    ({ mode, layer, node, name, isFolder }) =>
      save(() => client.layers.extract({ analysisId, mode, layer, node }), toFileName(name, isFolder)),
    [analysisId, client, save],
  );
}
