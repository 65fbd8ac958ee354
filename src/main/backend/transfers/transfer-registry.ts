import type { Readable } from 'node:stream';

/** A file leaving for the user. */
export interface Download {
  readonly fileName: string;
  readonly contentType: string;
  /** Absent when it is not known beforehand. */
  readonly sizeBytes?: number | undefined;
  /** Destroying it cancels the job behind it. */
  readonly body: Readable;
}

/**
 * One-time permissions to move a file. A ticket is 256 random bits, lives 60 seconds until it is used, and is used
 * once. Hosts serve them: GET files/<ticket> and POST files/<ticket>.
 */
export interface TransferRegistry {
  /** `open` runs when the user's side asks for the file. Returns the path for `transferTicket`. */
  offerDownload(open: () => Promise<Download>, abandoned: () => void): string;
  /** `accept` gets the bytes and resolves when they are taken in; it must drain or destroy the body. */
  offerUpload(accept: (body: Readable) => Promise<void>, abandoned: () => void): string;
  /** Throws `not_found` for an unknown, used or expired ticket. */
  download(ticket: string): Promise<Download>;
  upload(ticket: string, body: Readable): Promise<void>;
  dispose(): void;
}
