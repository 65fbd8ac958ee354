import { AppError } from '../errors';

declare const brand: unique symbol;

/** `sha256:<64 hex digits>` of bytes as they are stored: of a blob, a manifest, a config. */
export type Digest = string & { readonly [brand]: 'digest' };
/** Digest of a layer's uncompressed archive: the same layer in every image and every compression. */
export type DiffId = string & { readonly [brand]: 'diffId' };
/** Names a stack of layers up to one of them. */
export type ChainId = string & { readonly [brand]: 'chainId' };

const pattern = /^sha(?:256:[0-9a-f]{64}|384:[0-9a-f]{96}|512:[0-9a-f]{128})$/;

export function isDigest(text: string): text is Digest {
  return pattern.test(text);
}

/** @throws AppError data_loss: digests come from manifests and engines, not from users */
export function parseDigest(text: string, what = 'digest'): Digest {
  if (isDigest(text)) return text;
  throw new AppError('data_loss', `${JSON.stringify(text.slice(0, 100))} is no ${what}`);
}

/** @throws AppError data_loss */
export function parseDiffId(text: string): DiffId {
  return parseDigest(text, 'diffID') as string as DiffId;
}

/** The digits without the algorithm. */
export function digestHex(digest: string): string {
  return digest.slice(digest.indexOf(':') + 1);
}

export function digestAlgorithm(digest: string): string {
  return digest.slice(0, digest.indexOf(':'));
}
