/** By tag, not by instanceof: bytes may come from another realm (a worker, a test environment, Electron's context). */
export function isBytes(value: unknown): value is Uint8Array {
  return ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === '[object Uint8Array]';
}

export function isArrayBuffer(value: unknown): value is ArrayBuffer {
  return Object.prototype.toString.call(value) === '[object ArrayBuffer]';
}

/**
 * The same bytes as a plain Uint8Array that owns its memory. A small Node Buffer is a window on an 8 KiB pool, and a
 * structured clone of it would copy the pool along with whatever else is in it.
 */
export function toOwnBytes(bytes: Uint8Array): Uint8Array {
  const ownsItsMemory = bytes.constructor === Uint8Array && bytes.byteLength === bytes.buffer.byteLength;
  return ownsItsMemory ? bytes : new Uint8Array(bytes);
}
