import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 256 random bits as 43 characters that are safe in a URL fragment, a header and a WebSocket subprotocol. */
export function createSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** What is kept of a secret: enough to recognise it, useless to whoever reads the memory of this process. */
export function digestOf(secret: string): Buffer {
  return createHash('sha256').update(secret).digest();
}

/** Takes the same time wherever the two differ. */
export function isSameDigest(left: Buffer, right: Buffer): boolean {
  return timingSafeEqual(left, right);
}
