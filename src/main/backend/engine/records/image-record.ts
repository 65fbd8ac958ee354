import { z } from 'zod';
import { imageId, optionalNumber, optionalSize, optionalText, textList, textMap } from './tolerant-schema';

/**
 * One entry of GET /images/json. `-1` for SharedSize and Containers means: not computed. RepoTags and RepoDigests are
 * null, empty or `<none>:<none>` for a dangling image (API below 1.43). VirtualSize is gone from API 1.44.
 */
export const imageRecord = z.object({
  Id: imageId.refine((id) => id !== ''),
  ParentId: optionalText,
  RepoTags: textList,
  RepoDigests: textList,
  Created: z.number().default(0),
  Size: optionalSize,
  SharedSize: optionalSize,
  Containers: optionalNumber,
  Labels: textMap,
});
export type ImageRecord = z.output<typeof imageRecord>;

export const imageRecords = z.array(imageRecord);

/** References without the engine's word for "none". */
export function knownReferences(references: readonly string[]): string[] {
  return references.filter((reference) => !reference.includes('<none>'));
}
