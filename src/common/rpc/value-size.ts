import { AppError } from '../errors';
import { isBytes } from './bytes';
import type { Frame } from './frames';

/**
 * Bounds a frame that never was text. Only whole bytes and whole texts are measured: walking a tree would cost more
 * than the copy that the structured clone has already made of it.
 * @throws AppError resource_exhausted
 */
export function boundFrame(frame: Frame, maxBytes: number): Frame {
  const value = frame.at(-1);
  if (isBytes(value)) boundSize(value.byteLength, maxBytes);
  else if (typeof value === 'string') boundSize(value.length, maxBytes);
  return frame;
}

/**
 * @throws AppError resource_exhausted
 */
export function boundSize(size: number, maxBytes: number): void {
  if (size <= maxBytes) return;
  throw new AppError(
    'resource_exhausted',
    `a frame of ${size} bytes is larger than the limit of ${maxBytes}`,
    {
      details: { size, limit: maxBytes },
    },
  );
}
