import { AppError } from '../../../../common/errors';
import { type Digest, digestHex, isDigest } from '../../../../common/oci/digest';

/** Where an OCI layout keeps a blob. @throws AppError data_loss for what is no digest */
export function blobName(digest: string): string {
  if (!isDigest(digest))
    throw new AppError('data_loss', `${JSON.stringify(digest.slice(0, 100))} is no digest`);
  return `blobs/${digest.slice(0, digest.indexOf(':'))}/${digestHex(digest)}`;
}

/** The digest that a file's name claims, if it does. */
export function blobDigest(name: string): Digest | undefined {
  const [, algorithm, hex] = /^blobs\/(sha\d+)\/([0-9a-f]+)$/.exec(name) ?? [];
  const [, configHex] = /^(?:sha256:)?([0-9a-f]{64})(?:\.json)?$/.exec(name) ?? [];
  const digest = configHex ? `sha256:${configHex}` : `${algorithm}:${hex}`;
  return isDigest(digest) ? digest : undefined;
}

export function wrongDigest(what: string, expected: string, found: string): AppError {
  return new AppError('data_loss', `${what} has the wrong digest: expected ${expected}, found ${found}`, {
    details: { expected, found },
  });
}
