/** Folder, below the cache, of archives that a page sent: they go when Estiba ends, so nobody remembers them. */
export const receivedArchivesFolder = 'received-archives';

/** Whether a path is of such an archive. */
export function isReceivedArchive(path: string): boolean {
  return path.split(/[\\/]/).includes(receivedArchivesFolder);
}
