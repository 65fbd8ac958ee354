import { AppError } from '../errors';
import { isBytes } from './bytes';
import { type Frame, parseFrame } from './frames';

/** Kind, id and path of a frame that ends in bytes; everything else of it is the bytes. */
const maxHeaderBytes = 1024;
const headerLengthBytes = 4;

const encoder = new TextEncoder();
const decoder = new TextDecoder('utf-8', { fatal: true });

/**
 * A frame for a byte transport: JSON text, or when its last element is a Uint8Array one binary message of a u32
 * big-endian header length, the other elements as JSON, and the bytes as they are.
 * @throws AppError invalid_argument when a value is not JSON-safe (a cycle, a bigint)
 */
export function encodeFrame(frame: Frame): string | Uint8Array<ArrayBuffer> {
  const value = frame.at(-1);
  if (isBytes(value)) return encodeWithBytes(frame.slice(0, -1), value);
  // JSON would turn an undefined element into null, which is another value.
  return stringify(value === undefined ? frame.slice(0, -1) : frame);
}

/**
 * @throws AppError invalid_argument for whatever is not a frame
 */
export function decodeFrame(data: string | Uint8Array): Frame {
  return parseFrame(typeof data === 'string' ? parseJson(data) : decodeWithBytes(data));
}

function encodeWithBytes(header: readonly unknown[], bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const json = encoder.encode(stringify(header));
  const data = new Uint8Array(headerLengthBytes + json.length + bytes.length);
  new DataView(data.buffer).setUint32(0, json.length);
  data.set(json, headerLengthBytes);
  data.set(bytes, headerLengthBytes + json.length);
  return data;
}

function decodeWithBytes(data: Uint8Array): readonly unknown[] {
  if (data.length < headerLengthBytes) throw undecodable('it has no header');
  const headerLength = new DataView(data.buffer, data.byteOffset, data.byteLength).getUint32(0);
  const start = headerLengthBytes + headerLength;
  if (headerLength > maxHeaderBytes || start > data.length)
    throw undecodable('its header has a false length');
  const header = parseJson(decodeText(data.subarray(headerLengthBytes, start)));
  if (!Array.isArray(header)) throw undecodable('its header is not a list');
  return [...header, data.subarray(start)];
}

function stringify(elements: readonly unknown[]): string {
  try {
    return JSON.stringify(elements);
  } catch (cause) {
    throw new AppError('invalid_argument', 'a value of the call is not JSON-safe', { cause });
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (cause) {
    throw undecodable('it is not JSON', cause);
  }
}

function decodeText(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch (cause) {
    throw undecodable('its header is not UTF-8', cause);
  }
}

function undecodable(reason: string, cause?: unknown): AppError {
  return new AppError('invalid_argument', `malformed frame: ${reason}`, { cause });
}
